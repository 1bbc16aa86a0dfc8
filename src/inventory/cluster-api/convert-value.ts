import { fieldsOf } from './cluster-api-object.ts';
import type { FieldRule } from './fields/field-rule.ts';

/**
 * The value of a field as the Inventory writes it. What has another form than its field wants stays as it is: the schema
 * says so in its place. Undefined: it says nothing.
 * @param zoneLabel label of hosts that tells their failure domain
 */
export function convertValue(as: FieldRule['as'], value: unknown, zoneLabel: string): unknown {
  switch (as) {
    case 'seconds':
      return typeof value === 'number' ? `${value}s` : value;
    case 'endpoint':
      return endpoint(value);
    case 'taints':
      return Array.isArray(value) ? value.map(taint) : value;
    case 'zone':
      return { [zoneLabel]: value };
    case 'zones':
      return [{ key: zoneLabel, operator: 'In', values: value }];
    case undefined:
      return withoutNulls(value);
  }
}

/** Clusters that have none yet are exported with an empty host and port 0. */
function endpoint(value: unknown): unknown {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return value;
  const { host, port, ...others } = fieldsOf(value);
  if (host === '' || host === null || Object.keys(value).length === 0) return undefined;
  return {
    ...others,
    ...(host !== undefined && { host }),
    ...(port !== 0 && port !== null && port !== undefined && { port }),
  };
}

function taint(value: unknown): unknown {
  if (typeof value !== 'object' || value === null) return value;
  const { propagation: _, ...others } = fieldsOf(value);
  return others;
}

/** In Kubernetes a field that is null was not written. */
export function withoutNulls(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(withoutNulls);
  if (typeof value !== 'object' || value === null) return value;
  const written = Object.entries(value).filter(([, inner]) => inner !== null);
  return Object.fromEntries(written.map(([name, inner]) => [name, withoutNulls(inner)]));
}
