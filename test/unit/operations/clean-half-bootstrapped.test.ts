import { describe, expect, test } from 'vitest';
import type { HostFacts } from '../../../src/model/facts.ts';
import { controlPlaneMachines } from '../../../src/model/machine.ts';
import { cleanHalfBootstrapped } from '../../../src/operations/clean-half-bootstrapped.ts';
import { type ControlPlaneHost, controlPlaneHost } from '../../../src/operations/control-plane-access.ts';
import { RecordingContext } from '../../support/apply-context.ts';
import { clusterView, etcdMember } from '../../support/cluster-view.ts';
import { desiredCluster, desiredHost } from '../../support/desired.ts';
import { bareFacts, mark } from '../../support/facts.ts';
import { FakeHost } from '../../support/fake-host.ts';
import { guardedStep, stepReport } from '../../support/steps.ts';

const [, machine = expect.fail('no machine')] = controlPlaneMachines(desiredCluster({ controlPlanes: 2, workers: 0 }));
const steps = [guardedStep('reset/kubeadm')];
const { kubeadm } = bareFacts();

function cleaning(facts: HostFacts, controlPlanes: ControlPlaneHost[] = [], removed = () => false) {
  const host = new FakeHost('cp-2', [{ match: /installer_steps/, answer: { stdout: stepReport(steps, ['changed']) } }]);
  const members = [etcdMember('cp-1', 1), etcdMember('', 2)];
  const view = async () => clusterView({ etcdMembers: removed() ? members.slice(0, 1) : members });
  const operation = cleanHalfBootstrapped({
    machine,
    host,
    steps,
    facts: async () => facts,
    view,
    controlPlanes,
    externalEtcd: false,
  });
  return { host, operation };
}

describe('cleaning a half bootstrapped host', () => {
  test.each([
    ['bears no mark', bareFacts()],
    ['was only claimed', bareFacts({ machine: mark({ phase: 'claimed' }) })],
    ['is bootstrapped', bareFacts({ machine: mark({ phase: 'bootstrapped' }) })],
    [
      'still bootstraps',
      bareFacts({ machine: mark({ phase: 'bootstrapping' }), kubeadm: { ...kubeadm, bootstrapRunning: true } }),
    ],
  ])('has nothing to do on a host that %s', async (_, facts) => {
    const { operation } = cleaning(facts);
    expect(operation.changes(await operation.observe())).toEqual([]);
  });

  const half = bareFacts({
    machine: mark({ machine: 'cp-2', phase: 'bootstrapping', bootstrap: 'join-control-plane' }),
  });

  test('resets a host whose bootstrap never completed', async () => {
    const { host, operation } = cleaning(half);
    const seen = await operation.observe();
    expect(operation.changes(seen)).toEqual([
      { what: 'kubeadm reset', why: 'the join-control-plane of cp-2 never completed' },
    ]);
    const context = new RecordingContext();
    await operation.apply(seen, context);
    expect(host.changes).toHaveLength(1);
    expect(context.steps.map(({ step }) => step)).toEqual(['reset/kubeadm']);
  });

  test('takes what it left out of the cluster before its own state goes', async () => {
    const order: string[] = [];
    const note = (what: string) => () => {
      order.push(what);
      return {};
    };
    const first = new FakeHost('cp-1', [
      { match: /readyz/, answer: {} },
      { match: /ClusterStatus/, answer: {} },
      { match: /member remove 'a2'/, answer: note('member') },
      { match: /delete node 'cp-2'/, answer: note('node') },
    ]);
    const controlPlanes = [controlPlaneHost(first, desiredHost('cp-1', 'control-plane', 11), 6443)];
    const { host, operation } = cleaning(half, controlPlanes, () => order.includes('member'));
    await operation.apply(half, new RecordingContext());
    expect(order).toEqual(['member', 'node']);
    expect(host.changes).toHaveLength(1);
  });

  test('leaves the host as it is when it cannot be taken out of the cluster', async () => {
    const first = new FakeHost('cp-1', [
      { match: /readyz|ClusterStatus/, answer: {} },
      { match: /member remove/, answer: { code: 1 } },
    ]);
    const members = [controlPlaneHost(first, desiredHost('cp-1', 'control-plane', 11), 6443)];
    const { host, operation } = cleaning(half, members);
    await expect(operation.apply(half, new RecordingContext())).rejects.toMatchObject({ kind: 'operation-failed' });
    expect(host.changes).toEqual([]);
  });
});
