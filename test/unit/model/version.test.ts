import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { InstallerError } from '../../../src/errors.ts';
import {
  atLeast,
  compareVersions,
  minorsAhead,
  minorVersion,
  parseVersion,
  tryParseVersion,
} from '../../../src/model/version.ts';

const ASCENDING = [
  'v1.9.11',
  'v1.20.2',
  'v1.20.15',
  'v1.21.2',
  'v1.21.2+vmware.1',
  'v1.21.2+vmware.2',
  'v1.21.2+vmware.10',
  'v1.31.0-alpha.3',
  'v1.31.0-beta.0',
  'v1.31.0-rc.1',
  'v1.31.0',
  'v2.0.0',
];

test('a version is taken apart', () => {
  expect(parseVersion('v1.21.2+vmware.1')).toEqual({
    major: 1,
    minor: 21,
    patch: 2,
    prerelease: '',
    build: 'vmware.1',
  });
  expect(parseVersion('1.31.0-rc.1')).toEqual({ major: 1, minor: 31, patch: 0, prerelease: 'rc.1', build: '' });
});

test.each(['', 'v1', 'v1.20', 'latest', 'v1.20.2.1', 'v1.x.2', '1.20.2 and more'])('"%s" is no version', (text) => {
  expect(tryParseVersion(text)).toBeUndefined();
  expect(() => parseVersion(text)).toThrow(InstallerError);
});

describe('order', () => {
  test('is that of semantic versioning, rebuilds counted', () => {
    expect(
      [...ASCENDING]
        .sort(() => 0)
        .reverse()
        .sort(compareVersions),
    ).toEqual(ASCENDING);
    expect(compareVersions('v1.20.2', '1.20.2')).toBe(0);
  });

  const identifier = fc.constantFrom('0', '1', '2', '10', 'a', 'rc', 'vmware');
  const suffix = fc.array(identifier, { maxLength: 3 }).map((parts) => parts.join('.'));
  const version = fc
    .tuple(fc.nat(2), fc.nat(40), fc.nat(20), suffix, suffix)
    .map(([major, minor, patch, pre, build]) => {
      return `v${major}.${minor}.${patch}${pre && `-${pre}`}${build && `+${build}`}`;
    });

  test('is antisymmetric, and 0 only for the same version', async () => {
    await fc.assert(
      fc.property(version, version, (a, b) => {
        expect(Math.sign(compareVersions(a, b))).toBe(0 - Math.sign(compareVersions(b, a)));
        expect(compareVersions(a, b) === 0).toBe(a === b);
      }),
    );
  });

  test('is transitive', async () => {
    await fc.assert(
      fc.property(version, version, version, (a, b, c) => {
        const [low, middle, high] = [a, b, c].sort(compareVersions);
        if (low === undefined || middle === undefined || high === undefined) throw new Error('three go in');
        expect(compareVersions(low, middle)).toBeLessThanOrEqual(0);
        expect(compareVersions(low, high)).toBeLessThanOrEqual(0);
      }),
    );
  });
});

test.each([
  ['v1.24.0', '1.24', true],
  ['v1.24.0-rc.1', '1.24', true],
  ['v1.23.17', '1.24', false],
  ['v1.36.0', '1.36.1', false],
  ['v1.36.1', '1.36.1', true],
  ['v2.0.0', '1.36', true],
])('%s has reached %s: %s', (version, floor, reached) => {
  expect(atLeast(version, floor)).toBe(reached);
});

test('minors', () => {
  expect(minorVersion('v1.21.2+vmware.1')).toBe('1.21');
  expect(minorsAhead('v1.34.0', 'v1.31.9')).toBe(3);
  expect(minorsAhead('v1.31.9', 'v1.34.0')).toBe(-3);
  expect(minorsAhead('v2.0.0', 'v1.36.0')).toBeGreaterThan(100);
});
