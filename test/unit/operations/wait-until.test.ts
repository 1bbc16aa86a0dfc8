import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { waitUntil } from '../../../src/operations/wait-until.ts';
import { sleptMs, useFakeClock } from '../../support/fake-clock.ts';

vi.mock('node:timers/promises', async () => (await import('../../support/fake-clock.ts')).timersPromises);

beforeEach(useFakeClock);
afterEach(() => vi.restoreAllMocks());

describe('waiting', () => {
  const { signal } = new AbortController();

  test('ends at the first look that misses nothing, and tells each missing thing once', async () => {
    const looks = ['a', 'a', 'b', undefined, 'never looked at'];
    const told: string[] = [];
    await waitUntil(
      { limitMs: 60_000, until: 'all is there', signal, onWaiting: (missing) => told.push(missing) },
      () => Promise.resolve(looks.shift()),
    );
    expect(told).toEqual(['a (for at most 1 min)', 'b (for at most 1 min)']);
    expect(looks).toEqual(['never looked at']);
    expect(sleptMs()).toBe(3000);
  });

  test('says every minute how long it has lasted, and how long it may last', async () => {
    const told: string[] = [];
    const onWaiting = (missing: string) => told.push(missing);
    const waiting = waitUntil({ limitMs: 150_000, until: 'all is there', signal, onWaiting }, async () => 'a');
    await expect(waiting).rejects.toThrow('gave up after 150 s');
    expect(told).toEqual(['a (for at most 150 s)', 'a (1 min of at most 150 s)', 'a (2 min of at most 150 s)']);
  });

  test('gives up at its limit, naming what was missing last', async () => {
    let look = 0;
    const waiting = waitUntil(
      { limitMs: 5000, intervalMs: 500, until: 'all is there', signal, host: 'cp-1', hint: 'look there' },
      async () => `thing ${++look}`,
    );
    await expect(waiting).rejects.toMatchObject({
      kind: 'operation-failed',
      message: 'gave up after 5 s waiting until all is there: thing 12',
      details: { host: 'cp-1', hint: 'look there' },
    });
    expect(sleptMs()).toBe(5500);
  });

  test('ends at once when the run is cut, without another look', async () => {
    const controller = new AbortController();
    const reason = new Error('cut');
    const look = vi.fn(async () => {
      controller.abort(reason);
      return 'still missing';
    });
    await expect(waitUntil({ limitMs: 5000, until: 'x', signal: controller.signal }, look)).rejects.toBe(reason);
    expect(look).toHaveBeenCalledOnce();
  });

  test('what a look throws is not taken for something missing', async () => {
    const lost = new Error('connection lost');
    await expect(waitUntil({ limitMs: 5000, until: 'x', signal }, () => Promise.reject(lost))).rejects.toBe(lost);
  });
});
