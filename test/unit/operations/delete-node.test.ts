import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import type { MachineRecord } from '../../../src/model/machine-record.ts';
import type { ClusterView } from '../../../src/model/observed.ts';
import { controlPlaneHost } from '../../../src/operations/control-plane-access.ts';
import { deleteNode } from '../../../src/operations/delete-node.ts';
import { RecordingContext } from '../../support/apply-context.ts';
import { clusterView, etcdMember, nodeView } from '../../support/cluster-view.ts';
import { desiredHost } from '../../support/desired.ts';
import { sleptMs, useFakeClock } from '../../support/fake-clock.ts';
import { FakeHost, inTurn, type ScriptedAnswer } from '../../support/fake-host.ts';
import { machineRecord } from '../../support/machine-record.ts';
import { runWithStubKubectl } from '../../support/stub-kubectl.ts';

vi.mock('node:timers/promises', async () => (await import('../../support/fake-clock.ts')).timersPromises);

beforeEach(useFakeClock);
afterEach(() => vi.restoreAllMocks());

const record = machineRecord('w-1');
const node = nodeView('w-1');

interface Situation {
  view?: ClusterView | { unavailable: string };
  hostCleaned?: boolean;
  role?: 'control-plane' | 'worker';
  record?: MachineRecord | undefined;
  deletion?: ScriptedAnswer['answer'];
}

function deleting({
  view = clusterView({ nodes: [node], records: [record] }),
  hostCleaned = true,
  ...rest
}: Situation = {}) {
  const host = new FakeHost('cp-1', [
    { match: /readyz/, answer: {} },
    { match: /k delete node/, answer: rest.deletion ?? {} },
    { match: /machines\.installer\.dev/, answer: {} },
  ]);
  const operation = deleteNode({
    machine: { name: 'w-1', role: rest.role ?? 'worker', host: desiredHost('w-1', 'worker', 51) },
    record: 'record' in rest ? rest.record : record,
    controlPlanes: [controlPlaneHost(host, desiredHost('cp-1', 'control-plane', 11), 6443)],
    view: async () => view,
    policy: { nodeDeletionTimeoutMs: 10_000 },
    hostCleaned,
  });
  const context = new RecordingContext();
  const apply = async () => operation.apply(await operation.observe(), context);
  const calls = () =>
    host.changes.flatMap((script) => runWithStubKubectl(script).calls.map((call) => call.arguments.slice(3).join(' ')));
  return { operation, context, apply, calls };
}

const refused = { code: 1, stderr: 'Error from server (Forbidden): webhook says no\n' };
const toBeCleaned = machineRecord('w-1', { toBeCleaned: true });

describe('deleting a node', () => {
  test.each<[string, Situation, string[]]>([
    ['of node and record', {}, ['node w-1', 'record of w-1']],
    ['of the record alone', { view: clusterView({ records: [record] }) }, ['record of w-1']],
    ['of the node alone', { view: clusterView({ nodes: [node] }) }, ['node w-1']],
    ['of nothing', { view: clusterView() }, []],
    ['perhaps, while nobody tells', { view: { unavailable: 'silence' } }, ['node w-1']],
    [
      'of the record that its host is to be cleaned',
      { hostCleaned: false, view: clusterView({ records: [record] }) },
      ['record of w-1'],
    ],
    ['of nothing where that is known', { hostCleaned: false, view: clusterView({ records: [toBeCleaned] }) }, []],
    ['of that record once the host was cleaned', { view: clusterView({ records: [toBeCleaned] }) }, ['record of w-1']],
  ])('is a change %s', async (_, situation, changes) => {
    const { operation } = deleting(situation);
    expect(operation.changes(await operation.observe()).map(({ what }) => what)).toEqual(changes);
  });

  test('deletes the node, then the record', async () => {
    const { apply, calls } = deleting();
    await apply();
    expect(calls()).toEqual([
      'delete node w-1 --ignore-not-found --wait=false',
      'delete machines.installer.dev w-1 --wait=false',
    ]);
  });

  test('keeps the record of a machine whose host could not be cleaned', async () => {
    const view = clusterView({ nodes: [nodeView('w-1', { unschedulable: true })], records: [record] });
    const { apply, calls } = deleting({ hostCleaned: false, view });
    await apply();
    expect(calls()).toEqual([
      'delete node w-1 --ignore-not-found --wait=false',
      'patch machines.installer.dev w-1 --type merge -p {"status":{"toBeCleaned":true}}',
    ]);
  });

  test('leaves one alone that takes pods on a host that could not be cleaned', async () => {
    const { apply, calls } = deleting({ hostCleaned: false });
    await expect(apply()).rejects.toMatchObject({ kind: 'operation-failed', details: { host: 'w-1' } });
    expect(calls()).toEqual([]);
  });

  test('tries again when it is refused', async () => {
    const { apply, calls, context } = deleting({ deletion: inTurn(refused, refused, {}) });
    await apply();
    expect(sleptMs()).toBe(4_000);
    expect(context.messages[0]).toBe(
      'node w-1 could not be deleted yet: Error from server (Forbidden): webhook says no',
    );
    expect(calls().at(-1)).toMatch(/^delete machines/);
  });

  test('goes on without in the end, saying so', async () => {
    const { apply, calls, context } = deleting({ deletion: refused });
    await apply();
    expect(sleptMs()).toBe(10_000);
    expect(context.messages.at(-1)).toMatch(
      /^going on without: node w-1 could not be deleted in 10 s: .*webhook says no/,
    );
    expect(calls().at(-1)).toMatch(/^delete machines/);
  });

  test('not while kubeadm on a host that does not answer has added a member of etcd', async () => {
    // One that has not started yet has no name.
    const member = etcdMember('', 51, { peerUrls: ['https://192.168.73.51:2380'] });
    const closed = nodeView('w-1', { unschedulable: true });
    const view = clusterView({ nodes: [closed], etcdMembers: [member], records: [record] });
    const late = deleting({ view, hostCleaned: false, role: 'control-plane' });
    await expect(late.apply()).rejects.toMatchObject({
      message: expect.stringMatching(/^w-1 has become a member of etcd \(.*\) while it was being removed/),
      details: { host: 'w-1', hint: expect.stringMatching(/apply again/) },
    });
    expect(late.calls()).toEqual([]);
    const cleaned = deleting({ view, role: 'control-plane' });
    await cleaned.apply();
    expect(cleaned.calls()).toContainEqual(expect.stringContaining('delete node w-1'));
  });
});
