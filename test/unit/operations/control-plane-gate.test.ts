import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { controlPlaneHost } from '../../../src/operations/control-plane-access.ts';
import { awaitStableControlPlane, etcdTroubles } from '../../../src/operations/control-plane-gate.ts';
import { RecordingContext } from '../../support/apply-context.ts';
import { clusterView, etcdMember } from '../../support/cluster-view.ts';
import { desiredHost } from '../../support/desired.ts';
import { sleptMs, useFakeClock } from '../../support/fake-clock.ts';
import { type Answer, FakeHost, inTurn } from '../../support/fake-host.ts';

vi.mock('node:timers/promises', async () => (await import('../../support/fake-clock.ts')).timersPromises);

beforeEach(useFakeClock);
afterEach(() => vi.restoreAllMocks());

const member = (name: string, answer: Answer | (() => Answer)) =>
  controlPlaneHost(new FakeHost(name, [{ match: /readyz/, answer }]), desiredHost(name, 'control-plane', 11), 6443);

describe('troubles of etcd', () => {
  test.each([
    ['none where all vote and are healthy', etcdMember('cp-1', 1), []],
    ['health that is not known', etcdMember('cp-1', 1, { healthy: undefined }), ['etcd member cp-1 is not healthy']],
    ['an unnamed member', etcdMember('', 1), ['etcd member a1 was added but never started']],
    ['a learner', etcdMember('cp-1', 1, { learner: true }), ['etcd member cp-1 is still a learner']],
    ['a sick member', etcdMember('cp-1', 1, { healthy: false }), ['etcd member cp-1 is not healthy']],
  ])('%s', (_, one, troubles) => {
    expect(etcdTroubles({ etcdMembers: [etcdMember('cp-9', 9), one] })).toEqual(troubles);
  });
});

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
    const view = async () => clusterView({ etcdMembers: [etcdMember('cp-1', 1)] });
    await awaitStableControlPlane({ members: [member('cp-1', {})], view, externalEtcd: false }, context);
    expect(context.messages).toEqual([]);
    expect(sleptMs()).toBe(0);
  });

  test('stays shut while a member is down or etcd heals, saying which', async () => {
    const context = new RecordingContext();
    const views = [
      { unavailable: 'nobody answers' },
      clusterView({ etcdMembers: [etcdMember('cp-1', 1, { healthy: false })] }),
      clusterView({ etcdMembers: [etcdMember('cp-1', 1)] }),
    ];
    const view = async () => views.shift() ?? clusterView();
    const cp2 = member('cp-2', inTurn({ code: 1, stderr: 'starting\nrefused\n' }, {}));
    await awaitStableControlPlane({ members: [member('cp-1', {}), cp2], view, externalEtcd: false }, context);
    expect(context.messages).toEqual([
      'waiting for the control plane: cp-2: refused; nobody answers',
      'waiting for the control plane: etcd member cp-1 is not healthy',
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
});
