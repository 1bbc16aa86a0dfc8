import { setTimeout as sleep } from 'node:timers/promises';
import { describe, expect, it } from 'vitest';
import { AwaitedHosts } from '../../../src/cli/awaited-hosts.ts';
import { TimeLimit } from '../../../src/cli/time-limit.ts';
import type { Host, ScriptResult } from '../../../src/model/host-handle.ts';

const never = () => new Promise<never>(() => {});
const rejection = (promise: Promise<unknown>) =>
  promise.then(
    () => 'nothing',
    (error: unknown) => error,
  );

describe('a time limit', () => {
  it('gives up what does not hear of it, naming the hosts that were waited for', async () => {
    const limit = new TimeLimit(0.02, () => ['cp-1', 'w-3']);
    expect(await rejection(limit.within(never))).toMatchObject({
      kind: 'operation-failed',
      exitCode: 13,
      message: 'given up after 0.02 s, the limit given with --timeout: cp-1 and w-3 did not answer yet',
    });
    expect(limit.signal.aborted).toBe(true);
  });

  it('lets work end that takes less, and passes on how it ended', async () => {
    const limit = new TimeLimit(60, () => []);
    expect(await limit.within(async () => 7)).toBe(7);
    expect(await rejection(limit.within(() => Promise.reject(new Error('mine'))))).toMatchObject({ message: 'mine' });
    expect(limit.signal.aborted).toBe(false);
  });

  it('is one for all that is counted, and stands still between', async () => {
    const limit = new TimeLimit(0.2, () => []);
    await limit.within(() => sleep(60));
    await sleep(250);
    await limit.counting(() => sleep(60));
    expect(limit.signal.aborted).toBe(false);
    expect(await rejection(limit.within(never))).toMatchObject({ message: expect.stringContaining('given up after') });
  });

  it('tells what hears of it by its signal only', async () => {
    const limit = new TimeLimit(0.02, () => []);
    const heard = await limit.counting(
      () => new Promise((resolve) => limit.signal.addEventListener('abort', () => resolve('heard'))),
    );
    expect(heard).toBe('heard');
  });

  it('begins nothing when it is over', async () => {
    const limit = new TimeLimit(0.001, () => []);
    await rejection(limit.within(never));
    expect(await rejection(limit.within(never))).toMatchObject({ kind: 'operation-failed' });
  });

  it.each([undefined, 10_000_000])('of %s seconds never strikes in a test', async (seconds) => {
    expect(await new TimeLimit(seconds, () => []).within(() => sleep(20, 'done'))).toBe('done');
  });

  it('leaves work alone that fails later: nobody waits for it', async () => {
    const limit = new TimeLimit(0.01, () => []);
    const late = sleep(30).then(() => Promise.reject(new Error('late')));
    await rejection(limit.within(() => late));
    await rejection(late);
  });
});

describe('awaited hosts', () => {
  it('are those with an answer outstanding, whatever they were asked', async () => {
    const answers: ((result: ScriptResult) => void)[] = [];
    const ask = () => new Promise<ScriptResult>((resolve) => answers.push(resolve));
    const host = (name: string) =>
      ({ name, address: name, read: ask, run: ask, upload: ask, hold: ask }) as unknown as Host;
    const awaited = new AwaitedHosts();
    const [first, second] = [awaited.noting(host('w-2')), awaited.noting(host('cp-1'))];
    const asked = [first.run('a'), first.hold('b'), second.run('c')];
    expect(awaited.names).toEqual(['cp-1', 'w-2']);
    answers[0]?.({ code: 0, stdout: '', stderr: '' });
    await asked[0];
    expect(awaited.names).toEqual(['cp-1', 'w-2']);
    for (const answer of answers) answer({ code: 0, stdout: '', stderr: '' });
    await Promise.all(asked);
    expect(awaited.names).toEqual([]);
  });
});
