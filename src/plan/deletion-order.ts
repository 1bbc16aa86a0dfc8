import type { DesiredMachineDeployment } from '../model/desired.ts';
import { type ExistingMachine, runsNothing } from '../model/existing-machine.ts';
import { lostItsHost } from './existing-machines.ts';
import { isHalfCleaned, lostItsNode } from './lost-its-node.ts';

/**
 * Which control planes go first: as `tierOf` says; among equals from the failure domain with most machines (unknown ones
 * first), the oldest there, then by name (Cluster API, KCP scale.go, control_plane.go).
 * @param all machines of the control plane, those that are to stay among them
 * @param domains failure domains of the hosts that it may use
 */
export function controlPlaneDeletionOrder(
  leaving: readonly ExistingMachine[],
  all: readonly ExistingMachine[],
  domains: ReadonlySet<string | undefined>,
): ExistingMachine[] {
  const left = new Set(leaving);
  const standing = new Map<string | undefined, number>();
  for (const { failureDomain } of all) standing.set(failureDomain, (standing.get(failureDomain) ?? 0) + 1);
  const ranks = (machine: ExistingMachine): (number | string)[] => [
    tierOf(machine),
    machine.failureDomain !== undefined && domains.has(machine.failureDomain) ? 1 : 0,
    -(standing.get(machine.failureDomain) ?? 0),
    machine.createdAt,
    machine.name,
  ];
  const order: ExistingMachine[] = [];
  while (left.size > 0) {
    const [next] = [...left].sort((a, b) => compare(ranks(a), ranks(b)));
    if (!next) break;
    left.delete(next);
    order.push(next);
    standing.set(next.failureDomain, (standing.get(next.failureDomain) ?? 0) - 1);
  }
  return order;
}

/**
 * Which workers go first: as `tierOf` says, then as the policy does; among equals by name (Cluster API,
 * machineset_deletion_order.go; there the age is a score below that of an ailing machine, here it is compared).
 */
export function workerDeletionOrder(
  leaving: readonly ExistingMachine[],
  policy: DesiredMachineDeployment['deletePolicy'],
): ExistingMachine[] {
  const ranks = (machine: ExistingMachine) => [tierOf(machine), machine.name];
  return [...leaving].sort((a, b) => {
    const tier = tierOf(a) - tierOf(b);
    if (tier !== 0 || policy === 'Random' || a.createdAt === b.createdAt) return compare(ranks(a), ranks(b));
    const older = a.createdAt < b.createdAt ? -1 : 1;
    return policy === 'Oldest' ? older : -older;
  });
}

/**
 * Those being removed, marked to go first, outdated ones that do not serve or ail, dead ones, outdated ones, those of which
 * nothing runs yet, those that do not serve yet, ailing ones, the rest. What is up to date goes last, or a rollout would take back what it has just made, or is
 * making. What does not serve goes before what does: of a control plane it would cost etcd a vote more. That is Cluster API's
 * order but for the dead, which no rollout waits for here, and for those that do not serve. No control plane joins as long
 * as another one has lost its Node, and one that leaves does not get it back: what has not joined yet goes before that one.
 */
function tierOf(machine: ExistingMachine): number {
  const { record, healthy, outdated } = machine;
  if (record?.deletion) return 0;
  if (outdated && machine.role === 'control-plane' && lostItsNode(machine)) return 9;
  if (record?.deleteFirst) return outdated ? 1 : 2;
  if (outdated && !serves(machine)) return 3;
  if (outdated) return healthy ? 6 : 4;
  if (lostItsHost(machine) || isHalfCleaned(machine) || (!healthy && machine.reachable === false)) return 5;
  if (runsNothing(machine)) return 7;
  if (!serves(machine)) return 8;
  return healthy ? 11 : 10;
}

/** Its bootstrap ended well, as far as anybody can tell. */
function serves({ record, state }: ExistingMachine): boolean {
  const told = state === undefined && (record === undefined || record.revision !== undefined);
  return state === 'bootstrapped' || told;
}

function compare(a: readonly (number | string)[], b: readonly (number | string)[]): number {
  const at = a.findIndex((value, i) => value !== b[i]);
  const [left, right] = [a[at], b[at]];
  if (left === undefined || right === undefined) return 0;
  return left < right ? -1 : 1;
}
