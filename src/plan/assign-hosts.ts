import type { Desired, DesiredHost } from '../model/desired.ts';
import type { ExistingMachine } from '../model/existing-machine.ts';
import { etcdIsExternal } from '../model/external-etcd.ts';
import { domainsServed, freeHosts, type HostAsFree, hostAsFree } from './free-hosts.ts';
import { lostItsNode } from './lost-its-node.ts';
import { deletionOrder, type Owner, ownersOf, type Removal } from './owner.ts';
import { ownerFinder } from './owner-finder.ts';
import { rollControlPlane } from './rollout/roll-control-plane.ts';
import { rollWorkers } from './rollout/roll-workers.ts';
import type { Rolled, Upgrade } from './rollout/rolled.ts';
import { spreadHosts } from './spread-hosts.ts';
import { giveUpSurplus, giveUpUnmade, onlyClaimed } from './surplus.ts';

export interface AssignOptions {
  /** false: outdated machines are left as they are. */
  rolling?: boolean;
  /** Only unhealthy machines are replaced, and those that are missing made; none goes for another reason. */
  healing?: {
    /** Names of hosts that do not answer, or cannot be used. */
    closed: ReadonlySet<string>;
    /** Names of owners that make no machine. */
    outdated: ReadonlySet<string>;
    /** Names of hosts that take a machine when there is no other one. */
    worn: ReadonlySet<string>;
  };
}

/** Which hosts serve, which machines go and why, and how outdated ones become up to date. */
export interface Assignment {
  /** With each owner's `hosts` decided: fewer than its replicas when hosts are lacking. */
  desired: Desired;
  /** In the order to do them in, control planes first. */
  removals: Removal[];
  /** Machines that become up to date where they are, in the order to do it in. */
  upgrades: Upgrade[];
  /** How the machines of a machine deployment are rolled, by its name. */
  rolled: ReadonlyMap<string, Rolled>;
}

/**
 * Which hosts serve, and which machines have to go and why. Existing machines keep their hosts; new ones get, one after
 * the other, the free host in the failure domain with the fewest machines of their owner, in inventory order, and spare
 * hosts last (Cluster API, KCP scale.go and failure_domains.go). Hosts still to be cleaned are not free, unless they answer: then they are
 * cleaned first, and used only when nothing else is left. What nobody needs then serves to make outdated machines anew.
 * Deterministic, and the same again on its own result.
 */
export function assignHosts(
  desired: Desired,
  existing: readonly ExistingMachine[],
  { rolling = true, healing }: AssignOptions = {},
): Assignment {
  const owners = ownersOf(desired);
  const [controlPlane] = owners;
  const orphans: Removal[] = [];
  const hosts = new Map(desired.hosts.map((host) => [host.name, host]));
  const byName = new Map(owners.map((owner) => [owner.name, owner]));
  const ownerOf = ownerFinder(desired);
  for (const machine of existing) {
    // One that came back by itself with an etcd member has to leave once more.
    if (machine.record?.toBeCleaned && !machine.member) continue;
    const owner = byName.get(ownerOf(machine) ?? '');
    const reason = whyGone(machine) ?? (healing ? undefined : whyLeaving(machine, owner, owners, controlPlane, hosts));
    if (reason === undefined) owner?.kept.push(machine);
    else if (!onlyClaimed(machine)) (owner?.leaving ?? orphans).push({ machine, reason });
  }
  const etcdTold = !etcdIsExternal(desired) && existing.some(({ member }) => member !== undefined);
  for (const owner of owners) {
    if (healing) giveUpUnmade(owner);
    else giveUpSurplus(owner, desired, etcdTold);
  }
  const taken = new Set(owners.flatMap(({ kept }) => kept.map(({ name }) => name)));
  const asFree = hostAsFree(existing, hosts, desired.failureDomainLabel, healing);
  const chosen = owners.map((owner) =>
    healing?.outdated.has(owner.name) ? owner.kept.map(({ name }) => name) : fill(owner, desired, taken, hosts, asFree),
  );
  const rolled = owners.map((owner, i) =>
    rolling && !healing ? roll(owner, desired, chosen[i] ?? [], taken, hosts, asFree) : undefined,
  );
  const serving = owners.map(({ pool }, i) => {
    const after = new Set(chosen[i]);
    for (const name of rolled[i]?.released ?? []) after.delete(name);
    for (const name of rolled[i]?.taken ?? []) after.add(name);
    return [...pool].filter((name) => after.has(name));
  });
  return {
    desired: {
      ...desired,
      controlPlane: { ...desired.controlPlane, hosts: serving[0] ?? [] },
      machineDeployments: desired.machineDeployments.map((md, i) => ({ ...md, hosts: serving[i + 1] ?? [] })),
    },
    removals: [...owners.flatMap((owner) => inOrder(owner, desired)), ...orphans],
    upgrades: rolled.flatMap((one) => one?.upgrades ?? []),
    rolled: new Map(owners.slice(1).flatMap(({ name }, i) => pairOf(name, rolled[i + 1]))),
  };
}

function pairOf(name: string, rolled: Rolled | undefined): [string, Rolled][] {
  return rolled ? [[name, rolled]] : [];
}

function whyGone({ record, remediation }: ExistingMachine): string | undefined {
  if (record?.toBeCleaned) return 'it had left, and its etcd member is back';
  if (record?.deletion) return 'it was being removed';
  return remediation;
}

function whyLeaving(
  { name }: ExistingMachine,
  owner: Owner | undefined,
  owners: readonly Owner[],
  controlPlane: Owner,
  hosts: ReadonlyMap<string, DesiredHost>,
): string | undefined {
  const host = hosts.get(name);
  if (!host) return 'its host left the inventory';
  if (owner?.pool.has(name)) return undefined;
  const other = owners.find(({ pool }) => pool.has(name));
  if (other === controlPlane) return 'its host is now meant for the control plane';
  if (other) return `its host is now meant for machine deployment ${other.name}`;
  return host.role === 'spare' ? 'its host is now kept in reserve' : 'its host is no longer selected';
}

function inOrder(owner: Owner, desired: Desired): Removal[] {
  const reasons = new Map(owner.leaving.map((removal) => [removal.machine, removal]));
  return deletionOrder(owner, [...reasons.keys()], desired).flatMap((machine) => reasons.get(machine) ?? []);
}

/** More than any rank. */
const LAST = 10;

/** The owner's hosts: those of kept machines, and new ones until there are enough. */
function fill(
  { name: owner, kept, leaving, pool, replicas }: Owner,
  { failureDomainLabel }: Desired,
  taken: Set<string>,
  hosts: ReadonlyMap<string, DesiredHost>,
  asFree: HostAsFree,
): string[] {
  const mine = kept.map(({ name }) => name);
  const serving = domainsServed(mine, hosts, failureDomainLabel);
  const free = freeHosts(pool, taken, asFree);
  // The last control plane can only leave when another one has joined, which it cannot do on the same host.
  const last = new Set(
    owner === 'control-plane' && kept.length === 0 ? leaving.map(({ machine }) => machine.name) : [],
  );
  const ranked = free.map((host) => (last.has(host.name) ? { ...host, rank: host.rank + LAST } : host));
  const added = spreadHosts(ranked, replicas - mine.length, serving);
  for (const name of added) taken.add(name);
  return [...mine, ...added];
}

/** Outdated machines of an owner that has as many hosts as there are for it. */
function roll(
  owner: Owner,
  desired: Desired,
  chosen: readonly string[],
  taken: Set<string>,
  hosts: ReadonlyMap<string, DesiredHost>,
  asFree: HostAsFree,
): Rolled {
  const leaving = new Set(owner.leaving.map(({ machine }) => machine));
  const staying = owner.kept.filter((machine) => !leaving.has(machine));
  // One whose Node somebody deleted is registered first: without a Node it is not drained, and nothing else is changed.
  const outdated = staying.filter(
    (machine) => machine.outdated !== undefined && machine.state === 'bootstrapped' && !lostItsNode(machine),
  );
  // Those that are too many and cannot be spared yet leave later: with others in their place there would be more still.
  const tooMany = owner.name === 'control-plane' ? 0 : Math.max(0, owner.kept.length - owner.replicas);
  const ground = {
    outdated: deletionOrder(owner, outdated, desired).slice(tooMany),
    closed: staying.filter(
      ({ outdated: why, node, state }) => !why && state === 'bootstrapped' && node?.closedForUpgrade === true,
    ),
    free: outdated.length > 0 ? freeHosts(owner.pool, taken, asFree) : [],
    serving: domainsServed(chosen, hosts, desired.failureDomainLabel),
    asFree,
  };
  const deployment = desired.machineDeployments.find(({ name }) => name === owner.name);
  const rolled =
    deployment && owner.name !== 'control-plane'
      ? rollWorkers(ground, deployment.rollout, staying)
      : rollControlPlane(ground, desired.controlPlane.rollout);
  for (const name of rolled.taken) taken.add(name);
  owner.leaving.push(
    ...rolled.replaced.map(
      (machine): Removal => ({ machine, reason: machine.outdated?.why ?? 'it is outdated', rollout: true }),
    ),
  );
  return rolled;
}
