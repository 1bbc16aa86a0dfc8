import { describe, expect, it } from 'vitest';
import { hostsNamed } from '../../../src/cli/hosts-named.ts';
import { desiredCluster } from '../../support/desired.ts';

describe('hostsNamed', () => {
  const desired = desiredCluster({ controlPlanes: 1, workers: 2 });

  it.each([
    ['all without names', undefined, ['cp-1', 'w-1', 'w-2']],
    ['those named, in the order named', ['w-2', 'cp-1'], ['w-2', 'cp-1']],
  ])('%s', (_name, names, hosts) => {
    expect(hostsNamed(desired, names).map(({ name }) => name)).toEqual(hosts);
  });

  it('refuses a name that is not there and tells which are', () => {
    expect(() => hostsNamed(desired, ['w-1', 'w-9'])).toThrow(
      expect.objectContaining({
        kind: 'usage',
        message: 'the inventory has no host "w-9"',
        details: { hint: 'it has: cp-1, w-1, w-2' },
      }),
    );
  });
});
