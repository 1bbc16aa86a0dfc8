import type { Fields } from './conversion.ts';

/** Argument values may be empty on purpose (`--cloud-provider=`), and an empty list of taints means "no taint at all". */
const KEPT_AS_WRITTEN = new Set(['extraArgs', 'kubeletExtraArgs', 'extraEnvs', 'featureGates', 'taints']);

/**
 * A copy without the nulls, empty strings, empty lists and empty mappings that exported Cluster API documents are full
 * of (`advertiseAddress: ""`, `networking: {}`): to kubeadm an unset field means its default, an empty one often an error.
 */
export function withoutEmptyValues(fields: Fields): Fields {
  const kept: Fields = {};
  for (const [key, value] of Object.entries(fields)) {
    const copy = KEPT_AS_WRITTEN.has(key) ? value : pruned(value);
    if (copy !== undefined && copy !== null) kept[key] = copy;
  }
  return kept;
}

function pruned(value: unknown): unknown {
  if (value === null || value === '') return undefined;
  if (Array.isArray(value)) {
    return value.length === 0 ? undefined : value.map((entry) => (isFields(entry) ? withoutEmptyValues(entry) : entry));
  }
  if (!isFields(value)) return value;
  const copy = withoutEmptyValues(value);
  return Object.keys(copy).length === 0 ? undefined : copy;
}

function isFields(value: unknown): value is Fields {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
