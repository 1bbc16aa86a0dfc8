import type { ExistingMachine } from '../model/existing-machine.ts';
import type { Plan } from '../model/plan.ts';

/**
 * Which machines are control planes when an operation of the plan has its turn: those that are there now, with those that
 * join before it, without those that have left before it or whose unfinished bootstrap was cleaned away. Changes of the
 * control plane come one after the other, in the plan's order.
 */
export function controlPlanesDuring(
  { operations }: Plan,
  existing: readonly ExistingMachine[],
): (operation: string) => readonly string[] {
  const members = new Set(existing.filter(isMember).map(({ name }) => name));
  const during = new Map<string, readonly string[]>();
  for (const { id, action, machine } of operations) {
    during.set(id, [...members]);
    if (machine === undefined) continue;
    if (action === 'init-control-plane' || action === 'join-control-plane') members.add(machine);
    if (action === 'delete-node' || action === 'clean-half-bootstrapped') members.delete(machine);
  }
  return (operation) => during.get(operation) ?? [...members];
}

/** In the cluster, healthy or not. */
function isMember({ role, node, member, state, record }: ExistingMachine): boolean {
  if (role !== 'control-plane' || record?.toBeCleaned) return false;
  return node !== undefined || member !== undefined || state === 'bootstrapped';
}
