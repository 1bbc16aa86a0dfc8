import { execFile } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { DEFAULT_KUBE_VIP_IMAGE } from '../../../src/inventory/fill-defaults.ts';
import { contains, overlap, parseCidr, parseIp } from '../../../src/inventory/ip.ts';
import { editDistance, nearest } from '../../../src/inventory/nearest.ts';
import { loadSchema, type SchemaNode } from '../../../src/inventory/schema-node.ts';
import { schemaPath } from '../../../src/inventory/schema-path.ts';

describe('editDistance', () => {
  it.each([
    ['', 'abc', 3],
    ['abc', 'abc', 0],
    ['worker', 'wroker', 1],
    ['kitten', 'sitting', 3],
  ])('%s to %s is %i', (a, b, distance) => {
    expect(editDistance(a, b)).toBe(distance);
    expect(editDistance(b, a)).toBe(distance);
  });

  it('is nought for equal words only, and never more than the longer word', () => {
    fc.assert(
      fc.property(fc.string(), fc.string(), (a, b) => {
        const distance = editDistance(a, b);
        expect(distance === 0).toBe(a === b);
        expect(distance).toBeLessThanOrEqual(Math.max(a.length, b.length));
      }),
    );
  });
});

describe('nearest', () => {
  it.each([
    ['private_key_path', 'privateKeyPath'],
    ['hostKye', 'hostKeys'],
    ['usr', 'user'],
    ['banana', undefined],
    ['x', undefined],
  ])('of %s is %s', (word, meant) => {
    expect(nearest(word, ['user', 'port', 'privateKeyPath', 'hostKeys'])).toBe(meant);
  });
});

describe('addresses', () => {
  it.each([
    '10.1',
    '1',
    '010.0.0.1',
    '0x7f.0.0.1',
    '256.0.0.1',
    '10.0.0.1/8',
    'fe80::1%eth0',
    '',
    'a.b',
    '1.2.3.4.5',
    ':::',
  ])('%j is none', (text) => {
    expect(parseIp(text)).toBeUndefined();
  });

  it('a range holds exactly the addresses that share its prefix', () => {
    const ip = fc.tuple(fc.nat(255), fc.nat(255), fc.nat(255), fc.nat(255));
    fc.assert(
      fc.property(ip, fc.integer({ min: 0, max: 32 }), ip, (base, prefix, other) => {
        const bits = (parts: number[]) =>
          parts
            .map((part) => part.toString(2).padStart(8, '0'))
            .join('')
            .slice(0, prefix);
        const cidr = parseCidr(`${base.join('.')}/${prefix}`);
        const address = parseIp(other.join('.'));
        if (cidr === undefined || address === undefined) throw new Error('not parsed');
        expect(contains(cidr, address)).toBe(bits(base) === bits(other));
        expect(parseCidr(cidr.canonical)?.canonical).toBe(cidr.canonical);
      }),
    );
  });

  it('ranges overlap when one holds the other', () => {
    const cidr = (text: string) => parseCidr(text) ?? expect.fail(text);
    expect(overlap(cidr('10.0.0.0/8'), cidr('10.96.0.0/12'))).toBe(true);
    expect(overlap(cidr('10.96.0.0/12'), cidr('10.0.0.0/8'))).toBe(true);
    expect(overlap(cidr('10.96.0.0/12'), cidr('10.112.0.0/12'))).toBe(false);
    expect(overlap(cidr('0.0.0.0/0'), cidr('::/0'))).toBe(false);
  });

  it.each(['10.0.0.0', '10.0.0.0/33', 'fd00::/129', '10.0.0.0/', '/8', '10.0/8', 'x/8'])('%j is no range', (text) => {
    expect(parseCidr(text)).toBeUndefined();
  });
});

/** Every field of a schema, with the object it is a field of. */
function fieldsOf(root: SchemaNode): { name: string; field: SchemaNode; holder: SchemaNode }[] {
  const within = (holder: SchemaNode): ReturnType<typeof fieldsOf> => [
    ...Object.entries(holder.properties ?? {}).flatMap(([name, field]) => [{ name, field, holder }, ...within(field)]),
    ...(holder.items === undefined ? [] : within(holder.items)),
  ];
  return [root, ...Object.values(root.$defs ?? {})].flatMap(within);
}

describe('schemas', () => {
  it.each(['inventory', 'bundle'])('%s is found from the sources', (name) => {
    expect(existsSync(schemaPath(name))).toBe(true);
  });

  it.each(['inventory', 'bundle'])('%s describes every field', (name) => {
    expect(fieldsOf(loadSchema(name)).filter(({ field }) => !field.description)).toEqual([]);
  });

  it('inventory says the default of every plain field that may be left out', () => {
    const silent = fieldsOf(loadSchema('inventory')).filter(({ field, holder, name }) => {
      const optional = !holder.required?.includes(name) && field.properties === undefined;
      return optional && !('default' in field) && !/Default:|Accepted from Cluster API/.test(field.description ?? '');
    });
    // Of a secret's sources one is given; the words of Cluster API are explained there.
    const explained = /^(env|file|prompt|age|cluster|kubeVip|bgp|roll.*|remediation.*|machine.*|strategy)$/;
    expect(silent.map(({ name }) => name).filter((name) => !explained.test(name))).toEqual([]);
  });

  it('says the default image that is used', () => {
    expect(readFileSync(schemaPath('inventory'), 'utf8')).toContain(`"default": "${DEFAULT_KUBE_VIP_IMAGE}"`);
  });

  it('types and validators are those of the schemas', { timeout: 60_000 }, async () => {
    const script = fileURLToPath(new URL('../../../scripts/generate-types.mjs', import.meta.url));
    const { stdout } = await promisify(execFile)(process.execPath, [script, '--check']);
    expect(stdout).toBe('');
  });
});
