import type { PlannedOperation } from '../model/plan.ts';

/** Needs of each operation that do not follow from its other needs (transitive reduction), by id. */
export function directNeeds(operations: readonly PlannedOperation[]): Map<string, string[]> {
  const needsOf = new Map(operations.map(({ id, needs }) => [id, needs]));
  return new Map(
    operations.map(({ id, needs }) => {
      const implied = needs.length < 2 ? new Set<string>() : before(needs, needsOf);
      return [id, needs.filter((need) => !implied.has(need))];
    }),
  );
}

/** All that must have ended before one of these can start. */
function before(ids: readonly string[], needsOf: ReadonlyMap<string, string[]>): Set<string> {
  const found = new Set<string>();
  const open = ids.flatMap((id) => needsOf.get(id) ?? []);
  for (let id = open.pop(); id !== undefined; id = open.pop()) {
    if (found.has(id)) continue;
    found.add(id);
    open.push(...(needsOf.get(id) ?? []));
  }
  return found;
}
