import type { PlannedOperation } from '../model/plan.ts';

/**
 * No worker joins or leaves before the API server answers in peace; but for those that have to be through before that can
 * be, on whose host or in whose place a control plane comes: they are through by then.
 * @param after id of the operation with which peace begins; `undefined`: there is peace
 * @param others operations on which that one may depend
 */
export function workersInPeace(
  workers: readonly PlannedOperation[],
  after: string | undefined,
  others: readonly PlannedOperation[],
): PlannedOperation[] {
  if (after === undefined) return [...workers];
  const needsOf = new Map([...others, ...workers].map(({ id, needs }) => [id, needs]));
  const through = allNeeds(after, needsOf);
  const removals = new Map(workers.filter(({ action }) => action !== 'join-worker').map(({ id, host }) => [id, host]));
  return workers.map((operation) => {
    const { id, host, needs } = operation;
    const goesOn = needs.some((need) => removals.has(need) && removals.get(need) === host && removals.has(id));
    if (goesOn || through.has(id) || allNeeds(id, needsOf).has(after)) return operation;
    needsOf.set(id, [...needs, after]);
    return { ...operation, needs: [...needs, after] };
  });
}

/** Ids of everything that must have ended before an operation starts, directly or not. */
function allNeeds(id: string, needsOf: ReadonlyMap<string, readonly string[]>, found = new Set<string>()): Set<string> {
  for (const need of needsOf.get(id) ?? []) {
    if (found.has(need)) continue;
    found.add(need);
    allNeeds(need, needsOf, found);
  }
  return found;
}
