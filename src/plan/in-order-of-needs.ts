import type { PlannedOperation } from '../model/plan.ts';

/** The same operations, each after all that it needs, and else as they were. */
export function inOrderOfNeeds(operations: readonly PlannedOperation[]): PlannedOperation[] {
  const byId = new Map(operations.map((operation) => [operation.id, operation]));
  const ordered = new Set<PlannedOperation>();
  const add = (operation: PlannedOperation): void => {
    if (ordered.has(operation) || !byId.delete(operation.id)) return;
    for (const id of operation.needs) {
      const needed = byId.get(id);
      if (needed) add(needed);
    }
    ordered.add(operation);
  };
  for (const operation of operations) add(operation);
  return [...ordered];
}
