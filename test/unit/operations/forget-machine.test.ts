import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { controlPlaneMachines, type Machine } from '../../../src/model/machine.ts';
import type { ClusterView } from '../../../src/model/observed.ts';
import { controlPlaneHost } from '../../../src/operations/control-plane-access.ts';
import { forgetMachine } from '../../../src/operations/forget-machine.ts';
import { RecordingContext } from '../../support/apply-context.ts';
import { clusterView, etcdMember } from '../../support/cluster-view.ts';
import { desiredCluster, desiredHost } from '../../support/desired.ts';
import { useFakeClock } from '../../support/fake-clock.ts';
import { type Answer, FakeHost } from '../../support/fake-host.ts';
import { runWithStubKubectl } from '../../support/stub-kubectl.ts';

vi.mock('node:timers/promises', async () => (await import('../../support/fake-clock.ts')).timersPromises);

beforeEach(useFakeClock);
afterEach(() => vi.restoreAllMocks());

const [, , cp3 = expect.fail('no third control plane')] = controlPlaneMachines(
  desiredCluster({ controlPlanes: 3, workers: 0 }),
);
const healthy = [etcdMember('cp-1', 1), etcdMember('cp-2', 2)];

async function forget(
  view: ClusterView | { unavailable: string },
  {
    removal = {},
    externalEtcd = false,
    machine = cp3,
  }: { removal?: Answer; externalEtcd?: boolean; machine?: Machine } = {},
) {
  let gone = false;
  const now = async () =>
    gone && !('unavailable' in view)
      ? { ...view, etcdMembers: view.etcdMembers.filter(({ id }) => id !== 'a3') }
      : view;
  const host = new FakeHost('cp-1', [
    { match: /readyz/, answer: {} },
    { match: /ClusterStatus/, answer: {} },
    {
      match: /member remove/,
      answer: () => {
        gone = removal.code === undefined;
        return removal;
      },
    },
    { match: /delete node/, answer: {} },
  ]);
  const context = new RecordingContext();
  const controlPlanes = [controlPlaneHost(host, desiredHost('cp-1', 'control-plane', 11), 6443)];
  const outcome = forgetMachine({ machine, controlPlanes, view: now, externalEtcd }, context);
  return { host, context, outcome: await outcome.catch((error: unknown) => error) };
}

describe('forgetting a machine', () => {
  test('removes its member, then its node, and keeps its record', async () => {
    const { host, context, outcome } = await forget(clusterView({ etcdMembers: [...healthy, etcdMember('cp-3', 3)] }));
    expect(outcome).toBeUndefined();
    const calls = host.changes.slice(1).flatMap((script) => runWithStubKubectl(script).calls);
    expect(calls.map(({ arguments: words }) => words.slice(3).join(' '))).toEqual([
      expect.stringMatching(/^-n kube-system exec etcd-cp-1 -- etcdctl .* member remove a3$/),
      'delete node cp-3 --ignore-not-found --wait=false',
    ]);
    expect(context.messages).toEqual(['removing etcd member a3 of cp-3']);
  });

  test('removes a sick or unnamed member where the others hold the quorum', async () => {
    const { host, outcome } = await forget(
      clusterView({ etcdMembers: [...healthy, etcdMember('', 3, { healthy: false })] }),
    );
    expect(outcome).toBeUndefined();
    expect(host.changes[1]).toContain("member remove 'a3'");
  });

  test('only deletes the node of a machine without a member', async () => {
    const { host } = await forget(clusterView({ etcdMembers: healthy }));
    expect(host.changes).toEqual([expect.stringContaining("delete node 'cp-3'")]);
  });

  test('touches nothing where etcd would lose its quorum', async () => {
    const members = [etcdMember('cp-1', 1), etcdMember('cp-2', 2, { healthy: false }), etcdMember('cp-3', 3)];
    const { host, outcome } = await forget(clusterView({ etcdMembers: members }));
    expect(outcome).toMatchObject({
      kind: 'operation-failed',
      message: expect.stringMatching(/a3 of cp-3 cannot be removed safely: .*1 healthy of 2/),
      details: { host: 'cp-3' },
    });
    expect(host.changes).toEqual([]);
  });

  test('never removes the last member', async () => {
    const { host, outcome } = await forget(clusterView({ etcdMembers: [etcdMember('cp-3', 3)] }));
    expect(outcome).toMatchObject({ message: expect.stringMatching(/a3 of cp-3 cannot be removed safely/) });
    expect(host.changes).toEqual([]);
  });

  test.each([
    ['the cluster is silent', { unavailable: 'etcd is silent' }, 'etcd is silent'],
    ['etcd is silent', clusterView(), 'does not tell its etcd members'],
  ])('touches nothing where %s', async (_, view, why) => {
    const { host, outcome } = await forget(view);
    expect(outcome).toMatchObject({ kind: 'operation-failed', message: expect.stringContaining(why) });
    expect(host.changes).toEqual([]);
  });

  test.each([
    ['worker', { machine: { ...cp3, name: 'w-1', role: 'worker' as const } }, 'w-1'],
    ['control plane beside an etcd that is not ours', { externalEtcd: true }, 'cp-3'],
  ])('only deletes the node of a %s, whatever etcd says', async (_, situation, node) => {
    const { host, outcome } = await forget({ unavailable: 'etcd is silent' }, situation);
    expect(outcome).toBeUndefined();
    expect(host.changes).toEqual([expect.stringContaining(`delete node '${node}'`)]);
  });

  test('leaves the node where the member could not be removed', async () => {
    const view = clusterView({ etcdMembers: [...healthy, etcdMember('cp-3', 3)] });
    const { host, outcome } = await forget(view, { removal: { code: 1, stderr: 'etcdserver: unhealthy cluster' } });
    expect(outcome).toMatchObject({ details: { host: 'cp-1', lastLines: ['etcdserver: unhealthy cluster'] } });
    expect(host.changes.at(-1)).toContain('member remove');
  });
});
