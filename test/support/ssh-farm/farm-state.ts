import type { MachineMark } from '../../../src/model/facts.ts';
import type { MachineResource } from '../../../src/model/machine-resource.ts';
import type { machineSetResource } from '../../../src/model/machine-set-resource.ts';

/** Kubernetes' version of everything in the farm: that of the hosts whose answers it repeats. */
export const FARM_VERSION = 'v1.20.2';

/** One host of the farm, and what it has become. */
export interface FarmHost {
  name: string;
  role: 'control-plane' | 'worker';
  /** What its node advertises; it is reached at 127.0.0.1. */
  internalAddress: string;
  mark?: MachineMark;
  /** The playbooks' steps were done on it. */
  prepared: boolean;
  /** Since when nobody hears of it, neither the cluster nor who connects, ISO 8601. */
  silentSince?: string;
  /** A tool that kubeadm needs and nobody has installed there. */
  lacks?: string;
}

/** The cluster that the farm's control planes tell of. */
export interface FarmCluster {
  name: string;
  /** Of this life, as in the hosts' marks. */
  uid: string;
  hosts: FarmHost[];
  /** Machine records, by name. */
  records: Map<string, MachineResource>;
  /** What owners want of their machines, by name. */
  machineSets: Map<string, MachineSetResource>;
}

export type MachineSetResource = ReturnType<typeof machineSetResource>;

/** Hosts `cp-1…` and `w-1…` of a cluster that is as it should be, made before there were records. */
export function farmCluster(shape: { controlPlanes: number; workers: number }): FarmCluster {
  const [records, machineSets] = [new Map(), new Map()];
  const cluster: FarmCluster = { name: 'farm', uid: 'life-of-the-farm', hosts: [], records, machineSets };
  for (let index = 1; index <= shape.controlPlanes; index++) add(cluster, `cp-${index}`, 'control-plane');
  for (let index = 1; index <= shape.workers; index++) add(cluster, `w-${index}`, 'worker');
  for (const host of cluster.hosts) {
    host.prepared = true;
    host.mark = markOf(cluster, host);
  }
  return cluster;
}

/** A host on which Kubernetes is installed and that serves nobody. */
export function addBareHost(cluster: FarmCluster, name: string): FarmHost {
  return add(cluster, name, 'worker');
}

function add(cluster: FarmCluster, name: string, role: FarmHost['role']): FarmHost {
  const index = cluster.hosts.length + 1;
  const host: FarmHost = { name, role, internalAddress: `10.9.${index >> 8}.${index & 255}`, prepared: false };
  cluster.hosts.push(host);
  return host;
}

function markOf({ name: cluster, uid: clusterUid }: FarmCluster, { name, role }: FarmHost): MachineMark {
  return {
    apiVersion: 'installer.dev/v1alpha1',
    ...{ cluster, clusterUid, machine: name, uid: `uid-of-${name}`, role },
    phase: 'bootstrapped',
    bootstrap: name === 'cp-1' ? 'init' : `join-${role}`,
    version: FARM_VERSION,
  };
}
