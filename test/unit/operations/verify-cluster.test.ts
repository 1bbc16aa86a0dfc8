import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import type { ClusterView } from '../../../src/model/observed.ts';
import { missingFor, verifyCluster } from '../../../src/operations/verify-cluster.ts';
import { RecordingContext } from '../../support/apply-context.ts';
import { clusterView, nodeView } from '../../support/cluster-view.ts';
import { sleptMs, useFakeClock } from '../../support/fake-clock.ts';

vi.mock('node:timers/promises', async () => (await import('../../support/fake-clock.ts')).timersPromises);

beforeEach(useFakeClock);
afterEach(() => vi.restoreAllMocks());

const wanted = { nodes: ['cp-1', 'w-1'], endpoint: { host: '192.168.73.192', port: 6443 } };
const whole = clusterView({ nodes: [nodeView('cp-1'), nodeView('w-1')] });

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
    expect(context.messages).toEqual(['waiting: no API server answers (cp-1: refused)']);
    expect(sleptMs()).toBe(1000);
  });

  test('gives up at its limit, naming the node that is missing', async () => {
    const operation = verifyCluster({ ...wanted, limitMs: 9000, view: async () => CASES[3]?.[1] ?? whole });
    await expect(operation.apply('anything', new RecordingContext())).rejects.toMatchObject({
      kind: 'operation-failed',
      message: expect.stringMatching(/^gave up after 9 s .*node w-1 is not registered$/),
    });
  });
});
