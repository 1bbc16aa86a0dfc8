import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { Composition } from '../../../../../src/inventory/cluster-api/composition.ts';
import {
  applyJsonPatch,
  type JsonPatch,
  pointerSegments,
} from '../../../../../src/inventory/cluster-api/topology/json-patch.ts';
import type { PlacedDocument } from '../../../../../src/inventory/placed-document.ts';
import { parseDocuments } from '../../../../../src/inventory/source-document.ts';

function documentOf(file: string, value: unknown): PlacedDocument {
  const [document] = parseDocuments(file, JSON.stringify(value, null, 1)).documents;
  if (document === undefined) throw new Error('no document');
  return { ...document, folder: '/' };
}

const PATCHES = documentOf('patches.yaml', { value: 1 });

function composed(value: Record<string, unknown>): Composition {
  const document = documentOf('template.yaml', value);
  const made = new Composition(document);
  for (const [name, inner] of Object.entries(value)) made.set([name], structuredClone(inner), document, [name]);
  return made;
}

/** What a patch makes of a value, or why it makes nothing. */
function patched(value: Record<string, unknown>, ...patches: JsonPatch[]): unknown {
  const target = composed(value);
  for (const patch of patches) {
    const why = applyJsonPatch(target, patch, PATCHES, ['value']);
    if (why !== undefined) return why;
  }
  return target.get([]);
}

describe('JSON patches', () => {
  const value = { a: { b: [1, { c: 2 }], 'x/y': 3, 'x~y': 4, n: null }, s: 't' };
  const cases: [string, JsonPatch, unknown][] = [
    ['adds a field', { op: 'add', path: '/a/z', value: 5 }, { ...value, a: { ...value.a, z: 5 } }],
    ['adds over a field', { op: 'add', path: '/a/b', value: 5 }, { ...value, a: { ...value.a, b: 5 } }],
    ['appends', { op: 'add', path: '/a/b/-', value: 5 }, { ...value, a: { ...value.a, b: [1, { c: 2 }, 5] } }],
    ['prepends', { op: 'add', path: '/a/b/0', value: 5 }, { ...value, a: { ...value.a, b: [5, 1, { c: 2 }] } }],
    ['replaces', { op: 'replace', path: '/s', value: 'u' }, { ...value, s: 'u' }],
    ['removes', { op: 'remove', path: '/s' }, { a: value.a }],
    ['reads ~1', { op: 'replace', path: '/a/x~1y', value: 5 }, { ...value, a: { ...value.a, 'x/y': 5 } }],
    ['reads ~0', { op: 'replace', path: '/a/x~0y', value: 5 }, { ...value, a: { ...value.a, 'x~y': 5 } }],
    ['adds to no object that is not there', { op: 'add', path: '/q/z', value: 5 }, 'there is no /q'],
    ['adds nothing below a text', { op: 'add', path: '/s/z', value: 5 }, '/s is no object'],
    ['adds nothing below null', { op: 'add', path: '/a/n/z', value: 5 }, '/a/n is no object'],
    ['replaces nothing that is not there', { op: 'replace', path: '/q', value: 5 }, 'there is no /q to replace'],
    ['removes nothing that is not there', { op: 'remove', path: '/q' }, 'there is no /q to remove'],
    [
      'goes not into later elements',
      { op: 'add', path: '/a/b/1/c', value: 5 },
      '/a/b is a list, and has no 1 to go into',
    ],
    ['names no element', { op: 'remove', path: '/a/b/0' }, 'elements of lists cannot be removed by their position'],
    [
      'puts nothing in between',
      { op: 'add', path: '/a/b/1', value: 5 },
      'lists are only added to before the first ("0") or after the last ("-") element',
    ],
  ];
  it.each(cases)('%s', (_, patch, wanted) => {
    expect(patched(value, patch)).toEqual(wanted);
  });

  it('goes into the first element of a list', () => {
    expect(patched({ l: [{ a: 1 }, { a: 2 }] }, { op: 'add', path: '/l/0/a', value: 3 })).toEqual({
      l: [{ a: 3 }, { a: 2 }],
    });
  });
});

/** Documents are refused whole numbers that cannot be told from their neighbours, and one name. */
function canBeWritten(value: unknown): boolean {
  if (typeof value === 'number') return !Number.isInteger(value) || Number.isSafeInteger(value);
  if (typeof value !== 'object' || value === null) return true;
  return Object.entries(value).every(([name, inner]) => name !== '__proto__' && canBeWritten(inner));
}

describe('laws of JSON patches', () => {
  const key = fc.string({ minLength: 1 }).filter((name) => name !== '__proto__' && !/^(0|-)$/.test(name));
  const json = fc.jsonValue().filter(canBeWritten);
  const object = fc.dictionary(key, json, { minKeys: 1 });
  const pointer = (name: string): string => `/${name.replaceAll('~', '~0').replaceAll('/', '~1')}`;

  it('a pointer leads where it was made for', () => {
    fc.assert(
      fc.property(key, (name) => {
        expect(pointerSegments(pointer(name))).toEqual([name]);
      }),
    );
  });

  it('what is added is there, and everything else as it was; removed, nothing is left of it', () => {
    fc.assert(
      fc.property(object, key, json, (value, name, added) => {
        const path = pointer(name);
        expect(patched(value, { op: 'add', path, value: added })).toEqual({ ...value, [name]: added });
        const { [name]: _, ...rest } = value;
        expect(patched(value, { op: 'add', path, value: added }, { op: 'remove', path })).toEqual(rest);
      }),
    );
  });

  it('replacing twice is replacing once', () => {
    fc.assert(
      fc.property(object, json, (value, other) => {
        const path = pointer(Object.keys(value)[0] ?? '');
        const patch: JsonPatch = { op: 'replace', path, value: other };
        expect(patched(value, patch, patch)).toEqual(patched(value, patch));
      }),
    );
  });

  it('what is applied does not share anything with the patch', () => {
    const value = { deep: [1] };
    const target = composed({ a: {} });
    applyJsonPatch(target, { op: 'add', path: '/a/b', value }, PATCHES, ['value']);
    applyJsonPatch(target, { op: 'add', path: '/a/b/deep/-', value: 2 }, PATCHES, ['value']);
    expect(value).toEqual({ deep: [1] });
  });

  it('every element of a list is told where it was written, however many come before it', () => {
    fc.assert(
      fc.property(fc.array(fc.constantFrom('0', '-'), { maxLength: 6 }), (places) => {
        const target = composed({ list: ['a', 'b'] });
        for (const place of places) {
          applyJsonPatch(target, { op: 'add', path: `/list/${place}`, value: 'new' }, PATCHES, ['value']);
        }
        const list = target.get(['list']) as string[];
        const files = list.map((_, index) => {
          const path = ['list', index];
          const { file, line } = target.placed().locate({ severity: 'error', path, at: 'value', message: '' });
          return `${file}:${line}`;
        });
        const lines: Record<string, string> = { a: 'template.yaml:3', b: 'template.yaml:4', new: 'patches.yaml:2' };
        expect(files).toEqual(list.map((element) => lines[element]));
      }),
    );
  });
});
