import { describe, expect, test } from 'vitest';
import type { MachineMark } from '../../../src/model/facts.ts';
import { buildForLeaving } from '../../../src/operations/build-for-leaving.ts';
import { RecordingContext } from '../../support/apply-context.ts';
import { buildContextOf } from '../../support/build-context.ts';
import { clusterView, nodeView } from '../../support/cluster-view.ts';
import { mark } from '../../support/facts.ts';
import { FakeHost } from '../../support/fake-host.ts';
import { healthCheck, ofWorkers } from '../../support/health-check.ts';
import { factsAnswer } from '../../support/ssh-farm/facts-answer.ts';
import { runWithStubKubectl } from '../../support/stub-kubectl.ts';

/** What kubectl is called with by the last part of the removal of w-2. */
async function lastOf(words: string): Promise<string[]> {
  const cp = new FakeHost('cp-1', [{ match: /readyz|k delete|machines\.installer\.dev/, answer: {} }]);
  const { context } = buildContextOf({ hosts: ['cp-1', 'w-1'] }, { 'cp-1': '', 'w-1': '', 'w-2': words }, (name) =>
    name === 'cp-1' ? cp : new FakeHost(name),
  );
  const planned = context.plan.operations.find(({ id }) => id === 'w-2/delete-node');
  if (!planned) return expect.fail(`nothing takes w-2 out of ${context.plan.operations.map(({ id }) => id)}`);
  const { cluster = { unavailable: 'there is none' } } = context.observed;
  const nodes =
    'nodes' in cluster ? cluster.nodes.map((seen) => ({ ...seen, unschedulable: seen.name === 'w-2' })) : [];
  const node = buildForLeaving(planned, { ...context, view: async () => ({ ...cluster, nodes }) });
  await node.run({ ...new RecordingContext(), signal: new AbortController().signal, results: new Map() });
  return cp.changes.flatMap((script) =>
    runWithStubKubectl(script).calls.map((call) => call.arguments.slice(3).join(' ')),
  );
}

const NODE = 'delete node w-2 --ignore-not-found --wait=false';
const FORGOTTEN = 'delete machines.installer.dev w-2 --wait=false';
const REMEMBERED = 'patch machines.installer.dev w-2 --type merge -p {"status":{"toBeCleaned":true}}';

describe('the record of a machine that leaves', () => {
  test.each([
    ['is deleted when its host is cleaned', '', [NODE, FORGOTTEN]],
    ['is deleted when its host is bare', 'bare', [NODE, FORGOTTEN]],
    ['is deleted when its host serves another cluster by now, by its mark', 'foreign', [NODE, FORGOTTEN]],
    ['is kept, to be cleaned, when its host does not answer', 'dead', [NODE, REMEMBERED]],
    [
      'is kept, to be cleaned, when the mark of its host is gone and its kubelet is there',
      'unmarked',
      [NODE, REMEMBERED],
    ],
    ['is kept, to be cleaned, when the mark of its host cannot be read', 'unreadable', [NODE, REMEMBERED]],
    ['of one that left before is deleted when its host is bare', 'unclean bare', [NODE, FORGOTTEN]],
    [
      'of one that left before goes on being kept when its node came back',
      'unclean mute came-back',
      [NODE, REMEMBERED],
    ],
    [
      'of one that left before goes on being kept when its node came back, and its mark is gone',
      'unclean unmarked came-back',
      [NODE, REMEMBERED],
    ],
  ])('%s', async (_, words, calls) => {
    expect(await lastOf(words)).toEqual(calls);
  });
});

describe('an unhealthy machine', () => {
  /** What is done at its turn, its node lost so many minutes before; undefined: it is Ready by then. */
  const drained = async (minutes: number | undefined) => {
    const cp = new FakeHost('cp-1', [{ match: /readyz|volumeattachments|cordon|k drain/, answer: {} }]);
    const inventory = {
      hosts: ['cp-1', 'w-1', 'w-2', 's-1'],
      workers: { replicas: 2 },
      healthChecks: [healthCheck('workers-5m', { selector: ofWorkers })],
    };
    const world = { 'cp-1': '', 'w-1': '', 'w-2': 'dead' };
    const { context } = buildContextOf(inventory, world, () => cp, {
      machines: { 'w-2': 'unhealthy' },
      remembered: [{ machine: 'w-2', role: 'worker', timestamp: '2026-02-01T00:06:00Z', retryCount: 0 }],
    });
    const planned = context.plan.operations.find(({ id }) => id === 'w-2/drain-node');
    const { cluster } = context.observed;
    if (!planned || !cluster) return expect.fail('it is not drained');
    const since = new Date(Date.now() - (minutes ?? 0) * 60_000).toISOString();
    const ready = { type: 'Ready', status: minutes === undefined ? 'True' : 'Unknown', since };
    const nodes = cluster.nodes.map((node) => (node.name === 'w-2' ? { ...node, conditions: [ready] } : node));
    const teller = context.observed.hosts['cp-1'];
    if (teller?.reachable) teller.facts.clockOffsetMs = 2 * 60_000;
    const node = buildForLeaving(planned, { ...context, view: async () => ({ ...cluster, nodes, via: 'another' }) });
    const running = node.run({ ...new RecordingContext(), signal: new AbortController().signal, results: new Map() });
    await running.catch((error: Error) => expect(error.message).toContain('w-2 is well again'));
    if (cp.changes.length > 0) expect(cp.changes[0]).toContain('2026-02-01T00:06:00Z');
    return cp.changes.length > 0;
  };

  // The clock of the cluster, which tells since when, is two minutes ahead of the operator's.
  test.each<[string, number | undefined, boolean]>([
    ['is drained while a check finds it so', 4, true],
    ['stays when its node is Ready by then', undefined, false],
    ['stays when its node was, and is lost again, but not for long enough', 2, false],
  ])('%s', async (_, minutes, is) => {
    expect(await drained(minutes)).toBe(is);
  });
});

describe('the host of a machine that leaves', () => {
  /** Whether it is cleaned, its Node open for pods. */
  const cleaned = async (words: string, phase: MachineMark['phase']) => {
    const machine = mark({ machine: 'w-2', uid: 'uid-of-w-2', phase });
    const facts = factsAnswer({
      name: 'w-2',
      role: 'worker',
      internalAddress: '10.9.0.2',
      prepared: true,
      mark: machine,
    });
    const answers = [
      { match: /##facts:end/, answer: { stdout: facts } },
      { match: /installer-bootstrap/, answer: {} },
    ];
    const host = new FakeHost('w-2', answers);
    const { context } = buildContextOf({ hosts: ['cp-1'] }, { 'cp-1': '', 'w-2': words }, () => host);
    const planned = context.plan.operations.find(({ id }) => id === 'w-2/clean-host');
    if (!planned) return expect.fail(`nothing cleans w-2 in ${context.plan.operations.map(({ id }) => id)}`);
    const view = async () => clusterView({ nodes: [nodeView('w-2')] });
    const node = buildForLeaving(planned, { ...context, view });
    const running = node.run({ ...new RecordingContext(), signal: new AbortController().signal, results: new Map() });
    await running.catch(() => undefined);
    return host.changes.length > 0;
  };

  test('is not cleaned while its node takes pods', async () => {
    expect(await cleaned('', 'bootstrapped')).toBe(false);
  });

  test('is cleaned where it was only claimed, whatever its node', async () => {
    expect(await cleaned('claimed', 'claimed')).toBe(true);
  });
});
