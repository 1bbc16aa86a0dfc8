import type {
  ControlPlaneRollout,
  Desired,
  DesiredHost,
  DesiredMachineDeployment,
  HostRole,
  KubeadmConfigSpec,
  WorkerRollout,
} from '../../../src/model/desired.ts';
import { desiredCluster, desiredHost, removalPolicy } from '../../support/desired.ts';

export interface SimInventoryHost {
  name: string;
  role: HostRole;
  /** Deployment that a worker's label picks it for. */
  tier: string;
}

export interface SimDeployment {
  name: string;
  /** Absent: every host selected. */
  replicas?: number;
  deletePolicy: DesiredMachineDeployment['deletePolicy'];
  maxUnavailable: number;
  rollout: WorkerRollout;
  /** Counts changes of the specification of its machines. */
  spec: number;
  /** Pods that refuse to go are left behind after a while. */
  drainsEnd: boolean;
}

/** What a person writes, as far as machines go. */
export interface SimInventory {
  hosts: SimInventoryHost[];
  /** Absent: every host selected. */
  controlPlanes?: number;
  deployments: SimDeployment[];
  /** Counts changes of what is applied to hosts. */
  settings: number;
  /** Patch version of Kubernetes. */
  version: number;
  /** Counts changes of the specification of control planes. */
  spec: number;
  rollout: ControlPlaneRollout;
}

const ZONES = ['a', 'b', 'c'];
const ZONE_LABEL = 'topology.kubernetes.io/zone';

/** Every host there may ever be, with its own address and failure domain. */
export const ALL_HOSTS = ['h-1', 'h-2', 'h-3', 'h-4', 'h-5', 'h-6', 'h-7', 'h-8', 'h-9', 'h-10', 'h-11', 'h-12'];

/** What the inventory room makes of it. */
export function desiredOf(inventory: SimInventory): Desired {
  const shell = desiredCluster({ controlPlanes: 0, workers: 0 });
  const selected = inventory.hosts.filter(({ role }) => role === 'control-plane').map(({ name }) => name);
  const pool = inventory.controlPlanes === undefined ? selected : [...selected, ...sparesOf(inventory)];
  const replicas = inventory.controlPlanes ?? selected.length;
  return {
    ...shell,
    controlPlane: {
      ...shell.controlPlane,
      version: versionOf(inventory),
      kubeadmConfigSpec: specOf(inventory),
      rollout: inventory.rollout,
      replicas,
      pool,
      hosts: pool.slice(0, replicas),
    },
    machineDeployments: inventory.deployments.map((deployment) => deploymentOf(inventory, deployment)),
    hosts: inventory.hosts.map(hostOf),
    vars: { settings: inventory.settings },
    bundle: '/bundle',
  };
}

/** Names of the hosts that a deployment may use. */
export function workerPool(inventory: SimInventory, { name, replicas }: SimDeployment): string[] {
  const selected = inventory.hosts.filter(({ role, tier }) => role === 'worker' && tier === name);
  return [...selected.map((host) => host.name), ...(replicas === undefined ? [] : sparesOf(inventory))];
}

export function sparesOf({ hosts }: SimInventory): string[] {
  return hosts.filter(({ role }) => role === 'spare').map(({ name }) => name);
}

function deploymentOf(inventory: SimInventory, deployment: SimDeployment): DesiredMachineDeployment {
  const { name, deletePolicy, maxUnavailable, drainsEnd } = deployment;
  const pool = workerPool(inventory, deployment);
  const replicas = deployment.replicas ?? pool.length;
  return {
    name,
    version: versionOf(inventory),
    replicas,
    pool,
    hosts: pool.slice(0, replicas),
    removal: removalPolicy(drainsEnd ? { drainTimeoutMs: 1000 } : {}),
    deletePolicy,
    maxUnavailable,
    rollout: deployment.rollout,
    kubeadmConfigSpec: specOf(deployment),
    labels: { deployment: name },
    taints: [],
  };
}

function hostOf({ name, role, tier }: SimInventoryHost): DesiredHost {
  const index = ALL_HOSTS.indexOf(name);
  return desiredHost(name, role, 11 + index, { labels: { [ZONE_LABEL]: ZONES[index % ZONES.length] ?? '', tier } });
}

export function versionOf({ version }: Pick<SimInventory, 'version'>): string {
  return `v1.20.${version}`;
}

function specOf({ spec }: { spec: number }): KubeadmConfigSpec {
  return spec === 0 ? {} : { preKubeadmCommands: [`echo ${spec}`] };
}
