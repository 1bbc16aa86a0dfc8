import { machineTroubles } from '../model/control-plane-health.ts';
import type { Desired, DesiredHost } from '../model/desired.ts';
import { etcdMemberOf } from '../model/etcd-member-of.ts';
import { type ExistingMachine, runsNothing } from '../model/existing-machine.ts';
import { etcdIsExternal } from '../model/external-etcd.ts';
import type { MachineRecord } from '../model/machine-record.ts';
import type { MachineState } from '../model/machine-state.ts';
import type { ClusterView, NodeView } from '../model/observed.ts';
import { clusterIdentity, type SeenSoFar } from './cluster-identity.ts';
import { outdatedFinder } from './outdated.ts';
import { ownerFinder } from './owner-finder.ts';
import { whoseHost } from './whose-host.ts';

/**
 * Every machine that is there, wholly or in part, in inventory order, then those whose hosts are not in the inventory, by
 * name: as host marks, records and, for hosts of the inventory, Nodes and etcd members tell. Among them are machines that
 * left and whose host is still to be cleaned (`record.toBeCleaned`). A host that serves somebody else is no machine,
 * unless a record of this cluster speaks of it.
 */
export function existingMachines(desired: Desired, seen: SeenSoFar): ExistingMachine[] {
  const { uid } = clusterIdentity(desired, seen);
  const nodes = new Map(seen.cluster?.nodes.map((node) => [node.name, node]));
  const records = new Map(seen.cluster?.records.map((record) => [record.name, record]));
  const inventory = new Set(desired.hosts.map(({ name }) => name));
  const outdatedOf = outdatedFinder(desired, ownerFinder(desired), seen.at);
  const strangers = [...records.values()]
    .filter(({ name }) => !inventory.has(name))
    .map(recordedHost)
    .sort((a, b) => (a.name < b.name ? -1 : 1));
  return [...desired.hosts, ...strangers].flatMap((host) => {
    const { name } = host;
    const record = records.get(name);
    const node = nodes.get(name);
    const asked = { name, cluster: desired.cluster.name, clusterUid: uid, record, node };
    const { state, mark, doubt, otherHost } = whoseHost(seen.hosts[name], asked);
    const member = etcdMember(seen.cluster, desired, host);
    if (!record && (state === 'foreign' || !(mark || node || member))) return [];
    // Whatever a record says: removed as a worker, it would leave its vote behind.
    const known = member?.name === name ? 'control-plane' : (record?.role ?? mark?.role);
    const role = known ?? (node && !member && !node.controlPlane ? 'worker' : 'control-plane');
    const visited = seen.hosts[name];
    const current = state ?? recordedState(record);
    const owner = record?.owner ?? ownerByRole(desired, name, role);
    const facts = visited?.reachable && mark ? visited.facts : undefined;
    const remediation = seen.healing?.machines[name];
    // While unhealthy machines are replaced, the others stay what they are. What has left is not to become anything.
    const outdated =
      !seen.healing && !record?.toBeCleaned && (current === 'bootstrapped' || current === 'bootstrapping')
        ? outdatedOf({ name, role, owner, record: current === 'bootstrapped' ? record : undefined, facts })
        : undefined;
    return [
      {
        name,
        role,
        owner,
        host,
        ...(current && { state: current }),
        ...(visited && { reachable: visited.reachable }),
        ...(doubt !== undefined && { doubt }),
        ...(otherHost && { otherHost }),
        ...(state === 'bootstrapped' && mark && facts?.kubeadm.kubeletConf === false && { kubeletGone: true as const }),
        ...(record && { record }),
        ...(node && { node }),
        ...(role === 'control-plane' && member && { member }),
        healthy: isHealthy(name, role, node, seen.cluster, desired),
        ...domainOf(desired, host, record),
        createdAt: record?.createdAt ?? '',
        ...(outdated && { outdated }),
        ...(remediation !== undefined && { remediation }),
      },
    ];
  });
}

/** What a record implies of a host that was not visited, or did not answer. */
export function recordedState(record: MachineRecord | undefined): MachineState | undefined {
  return record?.revision === undefined || record.toBeCleaned ? undefined : 'bootstrapped';
}

/**
 * Its host was visited and bears nothing of a machine that the cluster knows: it was reinstalled. What the cluster still
 * has of the machine is dead.
 */
export function lostItsHost({ state, node, member, record }: ExistingMachine): boolean {
  if (!runsNothing({ state })) return false;
  return !record?.toBeCleaned && (node !== undefined || member !== undefined || record?.revision !== undefined);
}

function etcdMember(cluster: ClusterView | undefined, desired: Desired, host: DesiredHost) {
  return cluster && !etcdIsExternal(desired) ? etcdMemberOf(cluster.etcdMembers, { name: host.name, host }) : undefined;
}

function isHealthy(
  name: string,
  role: ExistingMachine['role'],
  node: NodeView | undefined,
  cluster: ClusterView | undefined,
  desired: Desired,
): boolean {
  if (!cluster || !node?.ready) return false;
  if (role === 'worker') return true;
  return machineTroubles(cluster, name, { externalEtcd: etcdIsExternal(desired) }).length === 0;
}

/** Of a machine without a record: the deployment that may use its host, else the first there is. */
function ownerByRole({ machineDeployments }: Desired, name: string, role: ExistingMachine['role']): string {
  if (role === 'control-plane') return role;
  const owner = machineDeployments.find(({ pool }) => pool.includes(name)) ?? machineDeployments[0];
  return owner?.name ?? 'workers';
}

function domainOf(desired: Desired, host: DesiredHost, record: MachineRecord | undefined) {
  const failureDomain = host.labels[desired.failureDomainLabel] ?? record?.failureDomain;
  return failureDomain === undefined ? {} : { failureDomain };
}

/** A host that only its record names, as far as the record tells. */
function recordedHost({ name, role, host }: MachineRecord): DesiredHost {
  return { name, role, taints: [], vars: {}, ...host };
}
