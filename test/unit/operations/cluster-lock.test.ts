import { describe, expect, it } from 'vitest';
import { InstallerError } from '../../../src/errors.ts';
import { takeClusterLock } from '../../../src/operations/cluster-lock.ts';
import { type Answer, FakeHost } from '../../support/fake-host.ts';

const TAKER = {
  cluster: 'b-cluster',
  command: 'installer apply',
  who: "o'neill@laptop (pid 1)",
  since: new Date('2026-11-23T14:02:11Z'),
};
const free = { match: /flock/, answer: { stdout: '10.1.2.3\n' } };

describe('takeClusterLock', () => {
  it('holds it on every host it is told, and releases all of them', async () => {
    const [first, second] = [new FakeHost('cp-1', [free]), new FakeHost('cp-2', [free])];
    const lock = await takeClusterLock(first, TAKER);
    await lock.alsoHold(second);
    expect(lock.host).toBe('cp-1');
    await lock.release();
    expect([first.order, second.order]).toEqual([
      ['hold', 'release'],
      ['hold', 'release'],
    ]);
    expect(lock.lost.aborted).toBe(false);
  });

  it.each([0, 1])('is lost when host %i of two lets go of it, for the reason that is known', async (index) => {
    const hosts = [new FakeHost('cp-1', [free]), new FakeHost('cp-2', [free])] as const;
    const lock = await takeClusterLock(hosts[0], TAKER);
    await lock.alsoHold(hosts[1]);
    const reason = new Error('gone');
    hosts[index]?.loseHeld(reason);
    expect(lock.lost.aborted).toBe(true);
    expect(lock.lost.reason).toBe(reason);
  });

  describe('held where it is good to hold it too', () => {
    const taken = { code: 75, stdout: '1000\n{"shell":9,"at":990,"from":"","who":"eve","command":"x","since":"x"}' };
    const silent = () => {
      throw new InstallerError('unreachable', 'cp-2 does not answer', { host: 'cp-2' });
    };

    async function lostOn(second: FakeHost, times = 1) {
      const first = new FakeHost('cp-1', [free]);
      const lock = await takeClusterLock(first, TAKER);
      await lock.alsoHoldWhileItAnswers(second);
      for (let i = 0; i < times; i++) {
        second.loseHeld(new InstallerError('unreachable', `gone ${i}`, { host: 'cp-2' }));
        await new Promise(setImmediate);
      }
      return { first, lock };
    }
    /** What it says to the first try, and from then on to all others. */
    const answering = (then: () => Answer) => {
      const tries = [() => ({}), then];
      return new FakeHost('cp-2', [{ match: /flock/, answer: () => (tries.shift() ?? then)() }]);
    };

    it('is taken there again where it is lost, and is released there', async () => {
      const second = answering(() => ({}));
      const { lock } = await lostOn(second);
      expect(lock.lost.aborted).toBe(false);
      expect(second.order).toEqual(['hold', 'hold']);
      await lock.release();
      expect(second.order).toEqual(['hold', 'hold', 'release']);
    });

    it('stands without a host that answers no more', async () => {
      const { lock, first } = await lostOn(answering(silent));
      expect(lock.lost.aborted).toBe(false);
      await lock.release();
      expect(first.order).toEqual(['hold', 'release']);
    });

    it('is lost where somebody else has it by then', async () => {
      const { lock } = await lostOn(answering(() => taken));
      expect(lock.lost.reason).toMatchObject({ kind: 'locked', message: expect.stringContaining('eve') });
    });

    it('is lost where it cannot be kept', async () => {
      const { lock } = await lostOn(
        answering(() => ({})),
        2,
      );
      expect(lock.lost.reason).toMatchObject({ kind: 'unreachable', message: 'gone 1' });
    });
  });

  it('keeps its first host when it cannot be held on another', async () => {
    const first = new FakeHost('cp-1', [free]);
    const lock = await takeClusterLock(first, TAKER);
    const taken = new FakeHost('cp-2', [{ match: /flock/, answer: { code: 75 } }]);
    await expect(lock.alsoHold(taken)).rejects.toMatchObject({ kind: 'locked', details: { host: 'cp-2' } });
    expect(lock.lost.aborted).toBe(false);
    await lock.release();
    expect(first.order).toEqual(['hold', 'release']);
  });

  it('fails with what the host said when it cannot lock there', async () => {
    const host = new FakeHost('cp-1', [{ match: /flock/, answer: { code: 127, stderr: 'sh: flock: not found\n' } }]);
    await expect(takeClusterLock(host, TAKER)).rejects.toMatchObject({
      kind: 'operation-failed',
      message: 'the lock of b-cluster cannot be taken on cp-1',
      details: {
        host: 'cp-1',
        exitCode: 127,
        lastLines: ['sh: flock: not found'],
        hint: expect.stringContaining('/run'),
      },
    });
  });

  it.each([
    ['seconds', 1_000_059, '59 s'],
    ['minutes', 1_000_185, '3 min'],
    ['hours', 1_000_000 + 2 * 3600 + 5 * 60, '2 h 5 min'],
    ['a clock that was set back', 999_000, '0 s'],
  ])('says who holds it, and for how long on the host clock: %s', async (_name, now, ago) => {
    const left = {
      shell: 9,
      at: 1_000_000,
      from: '10.1.2.3',
      who: 'ops@laptop (pid 4711)',
      command: 'installer apply',
    };
    const message = await refusal(`${now}\n${JSON.stringify({ ...left, since: localIso(2026, 11, 23, 14, 2, 11) })}\n`);
    expect(message).toBe(
      `b-cluster is being changed by ops@laptop (pid 4711) from 10.1.2.3: installer apply, since 2026-11-23 14:02:11 (${ago} ago)`,
    );
  });

  it.each([
    ['nothing', ''],
    ['half of a line', '1000\n{"shell":9,"who"'],
    ['something else', '1000\n[1]\n'],
    ['null', '1000\nnull\n'],
  ])('says that it does not know the holder, who has left %s', async (_name, said) => {
    expect(await refusal(said)).toBe('b-cluster is being changed by another run, which has not said who it is');
  });

  it('shows nothing that a terminal would obey, and leaves out an address that is not known', async () => {
    const left = { who: 'x\u001b[2J\n@y', from: '', command: 'installer\u202e apply', since: 'long ago', at: 1000 };
    expect(await refusal(`1000\n${JSON.stringify(left)}\n`)).toBe(
      'b-cluster is being changed by x[2J@y: installer apply, since long ago (0 s ago)',
    );
  });
});

async function refusal(stdout: string): Promise<string> {
  const host = new FakeHost('cp-1', [{ match: /flock/, answer: { code: 75, stdout } }]);
  const error = await takeClusterLock(host, TAKER).catch((thrown: unknown) => thrown);
  expect(error).toMatchObject({ kind: 'locked', exitCode: 15, details: { host: 'cp-1' } });
  return (error as Error).message;
}

/** A moment by the clock on the wall, wherever this runs. */
function localIso(...[year, month, ...rest]: [number, number, number, number, number, number]): string {
  return new Date(year, month - 1, ...rest).toISOString();
}
