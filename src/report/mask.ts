import type { Secrets } from '../model/secrets.ts';

/** A copy of a plain value with every registered secret replaced, in every string at any depth. Keys are left as they are. */
export function maskDeep<T>(value: T, secrets: Secrets): T {
  return mask(value, secrets) as T;
}

function mask(value: unknown, secrets: Secrets): unknown {
  if (typeof value === 'string') return secrets.mask(value);
  if (Array.isArray(value)) return value.map((item) => mask(item, secrets));
  if (value !== null && typeof value === 'object') {
    return Object.fromEntries(Object.entries(value).map(([key, item]) => [key, mask(item, secrets)]));
  }
  return value;
}
