import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { InstallerError } from '../../../src/errors.ts';
import { awaitServiceRouting } from '../../../src/operations/await-service-routing.ts';
import { controlPlaneHost } from '../../../src/operations/control-plane-access.ts';
import { RecordingContext } from '../../support/apply-context.ts';
import { desiredHost } from '../../support/desired.ts';
import { sleptMs, useFakeClock } from '../../support/fake-clock.ts';
import { FakeHost } from '../../support/fake-host.ts';
import { runWithStubKubectl } from '../../support/stub-kubectl.ts';

vi.mock('node:timers/promises', async () => (await import('../../support/fake-clock.ts')).timersPromises);

beforeEach(useFakeClock);
afterEach(() => vi.restoreAllMocks());

const LED = 'lease 2026-11-23T05:00:00.5Z|2026-11-23T04:59:00.5Z\nnow 2026-11-23T05:00:02Z\n';
/** Generation, observed, wanted, updated, unavailable. */
const ROLLED = 'proxy 3|3|5|5|\nunready 0\n';

/** What the control plane says, look by look, the last for ever. */
async function waiting(...looks: (string | Error)[]) {
  let look = 0;
  const host = new FakeHost('cp-1', [
    { match: /readyz/, answer: {} },
    {
      match: /daemonset kube-proxy/,
      answer: () => {
        const said = looks[Math.min(look++, looks.length - 1)] ?? '';
        if (said instanceof Error) throw said;
        return { stdout: said };
      },
    },
  ]);
  const context = new RecordingContext();
  await awaitServiceRouting([controlPlaneHost(host, desiredHost('cp-1', 'control-plane', 11), 6443)], context);
  return { messages: context.messages, slept: sleptMs(), host };
}

describe('before pods leave', () => {
  test('nothing is waited for where services follow, nor where nothing is told of it', async () => {
    for (const said of [`${LED}${ROLLED}`, 'lease \nnow 2026-11-23T05:00:02Z\nproxy \nunready 0\n', '']) {
      expect((await waiting(said)).messages).toEqual([]);
    }
    expect(sleptMs()).toBe(0);
  });

  test('another kube-controller-manager takes the lead of one that is gone', async () => {
    const stale = `lease 2026-11-23T05:00:00.5Z|2026-11-23T04:00:00.5Z\nnow 2026-11-23T05:00:09Z\n${ROLLED}`;
    const later = `lease 2026-11-23T05:00:00.5Z|2026-11-23T04:00:00.5Z\nnow 2026-11-23T05:00:11Z\n${ROLLED}`;
    const taken = `lease 2026-11-23T05:00:13.1Z|2026-11-23T05:00:12.5Z\nnow 2026-11-23T05:00:13Z\n${ROLLED}`;
    const atWork = `lease 2026-11-23T05:00:31.1Z|2026-11-23T05:00:12.5Z\nnow 2026-11-23T05:00:33Z\n${ROLLED}`;
    const { messages, slept } = await waiting(stale, later, taken, atWork);
    expect(messages).toEqual([
      'waiting until services follow: no kube-controller-manager leads',
      'waiting until services follow: kube-controller-manager has only just taken the lead',
    ]);
    expect(slept).toBe(6_000);
  });

  test('one that renews its lease leads, whatever the clock there says', async () => {
    const skewed = [1, 3].map(
      (at) => `lease 2026-11-23T05:00:0${at}Z|2026-11-23T04:59:00Z\nnow 2026-11-23T07:30:02Z\n${ROLLED}`,
    );
    expect((await waiting(...skewed)).slept).toBe(2_000);
  });

  test('kube-proxy is on every node anew, those left out that are not Ready', async () => {
    const { messages } = await waiting(
      `${LED}proxy 4|3|5|5|\nunready 1\n`,
      `${LED}proxy 4|4|5||1\nunready 1\n`,
      `${LED}proxy 4|4|5|3|1\nunready 1\n`,
      `${LED}proxy 4|4|5|5|2\nunready 1\n`,
      `${LED}proxy 4|4|5|5|1\nunready 1\n`,
    );
    expect(messages).toEqual(
      [
        'kube-proxy is to be started anew',
        'kube-proxy is started anew, done on 0 of 5 nodes',
        'kube-proxy is started anew, done on 3 of 5 nodes',
        'kube-proxy starts',
      ].map((what) => `waiting until services follow: ${what}`),
    );
  });

  test('what gets no better for a minute is told and not waited for; what does is', async () => {
    const at = (done: number) => `${LED}proxy 4|4|9|${done}|1\nunready 0\n`;
    const slowly = [1, 2, 3, 4].flatMap((done) => Array.from({ length: 25 }, () => at(done)));
    const { messages, slept } = await waiting(...slowly);
    expect(messages.at(-1)).toBe(
      'going on, although services may not follow: kube-proxy is started anew, done on 4 of 9 nodes',
    );
    expect(slept).toBe(3 * 25 * 2_000 + 62_000);
  });

  test('a control plane whose connection is lost meanwhile is asked again', async () => {
    const lost = new InstallerError('unreachable', 'connection lost', { connectionLost: true });
    expect((await waiting(lost, `${LED}${ROLLED}`)).messages).toEqual([
      'waiting until services follow: cp-1: connection lost',
    ]);
    await expect(waiting(new Error('a defect'))).rejects.toThrow('a defect');
  });

  test('the question is one that sh and kubectl understand', async () => {
    const { host } = await waiting(`${LED}${ROLLED}`);
    const script = host.scripts.at(-1)?.script ?? '';
    const { code, stdout, calls } = runWithStubKubectl(script, 'none', { tells: 'True' });
    expect(code).toBe(0);
    expect(stdout).toMatch(/^lease True\nnow \d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ\nproxy True\nunready 0\n$/);
    expect(calls.map(({ arguments: words }) => words.filter((word) => !word.startsWith('-')).join(' '))).toEqual([
      expect.stringContaining('kube-system get lease kube-controller-manager'),
      expect.stringContaining('kube-system get daemonset kube-proxy'),
      expect.stringContaining('get nodes'),
    ]);
  });
});
