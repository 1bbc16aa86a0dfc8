import { beforeEach, describe, expect, test } from 'vitest';
import type { HostFacts } from '../../../src/model/facts.ts';
import { machinesOf } from '../../../src/model/machine.ts';
import { controlPlaneHost } from '../../../src/operations/control-plane-access.ts';
import { resetHost } from '../../../src/operations/reset-host.ts';
import { RecordingContext } from '../../support/apply-context.ts';
import { healthyCluster } from '../../support/cluster-view.ts';
import { desiredCluster } from '../../support/desired.ts';
import { bareFacts, mark } from '../../support/facts.ts';
import { FakeHost } from '../../support/fake-host.ts';
import { guardedStep, stepReport } from '../../support/steps.ts';

const desired = desiredCluster({ controlPlanes: 3, workers: 1 });
const steps = [guardedStep('reset/kubeadm', { action: { kind: 'always', commands: ['kubeadm reset'] } })];
const RESET = /kubeadm reset/;
const decided = mark({ machine: 'cp-2' });

let host: FakeHost;
let donor: FakeHost;
beforeEach(() => {
  host = new FakeHost('cp-2', [{ match: RESET, answer: { stdout: stepReport(steps, ['changed']) } }]);
  donor = new FakeHost('cp-1', [{ match: /^/, answer: {} }]);
});

async function reset(now: HostFacts, { leaving, bore = true }: { leaving?: boolean; bore?: boolean } = {}) {
  const machine = machinesOf(desired).find(({ name }) => name === 'cp-2');
  const other = machinesOf(desired)[0];
  if (!machine || !other) throw new Error('the fixture lacks machines');
  const view = async () => {
    const gone = donor.changes.some((script) => script.includes('member remove'));
    const whole = healthyCluster(['cp-1', 'cp-2', 'cp-3']);
    return gone ? { ...whole, etcdMembers: whole.etcdMembers.filter(({ id }) => id !== 'a2') } : whole;
  };
  const operation = resetHost({
    host,
    steps,
    expected: bore ? decided : undefined,
    facts: async () => (host.changes.length > 0 ? bareFacts() : now),
    ...(leaving && {
      leaving: {
        machine,
        controlPlanes: [controlPlaneHost(donor, other.host, 6443)],
        view,
      },
    }),
  });
  const seen = await operation.observe();
  expect(operation.changes(seen)).toHaveLength(1);
  await operation.apply(seen, new RecordingContext());
}

describe('reset of a host', () => {
  test('runs the steps on it and asks nobody, where the whole cluster goes', async () => {
    await reset(bareFacts({ machine: decided }));
    expect(host.changes).toEqual([expect.stringMatching(RESET)]);
    expect(donor.scripts).toEqual([]);
  });

  test('takes the machine out of the cluster before anything is destroyed', async () => {
    let destroyed = false;
    host = new FakeHost('cp-2', [
      {
        match: RESET,
        answer: () => {
          destroyed = true;
          expect(donor.changes.join('\n')).toMatch(/member remove 'a2'[\s\S]*delete node 'cp-2'/);
          expect(donor.changes.join('\n')).not.toContain('machines.installer.dev');
          return { stdout: stepReport(steps, ['changed']) };
        },
      },
    ]);
    await reset(bareFacts({ machine: decided }), { leaving: true });
    expect(destroyed).toBe(true);
    expect(donor.changes.at(-1)).toContain("delete machines.installer.dev 'cp-2'");
  });

  test('destroys nothing when the cluster does not let the machine go', async () => {
    donor = new FakeHost('cp-1', [
      { match: /member remove/, answer: { code: 1, stderr: 'etcdserver: unhealthy cluster' } },
      { match: /^/, answer: {} },
    ]);
    await expect(reset(bareFacts({ machine: decided }), { leaving: true })).rejects.toMatchObject({
      kind: 'operation-failed',
      details: { lastLines: ['etcdserver: unhealthy cluster'] },
    });
    expect(host.changes).toEqual([]);
  });

  test('ends a kubeadm that an earlier run left at work, first of all', async () => {
    await reset(bareFacts({ machine: mark({ machine: 'cp-2', phase: 'bootstrapping' }) }));
    expect(host.changes[0]).toMatch(/^systemctl stop installer-bootstrap\.service/);
  });

  test('goes on where an earlier reset had removed the mark', async () => {
    await reset(bareFacts());
    expect(host.changes).toHaveLength(1);
  });

  test.each([
    ['another machine', { machine: mark({ machine: 'cp-2', uid: 'another' }) }, true],
    ['another life of the cluster', { machine: mark({ machine: 'cp-2', clusterUid: 'uid-2' }) }, true],
    ['another cluster', { machine: mark({ cluster: 'a-cluster', clusterUid: 'uid-9' }) }, true],
    ['a cluster, while it was bare before', { machine: mark({ clusterUid: 'uid-2' }) }, false],
    ['somebody whose mark cannot be read', { machineUnreadable: 'not JSON' }, true],
  ])('is refused on a host that was taken meanwhile by %s', async (_who, facts, bore) => {
    await expect(reset(bareFacts(facts), { bore, leaving: true })).rejects.toMatchObject({
      kind: 'operation-failed',
      message: expect.stringContaining('meanwhile; nothing was changed'),
      details: { host: 'cp-2' },
    });
    expect([...host.changes, ...donor.scripts]).toEqual([]);
  });
});
