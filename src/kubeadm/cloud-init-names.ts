import { InstallerError } from '../errors.ts';
import type { DesiredHost } from '../model/desired.ts';

const TEMPLATE = /\{\{-?\s*(.*?)\s*-?\}\}/g;

/**
 * `value` with cloud-init's instance names resolved in every text inside it: `{{ ds.meta_data.hostname }}` is what
 * Cluster API documents use where each machine differs.
 * @throws InstallerError `inventory-invalid` for a name that means nothing on a bare host
 */
export function resolveCloudInitNames<T>(value: T, host: DesiredHost, path: string): T {
  return resolved(value, namesOf(host), path) as T;
}

function resolved(value: unknown, names: ReadonlyMap<string, string>, path: string): unknown {
  if (typeof value === 'string') return value.replace(TEMPLATE, (_, name: string) => lookUp(name, names, path));
  if (Array.isArray(value)) return value.map((entry, index) => resolved(entry, names, `${path}[${index}]`));
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(
    Object.entries(value).map(([key, entry]) => [key, resolved(entry, names, path === '' ? key : `${path}.${key}`)]),
  );
}

function lookUp(name: string, names: ReadonlyMap<string, string>, path: string): string {
  const found = names.get(name.replaceAll('-', '_').replace(/\['(\w+)'\]/g, '.$1'));
  if (found !== undefined) return found;
  throw new InstallerError('inventory-invalid', `${path}: {{ ${name} }} has no meaning here`, {
    hint: `Known names: ${[...names.keys()].join(', ')}.`,
  });
}

function namesOf(host: DesiredHost): Map<string, string> {
  const address = host.internalAddress.includes(':') ? 'local_ipv6' : 'local_ipv4';
  const names = new Map<string, string>();
  for (const prefix of ['ds.meta_data', 'v1']) {
    for (const name of ['hostname', 'local_hostname', 'instance_id']) names.set(`${prefix}.${name}`, host.name);
    names.set(`${prefix}.${address}`, host.internalAddress);
  }
  return names;
}
