import type { Desired } from '../model/desired.ts';
import { type Machine, machinesOf } from '../model/machine.ts';
import type { MachineRecord } from '../model/machine-record.ts';
import type { MachineState } from '../model/machine-state.ts';
import type { ClusterView, EtcdMember, NodeView, Observed, ObservedHost } from '../model/observed.ts';
import type { StepState } from '../model/step.ts';
import type { ManifestFile } from './manifests.ts';
import { type KeptForKubeadm, keptForKubeadm } from './rollout/kept-for-kubeadm.ts';

/**
 * What the decisions of a plan rest on, as plain data that can be saved, hashed and compared: no clocks, no free bytes,
 * no secrets, nothing that other tools change while nobody decides anything.
 */
export interface PlanBasis {
  inventory: InventoryBasis;
  /** Hash of what is applied to a machine, playbooks and bundle among it, by owner. */
  revisions: Record<string, string>;
  /** Hosts that were visited. Which ones are is itself decided from the rest. */
  hosts: Record<string, HostBasis>;
  /** Absent: no control plane of this cluster answered. */
  cluster?: ClusterBasis;
  /** Nodes of machines; those that nobody here speaks of are never touched and decide nothing. */
  nodes: Record<string, NodeBasis>;
  /** By member name; by id while a member has none. */
  etcdMembers: Record<string, MemberBasis>;
  /** Ready or not, by `<node>/<component>`. */
  controlPlanePods: Record<string, boolean>;
  records: Record<string, RecordBasis>;
}

/** The desired state without what follows from it and from what exists: which hosts of a pool serve. */
export interface InventoryBasis extends Omit<Desired, 'controlPlane' | 'machineDeployments' | 'machineHealthChecks'> {
  controlPlane: Omit<Desired['controlPlane'], 'hosts'>;
  machineDeployments: Omit<Desired['machineDeployments'][number], 'hosts'>[];
  /** sha256 by name. */
  manifestContents: Record<string, string>;
}

export interface HostBasis {
  /** Absent: it did not answer. */
  state?: MachineState;
  steps: Record<string, StepState['status']>;
}

export interface ClusterBasis {
  uid: string;
  endpointAnswers: boolean;
  kubeProxyVersion?: string;
  /** What the cluster keeps for kubeadm, beside what is wanted. */
  keptForKubeadm?: KeptForKubeadm['is'];
  /** sha256 by manifest. */
  appliedManifests: Record<string, string>;
}

export interface NodeBasis {
  ready: boolean;
  unreachable: boolean;
  unschedulable: boolean;
  kubeletVersion: string;
  /** Of labels that the inventory names. */
  labels: Record<string, string>;
  /** Of keys that the inventory names: value by `key:effect`. */
  taints: Record<string, string>;
}

export interface MemberBasis {
  learner: boolean;
  healthy?: boolean;
}

export type RecordBasis = Pick<
  MachineRecord,
  'uid' | 'owner' | 'version' | 'revision' | 'template' | 'failureDomain'
> & {
  address: string;
  deleting: boolean;
  toBeCleaned: boolean;
  deleteFirst: boolean;
};

export interface BasisInput {
  desired: Desired;
  observed: Observed;
  /** Of the hosts that answered. */
  states: Record<string, MachineState>;
  manifests: ManifestFile[];
  revisionOf(machine: Machine): string | undefined;
}

/** The part of inventory and observation that decisions rest on. */
export function planBasis({ desired, observed, states, manifests, revisionOf }: BasisInput): PlanBasis {
  const { cluster } = observed;
  const named = metadataKeys(desired);
  const machines = new Set([...desired.hosts, ...(cluster?.records ?? [])].map(({ name }) => name));
  const nodes = (cluster?.nodes ?? []).filter(({ name }) => machines.has(name));
  return {
    inventory: inventoryBasis(desired, manifests),
    revisions: ownerRevisions(desired, revisionOf),
    hosts: mapped(Object.entries(observed.hosts), ([name, host]) => [name, hostBasis(host, states[name])]),
    ...(cluster && { cluster: clusterBasis(cluster, keptForKubeadm(desired, cluster)) }),
    nodes: mapped(nodes, (node) => [node.name, nodeBasis(node, named)]),
    etcdMembers: mapped(cluster?.etcdMembers ?? [], (member) => [member.name || member.id, memberBasis(member)]),
    controlPlanePods: mapped(cluster?.controlPlanePods ?? [], (pod) => [`${pod.node}/${pod.component}`, pod.ready]),
    records: mapped(cluster?.records ?? [], (record) => [record.name, recordBasis(record)]),
  };
}

/** The inventory as it counts. */
export function inventoryBasis(desired: Desired, manifests: ManifestFile[]): InventoryBasis {
  const { machineHealthChecks: ___, ...rest } = desired;
  const { hosts: _, ...controlPlane } = desired.controlPlane;
  return {
    ...rest,
    controlPlane,
    machineDeployments: desired.machineDeployments.map(({ hosts: __, ...deployment }) => deployment),
    manifestContents: mapped(manifests, ({ name, sha256 }) => [name, sha256]),
  };
}

/** The first host of a pool speaks for all: what differs between them is in the inventory. */
function ownerRevisions(desired: Desired, revisionOf: BasisInput['revisionOf']): Record<string, string> {
  const withOneHost = <T extends { pool: string[] }>(owner: T) => ({ ...owner, hosts: owner.pool.slice(0, 1) });
  const machines = machinesOf({
    ...desired,
    controlPlane: withOneHost(desired.controlPlane),
    machineDeployments: desired.machineDeployments.map(withOneHost),
  });
  const revisions = machines.map((machine) => [machine.owner, revisionOf(machine)] as const);
  return Object.fromEntries(
    revisions.flatMap(([owner, revision]) => (revision === undefined ? [] : [[owner, revision]])),
  );
}

function hostBasis(host: ObservedHost, state: MachineState | undefined): HostBasis {
  if (!host.reachable) return { steps: {} };
  return { state, steps: mapped(host.steps, ({ id, status }) => [id, status]) };
}

function clusterBasis(
  { uid, endpointAnswers, kubeProxyVersion, appliedManifests }: ClusterView,
  kept: KeptForKubeadm | undefined,
): ClusterBasis {
  return {
    uid,
    endpointAnswers,
    ...(kubeProxyVersion !== undefined && { kubeProxyVersion }),
    ...(kept && { keptForKubeadm: kept.is }),
    appliedManifests,
  };
}

function nodeBasis(node: NodeView, named: ReadonlySet<string>): NodeBasis {
  const { ready, unreachable = false, unschedulable, kubeletVersion } = node;
  const taints = node.taints.filter(({ key }) => named.has(key));
  return {
    ready,
    unreachable,
    unschedulable,
    kubeletVersion,
    labels: Object.fromEntries(Object.entries(node.labels).filter(([key]) => named.has(key))),
    taints: mapped(taints, ({ key, effect, value = '' }) => [`${key}:${effect}`, value]),
  };
}

function memberBasis({ learner, healthy }: EtcdMember): MemberBasis {
  return { learner, healthy };
}

function recordBasis(record: MachineRecord): RecordBasis {
  const { uid, owner, version, revision, template, failureDomain, host, deletion, toBeCleaned, deleteFirst } = record;
  return {
    uid,
    owner,
    version,
    revision,
    template,
    failureDomain,
    address: host.address,
    deleting: deletion !== undefined,
    toBeCleaned: toBeCleaned === true,
    deleteFirst: deleteFirst === true,
  };
}

/** Keys of labels and taints that the inventory wants on nodes. */
function metadataKeys({ hosts, machineDeployments }: Desired): Set<string> {
  return new Set(
    [...hosts, ...machineDeployments].flatMap(({ labels, taints }) => [
      ...Object.keys(labels),
      ...taints.map(({ key }) => key),
    ]),
  );
}

function mapped<T, V>(items: readonly T[], entry: (item: T) => [string, V]): Record<string, V> {
  return Object.fromEntries(items.map(entry));
}
