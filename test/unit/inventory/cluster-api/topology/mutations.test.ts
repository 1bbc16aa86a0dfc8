import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { parse, parseAllDocuments, stringify } from 'yaml';
import { expandTopology } from '../../../../../src/inventory/cluster-api/topology/expand-topology.ts';
import { parseDocuments } from '../../../../../src/inventory/source-document.ts';
import { fixture } from '../cases.ts';

type Path = (string | number)[];

const { cluster, class: text } = parse(fixture('topology/cases.yaml')) as { cluster: string; class: string };
const QUICK_START = fixture('topology/class-v1beta1.yaml').replace('  name: quick-start\n', '  name: k\n');
const VALUES: unknown[][] = [
  `${cluster}---\n${text}`,
  `${cluster.replace('class: w', 'class: default-worker').replace('text, value: hello', 'imageRepository, value: x')}---\n${QUICK_START}`,
].map((each) => parseAllDocuments(each).map((document): unknown => document.toJS()));

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

function expand(values: unknown) {
  const texts = (Array.isArray(values) ? values : [values]).map((value) => stringify(value));
  const { documents } = parseDocuments('x.yaml', texts.join('---\n'));
  return expandTopology(documents.map((document) => ({ ...document, folder: '/' })));
}

describe('a topology that says anything', { timeout: 120_000 }, () => {
  const anything = fc.oneof(
    fc.jsonValue(),
    fc.constantFrom(null, '', 0, true, [], {}, [null], [[]], { name: null }, '{{ . }}', '{{ .x.y }}', '/spec/-', '*'),
  );
  const mutated = fc
    .nat(VALUES.length - 1)
    .chain((set) =>
      fc.tuple(
        fc.constant(set),
        fc.array(fc.tuple(fc.constantFrom(...pathsOf(VALUES[set])), anything), { minLength: 1, maxLength: 3 }),
      ),
    )
    .map(([set, changes]) => changes.reduce<unknown>((sofar, [path, by]) => replaced(sofar, path, by), VALUES[set]));

  it('is expanded, or what is wrong with it has a place', () => {
    fc.assert(
      fc.property(mutated, (values) => {
        const { documents, problems } = expand(values);
        for (const { line, message } of problems) {
          expect(line).toBeGreaterThanOrEqual(1);
          expect(message).not.toMatch(/undefined|\[object|^$/);
        }
        for (const document of documents) {
          const path = ['spec', 'version'];
          expect(document.locate({ severity: 'error', path, at: 'key', message: 'x' }).file).toBe('x.yaml');
        }
      }),
      { numRuns: 60 },
    );
  });

  it('is expanded to the same twice', () => {
    fc.assert(
      fc.property(mutated, (values) => {
        const [first, second] = [expand(values), expand(values)];
        expect(second.problems).toEqual(first.problems);
        expect(second.documents.map(({ value }) => value)).toEqual(first.documents.map(({ value }) => value));
      }),
      { numRuns: 20 },
    );
  });
});
