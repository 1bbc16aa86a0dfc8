import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { controlPlaneHost } from '../../../src/operations/control-plane-access.ts';
import { drainForUpgrade } from '../../../src/operations/drain-for-upgrade.ts';
import { RecordingContext } from '../../support/apply-context.ts';
import { healthyCluster, nodeView } from '../../support/cluster-view.ts';
import { desiredHost, removalPolicy } from '../../support/desired.ts';
import { sleptMs, useFakeClock } from '../../support/fake-clock.ts';
import { FakeHost, type ScriptedAnswer } from '../../support/fake-host.ts';

vi.mock('node:timers/promises', async () => (await import('../../support/fake-clock.ts')).timersPromises);

beforeEach(useFakeClock);
afterEach(() => vi.restoreAllMocks());

const blocked = {
  match: /k drain/,
  answer: {
    code: 1,
    stdout:
      'evicting pod default/web-1\nerror when evicting pods/"web-1" -n "default" (will retry after 5s): Cannot evict pod as it would violate the pod\'s disruption budget.\n',
  },
};

function draining(policy: Parameters<typeof removalPolicy>[0], answers: ScriptedAnswer[]) {
  const host = new FakeHost('cp-1', [
    ...answers,
    { match: /readyz|daemonset kube-proxy|k drain|closed=|annotations=/, answer: {} },
  ]);
  const controlPlanes = [controlPlaneHost(host, desiredHost('cp-1', 'control-plane', 11), 6443)];
  const cluster = healthyCluster(['cp-1']);
  const view = async () => ({ ...cluster, nodes: [...cluster.nodes, nodeView('w-1')] });
  const context = new RecordingContext();
  const drained = drainForUpgrade({ name: 'w-1', controlPlanes, view, policy: removalPolicy(policy) }, context);
  /** What was done, in order. */
  const done = () => host.changes.map((script) => script.match(/k drain|closed=|annotations=/g)?.join(' '));
  return { drained, done, context, host };
}

describe('a node that is drained for an upgrade', () => {
  test('is closed, then emptied; its volumes may stay', async () => {
    const { drained, done, host } = draining({}, []);
    await drained;
    expect(done()).toEqual(['closed=', 'closed= k drain']);
    expect(host.scripts.some(({ script }) => script.includes('volumeattachments'))).toBe(false);
  });

  test('is closed before every round, so that one registered anew meanwhile is known to be closed by us', async () => {
    const { drained, done } = draining({ drainTimeoutMs: 40_000 }, [blocked]);
    await drained;
    expect(new Set(done().slice(1))).toEqual(new Set(['closed= k drain']));
    expect(done().length).toBeGreaterThan(3);
  });

  test('is opened again where that cannot end, and the pods are named', async () => {
    const { drained, done } = draining({ giveUpAfterMs: 15_000 }, [blocked]);
    await expect(drained).rejects.toMatchObject({
      kind: 'operation-failed',
      message: expect.stringMatching(
        /^draining w-1 for its upgrade was given up after 15 s: blocked by a PodDisruptionBudget: default\/web-1; it is as before/,
      ),
      details: { host: 'w-1', hint: expect.stringMatching(/kubectl get pdb -A.*nodeDrainTimeout/) },
    });
    expect(sleptMs()).toBeLessThanOrEqual(15_000);
    expect(done().at(-1)).toBe('annotations=');
  });

  test('is upgraded with pods left on it after the time that the inventory gives them', async () => {
    const { drained, done, context } = draining({ drainTimeoutMs: 20_000, giveUpAfterMs: 1_000 }, [blocked]);
    await drained;
    expect(context.messages.at(-1)).toBe(
      'going on with pods left behind after 20 s: blocked by a PodDisruptionBudget: default/web-1',
    );
    expect(done()).not.toContain('annotations=');
  });

  test('says when it could not be opened again', async () => {
    const refused = { match: /annotations=/, answer: { code: 1, stderr: 'refused' } };
    const { drained } = draining({ giveUpAfterMs: 15_000 }, [blocked, refused]);
    await expect(drained).rejects.toThrow(/could not be opened again: .*failed on cp-1/);
  });
});
