import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { hexAddress } from '../../../src/observe/facts/proc-address.ts';

/** As /proc/net/tcp6 of a little-endian machine writes it. */
function asProcNet(groups: readonly number[]): string {
  const bytes = groups.flatMap((group) => [group >> 8, group & 0xff]);
  const words = [0, 4, 8, 12].map((at) => bytes.slice(at, at + 4).reverse());
  return words
    .flat()
    .map((byte) => byte.toString(16).padStart(2, '0').toUpperCase())
    .join('');
}

describe('hexAddress', () => {
  it('reads IPv4', () => {
    expect(hexAddress('0B014D0A')).toBe('10.77.1.11');
  });

  it('reads IPv4 in IPv6 clothes', () => {
    expect(hexAddress('0000000000000000FFFF00000100007F')).toBe('127.0.0.1');
  });

  it('writes IPv6 as everybody does', () => {
    const group = fc.oneof(
      { weight: 2, arbitrary: fc.constant(0) },
      { weight: 1, arbitrary: fc.integer({ min: 0, max: 0xffff }) },
    );
    const groups = fc
      .array(group, { minLength: 8, maxLength: 8 })
      .filter((it) => it.slice(0, 5).some((one) => one !== 0));
    fc.assert(
      fc.property(groups, (given) => {
        const written = given.map((one) => one.toString(16)).join(':');
        expect(`[${hexAddress(asProcNet(given))}]`).toBe(new URL(`http://[${written}]`).hostname);
      }),
    );
    expect(hexAddress('0'.repeat(32))).toBe('::');
  });

  it('hands back what it does not know', () => {
    expect(hexAddress('xyz')).toBe('xyz');
  });
});
