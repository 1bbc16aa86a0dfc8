import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { controlPlaneHost } from '../../../src/operations/control-plane-access.ts';
import { awaitStableControlPlane } from '../../../src/operations/control-plane-gate.ts';
import { RecordingContext } from '../../support/apply-context.ts';
import { clusterView, etcdMember, healthyCluster, nodeView } from '../../support/cluster-view.ts';
import { desiredHost } from '../../support/desired.ts';
import { sleptMs, useFakeClock } from '../../support/fake-clock.ts';
import { type Answer, FakeHost, inTurn } from '../../support/fake-host.ts';

vi.mock('node:timers/promises', async () => (await import('../../support/fake-clock.ts')).timersPromises);

beforeEach(useFakeClock);
afterEach(() => vi.restoreAllMocks());

const member = (name: string, answer: Answer | (() => Answer)) =>
  controlPlaneHost(new FakeHost(name, [{ match: /readyz/, answer }]), desiredHost(name, 'control-plane', 11), 6443);

describe('the gate', () => {
  test('does not take the silence of etcd for health, unless etcd is not ours', async () => {
    const view = async () => clusterView();
    const gate = { members: [], view, externalEtcd: true };
    await awaitStableControlPlane(gate, new RecordingContext());
    expect(sleptMs()).toBe(0);
    await expect(awaitStableControlPlane({ ...gate, externalEtcd: false }, new RecordingContext())).rejects.toThrow(
      'etcd does not tell its members',
    );
  });

  test('opens at once when the control plane is whole', async () => {
    const context = new RecordingContext();
    const view = async () => healthyCluster(['cp-1']);
    await awaitStableControlPlane({ members: [member('cp-1', {})], view, externalEtcd: false }, context);
    expect(context.messages).toEqual([]);
    expect(sleptMs()).toBe(0);
  });

  test('stays shut while a member is down or etcd heals, saying which', async () => {
    const context = new RecordingContext();
    const views = [
      { unavailable: 'nobody answers' },
      healthyCluster(['cp-1', 'cp-2'], {
        etcdMembers: [etcdMember('cp-1', 1, { healthy: false }), etcdMember('cp-2', 2)],
      }),
      healthyCluster(['cp-1', 'cp-2'], { nodes: [nodeView('cp-1'), nodeView('cp-2', { unreachable: true })] }),
      healthyCluster(['cp-1', 'cp-2']),
    ];
    const view = async () => views.shift() ?? clusterView();
    const cp2 = member('cp-2', inTurn({ code: 1, stderr: 'starting\nrefused\n' }, {}));
    await awaitStableControlPlane({ members: [member('cp-1', {}), cp2], view, externalEtcd: false }, context);
    expect(context.messages).toEqual([
      'waiting for the control plane: cp-2: refused; nobody answers (for at most 4 min)',
      'waiting for the control plane: etcd member cp-1 is not healthy (for at most 4 min)',
      'waiting for the control plane: node cp-2 is not reachable (for at most 4 min)',
    ]);
    expect(views).toEqual([]);
  });

  test('gives up on a member that does not come back', async () => {
    const view = async () => clusterView({ etcdMembers: [etcdMember('', 7)] });
    await expect(
      awaitStableControlPlane({ members: [], view, externalEtcd: false }, new RecordingContext()),
    ).rejects.toMatchObject({
      kind: 'operation-failed',
      message: expect.stringContaining('etcd member a7 was added but never started'),
    });
  });

  test('lets one join while there is no pod network, but none go', async () => {
    const notReady = nodeView('cp-1', { ready: false, notReadyReason: 'KubeletNotReady' });
    const view = async () => healthyCluster(['cp-1'], { nodes: [notReady] });
    const gate = { members: [member('cp-1', {})], view };
    await awaitStableControlPlane(gate, new RecordingContext());
    const except = { name: 'cp-2', host: desiredHost('cp-2', 'control-plane', 12) };
    await expect(awaitStableControlPlane({ ...gate, except }, new RecordingContext())).rejects.toThrow(
      /lose cp-2: node cp-1 is not Ready/,
    );
  });

  test('does not ask the machine that is to go, nor mind its member, named or not', async () => {
    const except = { name: 'cp-2', host: desiredHost('cp-2', 'control-plane', 12) };
    const members = [member('cp-1', {}), member('cp-2', { code: 1, stderr: 'refused' })];
    for (const name of ['cp-2', '']) {
      const etcdMembers = [etcdMember('cp-1', 1), etcdMember(name, 2, { healthy: false })];
      const view = async () => healthyCluster(['cp-1'], { etcdMembers });
      await awaitStableControlPlane({ members, view, except }, new RecordingContext());
    }
    expect(sleptMs()).toBe(0);
  });
});
