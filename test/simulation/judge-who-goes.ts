import type { ExistingMachine } from '../../src/model/existing-machine.ts';
import type { Planned } from './apply.ts';
import { must } from './violation.ts';

type Policy = 'Random' | 'Newest' | 'Oldest';

/**
 * Of an owner that has too many machines those go that should: marked ones first, then outdated ones, but for the dead,
 * then those of which nothing runs yet, those that do not serve, then ailing ones, then by the policy of the deployment
 * (Cluster API, machineset_deletion_order.go). Those whose host is given up or made anew have no choice.
 */
export function judgeWhoGoes({ apply: { existing, desired, leaving } }: Planned): void {
  const assigned = new Set([
    ...desired.controlPlane.hosts,
    ...desired.machineDeployments.flatMap(({ hosts }) => hosts),
  ]);
  const owners: { name: string; pool: string[]; deletePolicy?: Policy }[] = [
    { name: 'control-plane', pool: desired.controlPlane.pool },
    ...desired.machineDeployments,
  ];
  for (const { name: owner, pool, deletePolicy } of owners) {
    const own = existing.filter(
      ({ record, name }) => isChoosable(record) && record?.owner === owner && pool.includes(name),
    );
    const going = own.filter(({ name }) => leaving.has(name) && !assigned.has(name));
    const staying = own.filter(({ name }) => !leaving.has(name) && assigned.has(name));
    for (const one of going) {
      const wronged = staying.find((other) => shouldGoBefore(other, one, deletePolicy));
      must(!wronged, 'the right machine goes', () => `${one.name} of ${owner} goes and ${wronged?.name} should`);
    }
  }
}

function isChoosable(record: ExistingMachine['record']): boolean {
  return record !== undefined && !record.deletion && !record.toBeCleaned;
}

function shouldGoBefore(one: ExistingMachine, other: ExistingMachine, policy: Policy | undefined): boolean {
  // An outdated one is to be made anew anyway.
  if (other.outdated) return false;
  // Without a Node it stays until it has one again.
  if (one.outdated && one.node && other.healthy && !isLost(other) && !other.record?.deleteFirst) return true;
  if (one.outdated) return false;
  if (tier(one) !== tier(other)) return tier(one) < tier(other);
  if (policy === 'Random') return one.name < other.name;
  if (policy === 'Oldest') return one.createdAt < other.createdAt;
  return policy === 'Newest' && one.createdAt > other.createdAt;
}

function tier(machine: ExistingMachine): number {
  const { record, healthy, state, reachable } = machine;
  if (record?.deleteFirst) return 0;
  if ((!healthy && reachable === false) || isLost(machine)) return 1;
  if (runsNothing(machine)) return 2;
  const serves = state === 'bootstrapped' || (state === undefined && record?.revision !== undefined);
  if (!serves) return 3;
  return healthy ? 5 : 4;
}

/** Its host was installed anew, whatever its Node says as long as nobody misses its kubelet; or it was cleaned in part. */
function isLost(machine: ExistingMachine): boolean {
  const { record, node, member, kubeletGone } = machine;
  if (kubeletGone && !node && !member) return true;
  return runsNothing(machine) && (record?.revision !== undefined || node !== undefined || member !== undefined);
}

function runsNothing({ state }: ExistingMachine): boolean {
  return state === 'bare' || state === 'claimed';
}
