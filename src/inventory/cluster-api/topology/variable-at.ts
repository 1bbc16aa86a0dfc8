import { valueAt } from '../cluster-api-object.ts';

/**
 * The value of a variable by the path that `valueFrom.variable` writes: `builtin.cluster.name`, `users[0].name`. Undefined
 * where there is none; `segments` are the way to it.
 */
export function variableAt(variables: Readonly<Record<string, unknown>>, path: string): VariableAt | undefined {
  const segments: (string | number)[] = [];
  for (const part of path.split('.')) {
    const [, name, index] = /^([^[\]]+)(?:\[(\d+)\])?$/.exec(part) ?? [];
    if (name === undefined) return undefined;
    segments.push(name);
    if (index !== undefined) segments.push(Number(index));
  }
  const value = valueAt(variables, segments);
  return value === undefined ? undefined : { value, segments };
}

export interface VariableAt {
  value: unknown;
  segments: (string | number)[];
}
