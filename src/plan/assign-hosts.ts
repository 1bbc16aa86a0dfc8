import type { Desired, DesiredHost } from '../model/desired.ts';
import type { ExistingMachine } from '../model/existing-machine.ts';
import { etcdIsExternal } from '../model/external-etcd.ts';
import { controlPlaneDeletionOrder, workerDeletionOrder } from './deletion-order.ts';
import { lostItsHost } from './existing-machines.ts';
import { spreadHosts } from './spread-hosts.ts';

/** A machine that has to go. When its name is among the assigned hosts, the host is used again afterwards. */
export interface Removal {
  machine: ExistingMachine;
  /** One clause: `its host left the inventory`. */
  reason: string;
}

interface Owner {
  name: string;
  pool: ReadonlySet<string>;
  replicas: number;
  /** Machines that it keeps. */
  kept: ExistingMachine[];
  leaving: Removal[];
}

/**
 * Which hosts serve, and which machines have to go and why. Existing machines keep their hosts; new ones get, one after
 * the other, the free host in the failure domain with the fewest machines of their owner, in inventory order, and spare
 * hosts last (Cluster API, KCP scale.go and failure_domains.go). Hosts still to be cleaned are not free, unless they answer: then they are
 * cleaned first, and used only when nothing else is left. Deterministic, and the same again on its own result.
 * @returns the desired state with each owner's `hosts` decided (fewer than its replicas when hosts are lacking), and the
 * removals in the order to do them in: control planes first
 */
export function assignHosts(
  desired: Desired,
  existing: readonly ExistingMachine[],
): { desired: Desired; removals: Removal[] } {
  const owners = ownersOf(desired);
  const [controlPlane] = owners;
  const orphans: Removal[] = [];
  const hosts = new Map(desired.hosts.map((host) => [host.name, host]));
  for (const machine of existing) {
    // One that came back by itself with an etcd member has to leave once more.
    if (machine.record?.toBeCleaned && !machine.member) continue;
    const owner = ownerOf(machine, owners, controlPlane, hosts);
    const reason = whyLeaving(machine, owner, owners, controlPlane, hosts);
    if (reason === undefined) owner?.kept.push(machine);
    else if (!onlyClaimed(machine)) (owner?.leaving ?? orphans).push({ machine, reason });
  }
  const etcdTold = !etcdIsExternal(desired) && existing.some(({ member }) => member !== undefined);
  for (const owner of owners) giveUpSurplus(owner, desired, etcdTold);
  const taken = new Set(owners.flatMap(({ kept }) => kept.map(({ name }) => name)));
  const chosen = owners.map((owner) => fill(owner, desired, existing, taken, hosts));
  const removals = [...owners.flatMap((owner) => inOrder(owner, desired)), ...orphans];
  return {
    desired: {
      ...desired,
      controlPlane: { ...desired.controlPlane, hosts: chosen[0] ?? [] },
      machineDeployments: desired.machineDeployments.map((md, i) => ({ ...md, hosts: chosen[i + 1] ?? [] })),
    },
    removals,
  };
}

function ownersOf({ controlPlane, machineDeployments }: Desired): [Owner, ...Owner[]] {
  const owner = (name: string, { pool, replicas }: Pick<Desired['controlPlane'], 'pool' | 'replicas'>): Owner => ({
    name,
    pool: new Set(pool),
    replicas,
    kept: [],
    leaving: [],
  });
  return [owner('control-plane', controlPlane), ...machineDeployments.map((md) => owner(md.name, md))];
}

/** The machine's own; a worker whose deployment gave up its host belongs to the one that selects it now. */
function ownerOf(
  machine: ExistingMachine,
  owners: readonly Owner[],
  controlPlane: Owner,
  hosts: ReadonlyMap<string, DesiredHost>,
): Owner | undefined {
  if (machine.role === 'control-plane') return controlPlane;
  const deployments = owners.filter((owner) => owner !== controlPlane);
  const own = deployments.find(({ name }) => name === machine.owner);
  if (own?.pool.has(machine.name) || hosts.get(machine.name)?.role === 'spare') return own;
  return deployments.find(({ pool }) => pool.has(machine.name)) ?? own;
}

function whyLeaving(
  { name, record }: ExistingMachine,
  owner: Owner | undefined,
  owners: readonly Owner[],
  controlPlane: Owner,
  hosts: ReadonlyMap<string, DesiredHost>,
): string | undefined {
  if (record?.toBeCleaned) return 'it had left, and its etcd member is back';
  if (record?.deletion) return 'it was being removed';
  const host = hosts.get(name);
  if (!host) return 'its host left the inventory';
  if (owner?.pool.has(name)) return undefined;
  const other = owners.find(({ pool }) => pool.has(name));
  if (other === controlPlane) return 'its host is now meant for the control plane';
  if (other) return `its host is now meant for machine deployment ${other.name}`;
  return host.role === 'spare' ? 'its host is now kept in reserve' : 'its host is no longer selected';
}

/** Prepared and nothing more: there is no machine yet that could leave. */
function onlyClaimed({ state, record, node, member }: ExistingMachine): boolean {
  return state === 'claimed' && !record && !node && !member;
}

function giveUpSurplus(owner: Owner, desired: Desired, etcdTold: boolean): void {
  const { kept, replicas } = owner;
  const surplus = kept.length - replicas;
  if (surplus > 0) {
    const claims = kept.filter(onlyClaimed);
    const machines = kept.filter((machine) => !onlyClaimed(machine));
    const going = [...claims, ...deletionOrder(owner, machines, desired)].slice(0, surplus);
    const reason = `replicas went from ${machines.length} to ${replicas}`;
    owner.kept = kept.filter((machine) => !going.includes(machine));
    owner.leaving.push(
      ...going.filter((machine) => !onlyClaimed(machine)).map((machine): Removal => ({ machine, reason })),
    );
  }
  const lost = owner.kept.filter(lostItsHost);
  const forgotten = owner.kept.filter((machine) => isForgotten(machine, etcdTold));
  owner.leaving.push(
    ...lost.map((machine): Removal => ({ machine, reason: 'its host was reinstalled' })),
    ...forgotten.map((machine): Removal => ({ machine, reason: 'the cluster knows nothing of it any more' })),
  );
}

/**
 * It was taken out of the cluster, and nothing was left behind that says that its host is to be cleaned. Its kubelet may
 * have brought its Node back; an etcd member does not come back.
 */
function isForgotten({ state, role, record, node, member }: ExistingMachine, etcdTold: boolean): boolean {
  const out = role === 'control-plane' && etcdTold ? !member : !node && !member;
  return state === 'bootstrapped' && !record && out;
}

function inOrder(owner: Owner, desired: Desired): Removal[] {
  const reasons = new Map(owner.leaving.map((removal) => [removal.machine, removal]));
  return deletionOrder(owner, [...reasons.keys()], desired).flatMap((machine) => reasons.get(machine) ?? []);
}

function deletionOrder(owner: Owner, leaving: ExistingMachine[], desired: Desired): ExistingMachine[] {
  const deployment = desired.machineDeployments.find(({ name }) => name === owner.name);
  if (deployment && owner.name !== 'control-plane') return workerDeletionOrder(leaving, deployment.deletePolicy);
  const domains = new Set(
    desired.hosts.filter(({ name }) => owner.pool.has(name)).map(({ labels }) => labels[desired.failureDomainLabel]),
  );
  const all = [...new Set([...owner.kept, ...leaving])];
  return controlPlaneDeletionOrder(leaving, all, { version: desired.controlPlane.version, domains });
}

/** The owner's hosts, in the order of its pool: those of kept machines, and new ones until there are enough. */
function fill(
  owner: Owner,
  { failureDomainLabel }: Desired,
  existing: readonly ExistingMachine[],
  taken: Set<string>,
  hosts: ReadonlyMap<string, DesiredHost>,
): string[] {
  const domain = (name: string) => hosts.get(name)?.labels[failureDomainLabel];
  const serving = new Map<string | undefined, number>();
  const mine = new Set(owner.kept.map(({ name }) => name));
  for (const name of mine) serving.set(domain(name), (serving.get(domain(name)) ?? 0) + 1);
  const rankOf = reserveRanks(existing, hosts);
  const free = [...owner.pool].flatMap((name) => {
    const rank = taken.has(name) ? undefined : rankOf(name);
    return rank === undefined ? [] : [{ name, rank, failureDomain: domain(name) }];
  });
  for (const name of spreadHosts(free, owner.replicas - mine.size, serving)) {
    mine.add(name);
    taken.add(name);
  }
  return [...owner.pool].filter((name) => mine.has(name));
}

/** 0: as good as any host; 1: a spare; 2: to be cleaned first. `undefined`: cannot be used now. */
function reserveRanks(
  existing: readonly ExistingMachine[],
  hosts: ReadonlyMap<string, DesiredHost>,
): (name: string) => number | undefined {
  const machines = new Map(existing.map((machine) => [machine.name, machine]));
  return (name) => {
    const machine = machines.get(name);
    // Its machine is on its way out; a host that does not answer, or may serve somebody else, cannot be cleaned.
    if (machine?.reachable === false || machine?.doubt !== undefined) return undefined;
    if (machine?.record?.toBeCleaned) return machine.reachable === true ? 2 : undefined;
    return hosts.get(name)?.role === 'spare' ? 1 : 0;
  };
}
