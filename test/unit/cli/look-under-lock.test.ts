import { expect, it, vi } from 'vitest';
import type { LockGround } from '../../../src/cli/lock-cluster.ts';
import { lookUnderLock } from '../../../src/cli/look-under-lock.ts';
import { desiredCluster } from '../../support/desired.ts';

const desired = desiredCluster({ controlPlanes: 1, workers: 0 });

/** What comes of looking under a lock that is added to so often; undefined: there is no lock. */
async function looking(added: number | undefined) {
  const looks: LockGround[] = [];
  const look = async (): Promise<LockGround> => {
    looks.push({ desired, existing: [], removals: [], facts: {} });
    return looks.at(-1) ?? expect.unreachable();
  };
  const extend = vi.fn(async (_seen: LockGround) => looks.length <= (added ?? 0));
  const seen = await lookUnderLock(added === undefined ? undefined : { extend }, look);
  return { seen, looks, extend };
}

it.each([1, 2])('looks again when the lock was taken elsewhere too, %i times', async (added) => {
  const { seen, looks, extend } = await looking(added);
  expect(looks).toHaveLength(added + 1);
  expect(seen).toBe(looks.at(-1));
  expect(extend.mock.calls.flat()).toEqual(looks);
});

it.each([0, undefined])('looks once when no lock was added: %s', async (added) => {
  const { looks } = await looking(added);
  expect(looks).toHaveLength(1);
});
