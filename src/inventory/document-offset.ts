import { type Document, isAlias, isMap, isScalar, isSeq, type Node } from 'yaml';
import type { DocumentPath } from './problem.ts';

/** Offset of the deepest field of `path` that is written. */
export function offsetOf(document: Document, path: DocumentPath, at: 'key' | 'value'): number {
  let node: unknown = document.contents;
  let offset = rangeStart(document.contents) ?? 0;
  for (const [depth, segment] of path.entries()) {
    const found = child(document, node, segment);
    if (found === undefined) break;
    const keyStart = rangeStart(found.key);
    const valueStart = isEmpty(found.value) ? undefined : rangeStart(found.value);
    const wantKey = depth === path.length - 1 && at === 'key';
    offset = (wantKey ? (keyStart ?? valueStart) : (valueStart ?? keyStart)) ?? offset;
    // Blame the field's name while its value is a block below it: that is the line people look for.
    if (depth === path.length - 1 && isBlock(found.value) && keyStart !== undefined) offset = keyStart;
    node = found.value;
  }
  return offset;
}

function child(
  document: Document,
  node: unknown,
  segment: string | number,
): { key?: unknown; value: unknown } | undefined {
  const target = isAlias(node) ? node.resolve(document) : node;
  if (isSeq(target) && typeof segment === 'number') {
    return segment < target.items.length ? { value: target.items[segment] } : undefined;
  }
  if (!isMap(target)) return undefined;
  const name = String(segment);
  const own = target.items.find((pair) => keyText(pair.key) === name);
  if (own !== undefined) return { key: own.key, value: own.value };
  for (const pair of target.items) {
    if (keyText(pair.key) !== '<<') continue;
    const merged = isAlias(pair.value) ? pair.value.resolve(document) : pair.value;
    for (const source of isSeq(merged) ? merged.items : [merged]) {
      const inherited = child(document, source, segment);
      if (inherited !== undefined) return inherited;
    }
  }
  return undefined;
}

function keyText(key: unknown): string {
  if (!isScalar(key)) return '';
  // The library's name for `<<` is a symbol.
  return typeof key.value === 'symbol' ? '<<' : String(key.value ?? '');
}

function rangeStart(node: unknown): number | undefined {
  return (node as Node | null | undefined)?.range?.[0];
}

function isEmpty(node: unknown): boolean {
  return node === null || (isScalar(node) && node.value === null && (node.source ?? '') === '');
}

function isBlock(node: unknown): boolean {
  return (isMap(node) || isSeq(node)) && node.flow !== true;
}
