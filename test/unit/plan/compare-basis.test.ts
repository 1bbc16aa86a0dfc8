import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { parse } from 'yaml';
import { compareBasis } from '../../../src/plan/compare-basis.ts';
import { savedBasis } from '../../support/plan-basis.ts';

type Path = (string | number)[];

interface Change {
  set?: [Path, unknown][];
  unset?: Path[];
}

interface Case extends Change {
  name: string;
  /** Of the basis that was saved. */
  before?: Change;
  says: string[];
}

const cases: Case[] = parse(readFileSync(new URL('./cases/differences.yaml', import.meta.url), 'utf8'));

describe('compareBasis', () => {
  it.each(cases)('says $says when: $name', ({ before, says, ...change }) => {
    const [saved, now] = [changed(savedBasis(), before ?? {}), changed(savedBasis(), change)];
    expect(compareBasis(saved, now, 'inventory.yaml')).toEqual(says);
  });

  const leaves = leavesOf(savedBasis()).filter(([path]) => !path.includes('pool'));

  it('has leaves to change', () => expect(leaves.length).toBeGreaterThan(90));

  it.each(leaves)('overlooks nothing: %j was %j', (path, value) => {
    const other = typeof value === 'boolean' ? !value : typeof value === 'number' ? value + 1 : `${value}-other`;
    const now = changed(savedBasis(), { set: [[path, other]] });
    expect(compareBasis(savedBasis(), now)).not.toEqual([]);
    expect(compareBasis(now, savedBasis())).not.toEqual([]);
  });
});

function changed<T extends object>(value: T, { set = [], unset = [] }: Change): T {
  for (const [path, to] of set) put(value, path, to);
  for (const path of unset) put(value, path, undefined);
  return value;
}

function put(value: object, path: Path, to: unknown): void {
  const last = path.at(-1);
  if (last === undefined) throw new Error('a change wants a path');
  let at = value as Record<string, unknown>;
  for (const part of path.slice(0, -1)) at = at[part] as Record<string, unknown>;
  if (to === undefined && Array.isArray(at)) at.splice(Number(last), 1);
  else if (to === undefined) delete at[last];
  else at[last] = to;
}

function leavesOf(value: unknown, path: Path = []): [Path, string | number | boolean][] {
  if (Array.isArray(value)) return value.flatMap((item, i) => leavesOf(item, [...path, i]));
  if (typeof value === 'object' && value !== null) {
    return Object.entries(value).flatMap(([key, item]) => leavesOf(item, [...path, key]));
  }
  if (typeof value === 'string' || typeof value === 'number' || typeof value === 'boolean') return [[path, value]];
  return [];
}
