import type { Desired, DesiredHost } from './desired.ts';
import type { Machine } from './machine.ts';
import type { MachineRecord } from './machine-record.ts';
import type { MachineState } from './machine-state.ts';
import type { EtcdMember, NodeView } from './observed.ts';

/** A machine that is there, wholly or in part, as hosts, records and the cluster tell it; wanted or not. */
export interface ExistingMachine {
  /** Of the machine, its host and its node. */
  name: string;
  role: Machine['role'];
  owner: string;
  /** How its host is reached: as the inventory says, else as its record says. */
  host: DesiredHost;
  /** Of the host, where it was visited; else what its record implies: `bootstrapped` with a revision. Absent: not known. */
  state?: MachineState;
  /** False: the host was visited and did not answer. Absent: it was not visited. */
  reachable?: boolean;
  /**
   * Why it cannot be told whom its host serves, of one that bears a cluster (`state` is `foreign`): its mark is gone, or
   * cannot be read. Such a host is not touched, and not free either. Absent: there is no doubt, or nobody looked.
   */
  doubt?: string;
  /** Its host is another one than its Node was registered on: what differs, `machine-id`, `product_uuid`. */
  otherHost?: string[];
  /** Its host is marked as serving and bears no kubelet.conf: it was cleaned in part, or somebody ran kubeadm reset there. */
  kubeletGone?: true;
  record?: MachineRecord;
  node?: NodeView;
  /** Of its control plane, with etcd on the control planes. */
  member?: EtcdMember;
  /** Its node is there and Ready; of a control plane also its components and its etcd member are healthy. */
  healthy: boolean;
  /** It is made, or being made, and its owner wants something else of its machines by now. Absent: it is up to date. */
  outdated?: Outdated;
  /** Why it is replaced now: a health check finds it unhealthy. */
  remediation?: string;
  failureDomain?: string;
  /** ISO 8601; empty where no record tells. */
  createdAt: string;
}

export interface Outdated {
  /** `v1.20.2 → v1.20.3`, `files of its kubeadmConfigSpec changed`. */
  why: string;
  /**
   * Only its version differs, and it is to be a newer one, or its upgrade was begun and has not ended: kubeadm upgrade does
   * it where it is.
   */
  byUpgrade: boolean;
  /** Its version and the one that its owner wants, where they differ. */
  version?: { is: string; wanted: string };
  /** An upgrade where it is was begun on its host, and has not ended. */
  begun?: true;
}

/** Its host was visited and bears nothing of it any more: it is bare, or its mark says that it serves somebody else. */
export function isReleased({ state, doubt }: Pick<ExistingMachine, 'state' | 'doubt'>): boolean {
  return state === 'bare' || (state === 'foreign' && doubt === undefined);
}

/** Its host was visited, and nothing of it runs there: whatever Node the cluster has of it is a leftover. */
export function runsNothing({ state }: Pick<ExistingMachine, 'state'>): boolean {
  return state === 'bare' || state === 'claimed';
}

/** An existing machine as one that could be wanted: version and configuration are its owner's, as far as there still is one. */
export function asMachine({ name, host, role, owner, record }: ExistingMachine, desired: Desired): Machine {
  const { controlPlane, machineDeployments } = desired;
  const wanted = role === 'control-plane' ? controlPlane : machineDeployments.find((md) => md.name === owner);
  return {
    name,
    host,
    role,
    owner,
    version: record?.version ?? wanted?.version ?? controlPlane.version,
    kubeadmConfigSpec: wanted?.kubeadmConfigSpec ?? {},
  };
}
