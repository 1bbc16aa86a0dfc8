import type { Document } from 'yaml';
import { documentFaults, type Fault } from './document-faults.ts';
import { offsetOf } from './document-offset.ts';
import { MOST_LEVELS, TOO_DEEP } from './too-deep.ts';

/** Aliases resolved before a document is refused as a bomb. */
const MOST_ALIASES = 1000;

/** What a document without syntax errors says, or why that cannot be used. */
export function documentValue(document: Document): { value: unknown } | { faults: Fault[] } {
  try {
    const faults = documentFaults(document);
    if (faults.length > 0) return { faults };
    const value: unknown = document.toJS({ maxAliasCount: MOST_ALIASES });
    const path = tooDeep(value);
    return path === undefined ? { value } : { faults: [{ offset: offsetOf(document, path, 'value'), ...TOO_DEEP }] };
  } catch (error) {
    const offset = document.contents?.range?.[0] ?? 0;
    if (error instanceof RangeError) return { faults: [{ offset, ...TOO_DEEP }] };
    return { faults: [{ offset, message: `not usable YAML: ${error instanceof Error ? error.message : 'no value'}` }] };
  }
}

/** Path of the first list or object that stands too deep inside `value`. */
function tooDeep(value: unknown, levels = MOST_LEVELS): (string | number)[] | undefined {
  if (typeof value !== 'object' || value === null) return undefined;
  if (levels === 0) return [];
  const entries: [string | number, unknown][] = Array.isArray(value) ? [...value.entries()] : Object.entries(value);
  for (const [key, inner] of entries) {
    const path = tooDeep(inner, levels - 1);
    if (path !== undefined) return [key, ...path];
  }
  return undefined;
}
