import { expect, it, vi } from 'vitest';
import { lookUnderLock } from '../../../src/cli/look-under-lock.ts';

const first = { existing: [], removals: [] };
const second = { existing: [], removals: [] };

/** What comes of looking under a lock of which `extend` answers so; undefined: there is no lock. */
async function looking(added: boolean | undefined) {
  const look = vi.fn(async () => second).mockResolvedValueOnce(first);
  const extend = vi.fn(async (_seen: typeof first) => added ?? false);
  const runLock = added === undefined ? undefined : { extend };
  return { seen: await lookUnderLock(runLock, look), look, extend };
}

it('looks again when the lock was taken elsewhere too: what was seen before may have changed', async () => {
  const { seen, look, extend } = await looking(true);
  expect(seen).toBe(second);
  expect(look).toHaveBeenCalledTimes(2);
  expect(extend.mock.calls).toEqual([[first]]);
});

it.each([false, undefined])('looks once when no lock was added: %s', async (added) => {
  const { seen, look } = await looking(added);
  expect(seen).toBe(first);
  expect(look).toHaveBeenCalledOnce();
});
