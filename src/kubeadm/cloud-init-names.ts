import { InstallerError } from '../errors.ts';
import { fillCloudInitNames, type InstanceNames, instanceNames } from '../model/cloud-init-text.ts';
import type { DesiredHost } from '../model/desired.ts';

/**
 * `value` with cloud-init's instance names resolved in every text inside it: `{{ ds.meta_data.hostname }}` is what
 * Cluster API documents use where each machine differs.
 * @throws InstallerError `inventory-invalid` for braces that mean nothing on a bare host: kubeadm renders none
 */
export function resolveCloudInitNames<T>(value: T, host: DesiredHost, path: string): T {
  return resolved(value, instanceNames(host), path) as T;
}

function resolved(value: unknown, names: InstanceNames, path: string): unknown {
  if (typeof value === 'string') return withoutBraces(fillCloudInitNames(value, names, path), names, path);
  if (Array.isArray(value)) return value.map((entry, index) => resolved(entry, names, `${path}[${index}]`));
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(
    Object.entries(value).map(([key, entry]) => [key, resolved(entry, names, path === '' ? key : `${path}.${key}`)]),
  );
}

function withoutBraces(text: string, names: InstanceNames, path: string): string {
  const [left] = /\{\{.*?\}\}/s.exec(text) ?? [];
  if (left === undefined) return text;
  throw new InstallerError('inventory-invalid', `${path}: ${left} has no meaning here`, {
    hint: `Known names: ${Object.keys(names).sort().join(', ')}, each after "ds.meta_data.".`,
  });
}
