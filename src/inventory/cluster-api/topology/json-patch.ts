import type { PlacedDocument } from '../../placed-document.ts';
import type { DocumentPath } from '../../problem.ts';
import type { Composition } from '../composition.ts';

export interface JsonPatch {
  op: 'add' | 'replace' | 'remove';
  /** RFC 6901, `/spec/template/spec/files/-`. */
  path: string;
  /** Not of `remove`. */
  value?: unknown;
}

/** The segments of a JSON pointer (RFC 6901): `~1` is `/`, `~0` is `~`. */
export function pointerSegments(pointer: string): string[] {
  return pointer
    .split('/')
    .slice(1)
    .map((segment) => segment.replaceAll('~1', '/').replaceAll('~0', '~'));
}

/**
 * Applies one JSON patch (RFC 6902) as Cluster API does: elements of lists are only put before the first or after the last,
 * and only the first can be reached into.
 * @param document with `from`: who wrote the value, for complaints about it
 * @param patch who wrote the path, for complaints about the field that it names
 * @returns why it cannot be applied; undefined: it was
 */
export function applyJsonPatch(
  target: Composition,
  { op, path, value }: JsonPatch,
  document: PlacedDocument,
  from: DocumentPath,
  patch?: { document: PlacedDocument; path: DocumentPath },
): string | undefined {
  const segments = pointerSegments(path);
  const last = segments.at(-1);
  if (last === undefined) return `${path} names no field`;
  const walked = walk(target, segments.slice(0, -1));
  if (typeof walked === 'string') return walked;
  const { value: here, place: holder } = walked;
  if (Array.isArray(here)) {
    if (op !== 'add')
      return `elements of lists cannot be ${op === 'remove' ? 'removed' : 'replaced'} by their position`;
    if (last === '-') target.set([...holder, here.length], structuredClone(value), document, from);
    else if (last === '0') target.prepend(holder, structuredClone(value), document, from);
    else return 'lists are only added to before the first ("0") or after the last ("-") element';
    return undefined;
  }
  if (typeof here !== 'object' || here === null) return `${pointer(holder)} is no object`;
  const place = [...holder, last];
  const there = Object.hasOwn(here, last);
  if (op !== 'add' && !there) return `there is no ${path} to ${op}`;
  if (there) target.remove(place);
  if (op === 'remove') return undefined;
  target.set(place, structuredClone(value), document, from);
  if (patch !== undefined) target.namedBy(place, patch.document, patch.path);
  return undefined;
}

interface Walked {
  value: unknown;
  place: (string | number)[];
}

/** What is at a place, or why there is no such place. */
function walk(target: Composition, segments: readonly string[]): Walked | string {
  let value: unknown = target.get([]);
  const place: (string | number)[] = [];
  for (const segment of segments) {
    if (Array.isArray(value)) {
      if (segment !== '0' || value.length === 0) return `${pointer(place)} is a list, and has no ${segment} to go into`;
      place.push(0);
      value = value[0];
      continue;
    }
    place.push(segment);
    if (typeof value !== 'object' || value === null || !Object.hasOwn(value, segment)) {
      return `there is no ${pointer(place)}`;
    }
    value = (value as Record<string, unknown>)[segment];
  }
  return { value, place };
}

function pointer(place: DocumentPath): string {
  return place.map((segment) => `/${segment}`).join('');
}
