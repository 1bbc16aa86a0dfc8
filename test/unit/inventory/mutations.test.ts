import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { parse, stringify } from 'yaml';
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

function replaced(value: unknown, path: Path, by: unknown): unknown {
  const [key, ...rest] = path;
  if (key === undefined) return by;
  const copy = (Array.isArray(value) ? [...value] : { ...(value as object) }) as Record<string | number, unknown>;
  copy[key] = replaced((value as Record<string | number, unknown>)[key], rest, by);
  return copy;
}

/** Reads; fails on anything thrown but InventoryError, and on a problem without a place or a text. */
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

describe('whatever is written, the answer is an inventory or its problems', { timeout: 60_000 }, () => {
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
      ),
    );
    const place = fc.constantFrom(...pathsOf(RICH));
    await fc.assert(
      fc.asyncProperty(fc.array(fc.tuple(place, anything), { minLength: 1, maxLength: 3 }), async (changes) => {
        // Later changes may lie inside earlier ones and no longer exist: then they are dropped.
        const value = changes.reduce<unknown>((sofar, [path, by]) => {
          const known = pathsOf(sofar).some((each) => JSON.stringify(each) === JSON.stringify(path));
          return known ? replaced(sofar, path, by) : sofar;
        }, RICH);
        await readsOrComplains(stringify(value));
      }),
      { numRuns: 150 },
    );
  });

  it('with text cut, doubled or overwritten anywhere', async () => {
    const edit = fc.tuple(
      fc.nat(BASE.length),
      fc.nat(40),
      fc.oneof(
        fc.string({ maxLength: 6 }),
        fc.constantFrom('\t', '\n', '&a', '*a', '{', '- ', ': ', '"', '<<: ', '---\n', '? ', '!!x '),
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
      { numRuns: 150 },
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
