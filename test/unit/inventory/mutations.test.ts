import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { parse, stringify } from 'yaml';
import { runs, within } from '../../support/runs.ts';
import { BASE, casesOf, edited, readText } from './cases.ts';

const RICH = parse(
  edited({
    'agent: true':
      'privateKeyPath: /k, sudo: { passwordFrom: { env: S } }, bastion: { address: b, bastion: { address: c } }',
    'kubeadmConfigSpec: {}':
      'kubeadmConfigSpec: { files: [{ path: /a, content: b }], clusterConfiguration: { networking: {} } }',
    '  # edits':
      '  kubeVip: { mode: bgp, bgp: { as: 1, peers: [{ address: 10.0.0.1, as: 2 }] } }\n' +
      '  machineDeployments: [{ name: a, hostSelector: { matchExpressions: [{ key: disk, operator: In, values: [ssd] }] }, taints: [{ key: a, effect: NoExecute }] }]\n' +
      '  proxy: { http: http://p:1 }\n  registry: { mirrors: { docker.io: [https://m] } }\n  #',
  }),
) as Record<string, unknown>;

type Path = (string | number)[];

function pathsOf(value: unknown, path: Path = []): Path[] {
  if (typeof value !== 'object' || value === null) return [path];
  const keys: Path = Array.isArray(value) ? [...value.keys()] : Object.keys(value);
  return [path, ...keys.flatMap((key) => pathsOf((value as Record<string | number, unknown>)[key], [...path, key]))];
}

/** Also what is not there yet: a field of this name, where an object stands. */
function replaced(value: unknown, path: Path, by: unknown): unknown {
  const [key, ...rest] = path;
  if (key === undefined) return by;
  if (Array.isArray(value)) return value.map((item, index) => (index === key ? replaced(item, rest, by) : item));
  const fields: Record<string | number, unknown> = typeof value === 'object' ? { ...value } : {};
  // Whatever its name is: an assignment to __proto__ would write no field.
  return Object.defineProperty(fields, key, { value: replaced(fields[key], rest, by), enumerable: true });
}

/** What was found once. */
const KEPT: [Path, unknown][][] = [[[['spec', 'hosts', 3, 'role'], { toString: 0 }]]];

/** Fit for a line of a terminal. */
const LEGIBLE = /^[^\p{Cc}\p{Cf}\p{Cs}\p{Zl}\p{Zp}]{1,1100}$/u;

/** Reads; fails on anything thrown but InventoryError, and on a problem without a place or a text for people. */
async function readsOrComplains(text: string): Promise<void> {
  const { read, problems } = await readText(text);
  for (const { file, line, column, message, hint } of problems) {
    expect({ file, message }).toEqual({ file: '<stdin>', message: expect.stringMatching(LEGIBLE) });
    if (hint !== undefined) expect(hint).toMatch(LEGIBLE);
    expect(line).toBeGreaterThanOrEqual(1);
    expect(line).toBeLessThanOrEqual(text.split('\n').length);
    expect(column).toBeGreaterThanOrEqual(1);
  }
  if (read === undefined) expect(problems.some(({ severity }) => severity === 'error')).toBe(true);
}

describe('whatever is written, the answer is an inventory or its problems', { timeout: within(60_000) }, () => {
  it('with any value in any place', async () => {
    const anything = fc.oneof(
      fc.jsonValue(),
      fc.constantFrom(
        null,
        '',
        0,
        -1,
        1.5,
        true,
        [],
        {},
        [null],
        { '': null },
        '10.0.0.0/8',
        'fd00::/8',
        '::',
        'v1.2.3',
        '*',
        Number.POSITIVE_INFINITY,
        Number.NaN,
        1e21,
        'a'.repeat(100_000),
        '\u001b[2J\u0000\u202e',
        '{{ ds.meta_data.hostname }}',
        '{{',
        { toString: 0, valueOf: 0 },
        { toJSON: 0 },
        { length: -1 },
        { name: 'constructor' },
        JSON.parse('{"__proto__":{"toString":0}}'),
        JSON.parse('['.repeat(150) + ']'.repeat(150)),
      ),
    );
    const known = pathsOf(RICH);
    const odd = [
      'constructor',
      'toString',
      'hasOwnProperty',
      '__proto__',
      'length',
      '0',
      '',
      'a b',
      'a'.repeat(5000),
      '\n',
    ];
    const unknown = fc.tuple(fc.constantFrom(...known), fc.constantFrom(...odd)).map(([path, key]) => [...path, key]);
    const place = fc.oneof({ weight: 4, arbitrary: fc.constantFrom(...known) }, { weight: 1, arbitrary: unknown });
    await fc.assert(
      fc.asyncProperty(fc.array(fc.tuple(place, anything), { minLength: 1, maxLength: 3 }), async (changes) => {
        // Later changes may lie inside earlier ones and no longer exist: then they are dropped.
        const value = changes.reduce<unknown>((sofar, [path, by]) => {
          const within = JSON.stringify(path.slice(0, -1));
          const exists = path.length === 0 || pathsOf(sofar).some((each) => JSON.stringify(each) === within);
          return exists ? replaced(sofar, path, by) : sofar;
        }, RICH);
        await readsOrComplains(stringify(value));
      }),
      { numRuns: runs(150), examples: KEPT.map((changes) => [changes]) },
    );
  });

  it('with text cut, doubled or overwritten anywhere', async () => {
    const edit = fc.tuple(
      fc.nat(BASE.length),
      fc.nat(40),
      fc.oneof(
        fc.string({ maxLength: 6 }),
        fc.constantFrom(
          '\t',
          '\n',
          '&a',
          '*a',
          '{',
          '- ',
          ': ',
          '"',
          '<<: ',
          '---\n',
          '? ',
          '!!x ',
          '!!binary ',
          '*',
          '%YAML 1.1\n---\n',
          '.nan',
          '1e999',
          '\0',
          '\r',
          '\ufeff',
          '\u2028',
          '{{ x }}',
          '__proto__: ',
        ),
      ),
    );
    await fc.assert(
      fc.asyncProperty(fc.array(edit, { minLength: 1, maxLength: 3 }), async (edits) => {
        const text = edits.reduce(
          (sofar, [at, length, by]) => sofar.slice(0, at) + by + sofar.slice(at + length),
          BASE,
        );
        await readsOrComplains(text);
      }),
      { numRuns: runs(150) },
    );
  });

  it('reads the same from JSON and from every case that is valid', async () => {
    const valid = [...casesOf('form.yaml'), ...casesOf('meaning.yaml')].filter(
      ({ problems }) => problems === undefined,
    );
    expect(valid.length).toBeGreaterThan(10);
    for (const { edit } of valid) {
      const text = edited(edit);
      const asJson = JSON.stringify(parse(text, { merge: true }));
      expect((await readText(asJson)).read?.desired).toEqual((await readText(text)).read?.desired);
    }
  });
});
