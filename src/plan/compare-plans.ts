import type { Plan, PlannedOperation } from '../model/plan.ts';

/** What the one plan does and the other does not, in words: `operation w-3/join-worker is no longer needed`. */
export function comparePlans(saved: Pick<Plan, 'operations'>, now: Pick<Plan, 'operations'>): string[] {
  const [before, after] = [byId(saved), byId(now)];
  return [
    ...[...before.keys()].filter((id) => !after.has(id)).map((id) => `operation ${id} is no longer needed`),
    ...[...after.keys()].filter((id) => !before.has(id)).map((id) => `operation ${id} is needed now`),
    ...[...before.values()].flatMap((operation) => {
      const other = after.get(operation.id);
      return other ? compareOperation(operation, other) : [];
    }),
  ];
}

function compareOperation(saved: PlannedOperation, now: PlannedOperation): string[] {
  const { id } = saved;
  const paths = [...saved.diffs, ...now.diffs].map(({ path }) => path);
  const files = [...new Set(paths)].filter((path) => differs(diffsOf(saved, path), diffsOf(now, path)));
  return [
    ...(differs(kindOf(saved), kindOf(now)) ? [`operation ${id} is another one now`] : []),
    ...(differs([...saved.needs].sort(), [...now.needs].sort()) ? [`operation ${id} waits for others now`] : []),
    ...(files.length > 0 ? [`operation ${id} would change ${files.join(', ')} otherwise now`] : []),
  ];
}

function kindOf({ action, machine, host, destructive }: PlannedOperation) {
  return [action, machine, host, destructive];
}

function diffsOf({ diffs }: PlannedOperation, path: string) {
  return diffs.filter((diff) => diff.path === path).map(({ unified, note }) => [unified, note]);
}

function differs(saved: unknown, now: unknown): boolean {
  return JSON.stringify(saved) !== JSON.stringify(now);
}

function byId({ operations }: Pick<Plan, 'operations'>): Map<string, PlannedOperation> {
  return new Map(operations.map((operation) => [operation.id, operation]));
}
