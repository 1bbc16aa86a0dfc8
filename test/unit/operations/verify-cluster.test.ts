import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import type { ClusterView } from '../../../src/model/observed.ts';
import { controlPlaneHost } from '../../../src/operations/control-plane-access.ts';
import { missingFor, verifyCluster } from '../../../src/operations/verify-cluster.ts';
import { RecordingContext } from '../../support/apply-context.ts';
import { componentsOf, etcdMember, healthyCluster, nodeView } from '../../support/cluster-view.ts';
import { desiredHost } from '../../support/desired.ts';
import { sleptMs, useFakeClock } from '../../support/fake-clock.ts';
import { FakeHost } from '../../support/fake-host.ts';

vi.mock('node:timers/promises', async () => (await import('../../support/fake-clock.ts')).timersPromises);

beforeEach(useFakeClock);
afterEach(() => vi.restoreAllMocks());

const wanted = {
  nodes: ['cp-1', 'w-1'],
  controlPlanes: ['cp-1'],
  members: [],
  endpoint: { host: '192.168.73.192', port: 6443 },
};
const whole = healthyCluster(['cp-1'], { nodes: [nodeView('cp-1'), nodeView('w-1')] });
const withoutEtcd = {
  ...whole,
  etcdMembers: whole.etcdMembers.map((member) => ({ ...member, healthy: false })),
  controlPlanePods: componentsOf('cp-1').filter(({ component }) => component !== 'etcd'),
};

const CASES: [string, ClusterView | { unavailable: string }, string | undefined][] = [
  ['nothing where all is there', whole, undefined],
  [
    'a stranger among the nodes does not count',
    { ...whole, nodes: [...whole.nodes, nodeView('x', { ready: false })] },
    undefined,
  ],
  ['the cluster', { unavailable: 'cp-1: refused' }, 'no API server answers (cp-1: refused)'],
  ['a node', { ...whole, nodes: [nodeView('cp-1')] }, 'node w-1 is not registered'],
  [
    'readiness, with its reason',
    { ...whole, nodes: [nodeView('cp-1'), nodeView('w-1', { ready: false, notReadyReason: 'no CNI' })] },
    'node w-1 is not Ready (no CNI)',
  ],
  ['a component and the etcd member', withoutEtcd, 'etcd of cp-1 is not Ready, etcd member cp-1 is not healthy'],
  [
    'several things at once, the endpoint last',
    { ...whole, nodes: [nodeView('cp-1', { ready: false })], endpointAnswers: false },
    'node cp-1 is not Ready, node w-1 is not registered, the endpoint 192.168.73.192:6443 does not answer',
  ],
];

describe('verifying the cluster', () => {
  test.each(CASES)('misses %s', (_, view, missing) => {
    expect(missingFor(view, wanted)).toBe(missing);
  });

  test('has nothing to do when the cluster is whole', async () => {
    const operation = verifyCluster({ ...wanted, limitMs: 1000, view: async () => whole });
    expect(operation.changes(await operation.observe())).toEqual([]);
  });

  test('waits until the cluster is whole, saying what it waits for', async () => {
    const views: (typeof CASES)[number][1][] = [{ unavailable: 'cp-1: refused' }, whole];
    const view = async () => views.shift() ?? whole;
    const operation = verifyCluster({ ...wanted, limitMs: 60_000, view });
    const context = new RecordingContext();
    await operation.apply('anything', context);
    expect(context.messages).toEqual(['waiting: no API server answers (cp-1: refused) (for at most 1 min)']);
    expect(sleptMs()).toBe(1000);
  });

  test('gives up at its limit, naming the node that is missing', async () => {
    const operation = verifyCluster({ ...wanted, limitMs: 9000, view: async () => CASES[3]?.[1] ?? whole });
    await expect(operation.apply('anything', new RecordingContext())).rejects.toMatchObject({
      kind: 'operation-failed',
      message: expect.stringMatching(/^gave up after 9 s .*node w-1 is not registered$/),
    });
  });

  test('gives up on a control plane that is not well, saying where to look at what', async () => {
    const operation = verifyCluster({ ...wanted, limitMs: 9000, view: async () => withoutEtcd });
    await expect(operation.apply('anything', new RecordingContext())).rejects.toMatchObject({
      message: expect.stringContaining('etcd member cp-1 is not healthy'),
      details: { hint: expect.stringMatching(/^on cp-1 look at: .*crictl ps -a/) },
    });
  });

  test('what its kubelet has not told yet is asked on the control plane itself', async () => {
    const late = {
      ...whole,
      nodes: [nodeView('cp-1'), nodeView('cp-2')],
      etcdMembers: [etcdMember('cp-1', 1), etcdMember('cp-2', 2)],
      controlPlanePods: [
        ...componentsOf('cp-1').filter(({ component }) => component !== 'kube-scheduler'),
        ...componentsOf('cp-2'),
      ],
    };
    const hosts = ['cp-1', 'cp-2'].map(
      (name) =>
        new FakeHost(name, [
          { match: /healthz/, answer: { stdout: 'kube-scheduler\n' } },
          { match: /readyz/, answer: { stdout: 'ok' } },
        ]),
    );
    const members = hosts.map((host, i) =>
      controlPlaneHost(host, desiredHost(host.name, 'control-plane', 11 + i), 6443),
    );
    const names = hosts.map(({ name }) => name);
    const input = { ...wanted, nodes: names, controlPlanes: names, members, limitMs: 9000, view: async () => late };
    expect(await verifyCluster(input).observe()).toBeUndefined();
    expect(hosts.map(({ scripts }) => scripts.length > 0)).toEqual([true, false]);
  });
});
