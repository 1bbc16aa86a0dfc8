import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { parse, parseAllDocuments, stringify } from 'yaml';
import { readText } from '../cases.ts';
import { casesOf, fixture, inventory } from './cases.ts';

type Path = (string | number)[];

const TOPOLOGY = parse(fixture('topology/cases.yaml')) as { cluster: string; class: string };

/** Everything that the quick starts say, and the exported documents, each with an Inventory. */
const SETS: string[][] = [
  [fixture('cluster.yaml'), fixture('kubeadm-control-plane.yaml'), inventory()],
  ...casesOf('quick-start.yaml').map(({ documents, ...beside }) => [documents, inventory(beside)]),
  [TOPOLOGY.cluster, TOPOLOGY.class, inventory({ overlay: { cluster: { topology: { version: 'v1.31.3' } } } })],
];
const VALUES = SETS.map((texts) =>
  texts.flatMap((text) => parseAllDocuments(text).map((each): unknown => each.toJS())),
);

function pathsOf(value: unknown, path: Path = []): Path[] {
  if (typeof value !== 'object' || value === null) return [path];
  const keys: Path = Array.isArray(value) ? [...value.keys()] : Object.keys(value);
  return [path, ...keys.flatMap((key) => pathsOf((value as Record<string | number, unknown>)[key], [...path, key]))];
}

function replaced(value: unknown, path: Path, by: unknown): unknown {
  const [key, ...rest] = path;
  if (key === undefined || typeof value !== 'object' || value === null) return by;
  const copy = (Array.isArray(value) ? [...value] : { ...value }) as Record<string | number, unknown>;
  copy[key] = replaced(copy[key], rest, by);
  return copy;
}

/** Fails on anything thrown but InventoryError, and on a problem without a place or a text. */
async function readsOrComplains(text: string): Promise<void> {
  const { read, problems } = await readText(text);
  for (const { file, line, column, message } of problems) {
    expect({ file, message }).toEqual({ file: '<stdin>', message: expect.stringMatching(/./) });
    expect(line).toBeGreaterThanOrEqual(1);
    expect(line).toBeLessThanOrEqual(text.split('\n').length);
    expect(column).toBeGreaterThanOrEqual(1);
  }
  if (read === undefined) expect(problems.some(({ severity }) => severity === 'error')).toBe(true);
}

describe('whatever documents say, the answer is a cluster or what is wrong with them', { timeout: 120_000 }, () => {
  const anything = fc.oneof(
    fc.jsonValue(),
    fc.constantFrom(null, '', 0, -1, true, [], {}, [null], { name: null }, 'KubeadmConfig', 'c', 'v1.2.3', {
      __proto__: 1,
    }),
  );
  const place = fc
    .nat(VALUES.length - 1)
    .chain((set) =>
      fc.tuple(
        fc.constant(set),
        fc.array(fc.tuple(fc.constantFrom(...pathsOf(VALUES[set])), anything), { minLength: 1, maxLength: 3 }),
      ),
    );

  it('with any value in any place', async () => {
    await fc.assert(
      fc.asyncProperty(place, async ([set, changes]) => {
        const value = changes.reduce<unknown>((sofar, [path, by]) => replaced(sofar, path, by), VALUES[set]);
        const documents = Array.isArray(value) ? value : [value];
        await readsOrComplains(documents.map((document) => stringify(document)).join('---\n'));
      }),
      { numRuns: 150 },
    );
  });

  it('with documents doubled, lost and in another order', async () => {
    const drawn = fc
      .nat(VALUES.length - 1)
      .chain((set) => fc.array(fc.constantFrom(...(VALUES[set] ?? [])), { maxLength: 9 }));
    await fc.assert(
      fc.asyncProperty(drawn, (documents) =>
        readsOrComplains(documents.map((document) => stringify(document)).join('---\n')),
      ),
      { numRuns: 100 },
    );
  });

  it('in any order they are the same cluster', async () => {
    for (const values of VALUES) {
      const text = (documents: unknown[]) => documents.map((document) => stringify(document)).join('---\n');
      const { read } = await readText(text(values));
      expect(read).toBeDefined();
      expect((await readText(text([...values].reverse()))).read?.desired).toEqual(read?.desired);
    }
  });
});
