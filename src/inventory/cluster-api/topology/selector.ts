import { fieldsOf, valueAt } from '../cluster-api-object.ts';

/** What a template is for. */
export interface Target {
  kind: 'controlPlane' | 'machineDeployment' | 'machinePool';
  /** Of a worker. */
  class?: string;
  /** `builtin.controlPlane` and the like, by that name. */
  builtin: Record<string, unknown>;
  /** Where the topology overrides variables for it. */
  overrides: readonly (string | number)[];
  /** The template's apiVersion as the ClusterClass refers to it. */
  apiVersion?: string;
}

/** Whether a patch's selector picks a template. */
export function selects(
  selector: unknown,
  template: { kind: string; apiVersion: unknown },
  target: Pick<Target, 'kind' | 'class' | 'apiVersion'>,
): boolean {
  const { apiVersion, kind: wanted, matchResources } = fieldsOf(selector);
  if (wanted !== template.kind || (apiVersion !== template.apiVersion && apiVersion !== target.apiVersion))
    return false;
  const resources = fieldsOf(matchResources);
  if (target.kind === 'controlPlane') return resources.controlPlane === true;
  const names = valueAt(resources, [`${target.kind}Class`, 'names']);
  return Array.isArray(names) && names.some((name) => isClass(name, target.class ?? ''));
}

/** A class's name, or a part of it with `*` before or after. */
function isClass(pattern: unknown, name: string): boolean {
  if (typeof pattern !== 'string') return false;
  if (pattern === name || pattern === '*') return true;
  if (pattern.startsWith('*') && name.endsWith(pattern.slice(1))) return true;
  return pattern.endsWith('*') && name.startsWith(pattern.slice(0, -1));
}
