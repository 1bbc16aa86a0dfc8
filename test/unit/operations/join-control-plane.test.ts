import { afterEach, beforeAll, beforeEach, describe, expect, test, vi } from 'vitest';
import { type Machine, machinesOf } from '../../../src/model/machine.ts';
import type { ClusterView } from '../../../src/model/observed.ts';
import { Secrets } from '../../../src/model/secrets.ts';
import { controlPlaneHost } from '../../../src/operations/control-plane-access.ts';
import { joinControlPlane, joinWorker } from '../../../src/operations/join-control-plane.ts';
import { caCertHash } from '../../../src/pki/read-certificate.ts';
import type { PkiFiles } from '../../../src/pki/shared-pki-files.ts';
import { RecordingContext } from '../../support/apply-context.ts';
import { clusterView, etcdMember, nodeView } from '../../support/cluster-view.ts';
import { desiredCluster, desiredHost } from '../../support/desired.ts';
import { bareFacts, mark } from '../../support/facts.ts';
import { sleptMs, useFakeClock } from '../../support/fake-clock.ts';
import { type Answer, FakeHost, inTurn } from '../../support/fake-host.ts';
import { machineRecord } from '../../support/machine-record.ts';
import { printedPki, quickAuthorities } from '../../support/pki.ts';
import { runWithStubKubectl } from '../../support/stub-kubectl.ts';

vi.mock('node:timers/promises', async () => (await import('../../support/fake-clock.ts')).timersPromises);

beforeEach(useFakeClock);
afterEach(() => vi.restoreAllMocks());

/** Puts a record and nothing else. */
const RECORDED = { match: /^(?![\s\S]*token create)[\s\S]*apply -f -/, answer: {} };

/** The records that a script puts. */
function recordsIn(script: string | undefined) {
  const { calls } = runWithStubKubectl(script ?? '');
  return calls.flatMap(({ input }) => (input ? JSON.parse(input).items : []));
}

const TOKEN = 'abcdef.0123456789abcdef';
const desired = desiredCluster({ controlPlanes: 3, workers: 1 });
const machineNamed = (name: string): Machine =>
  machinesOf(desired).find((machine) => machine.name === name) ?? expect.fail(`no ${name}`);
const healthy = clusterView({ nodes: [nodeView('cp-2')], etcdMembers: [etcdMember('cp-2', 2)] });

let pki: PkiFiles;
beforeAll(async () => {
  pki = await quickAuthorities();
});

/** A control plane that answers as told when it is asked whether it is ready. */
function donor(name: string, readiness: Answer | (() => Answer), files: Partial<PkiFiles> = pki): FakeHost {
  return new FakeHost(name, [
    RECORDED,
    { match: /token create/, answer: { stdout: `${TOKEN}\n${printedPki(files)}` } },
    { match: /readyz/, answer: readiness },
    { match: /kubelet\.conf/, answer: readiness },
  ]);
}

interface Situation {
  donors: FakeHost[];
  views?: (ClusterView | { unavailable: string })[];
  kubeadm?: Answer;
}

function joining(name: string, { donors, views = [], kubeadm = { stdout: 'joined\n' } }: Situation) {
  const machine = machineNamed(name);
  const host = new FakeHost(name, [{ match: /kubeadm\.yaml/, answer: kubeadm }]);
  const secrets = new Secrets();
  const input = {
    desired,
    machine,
    host,
    mark: mark({ machine: name, role: machine.role }),
    record: machineRecord(name),
    controlPlanes: donors.map((one, i) => controlPlaneHost(one, desiredHost(one.name, 'control-plane', 11 + i), 6443)),
    secrets,
    facts: async () => bareFacts(),
    view: async () => views.shift() ?? healthy,
    post: [],
  };
  const operation = machine.role === 'worker' ? joinWorker(input) : joinControlPlane(input);
  return { host, operation, secrets, context: new RecordingContext() };
}

const down = { code: 1, stderr: 'connection refused' };
const bootstrapping = () => ({ ...bareFacts(), kubeadm: { ...bareFacts().kubeadm, bootstrapRunning: true } });

describe.each([['cp-3'], ['w-1']])('joining %s', (name) => {
  test('only records a machine whose kubeadm ended well since the plan was made', async () => {
    const recorder = donor('cp-1', {});
    const { host, operation, context } = joining(name, { donors: [recorder] });
    const facts = bareFacts({ machine: mark({ phase: 'bootstrapped' }) });
    expect(operation.changes(facts)).toMatchObject([{ what: 'record' }]);
    await operation.apply(facts, context);
    expect(host.changes).toEqual([]);
    expect(recorder.changes).toHaveLength(1);
    expect(operation.changes(bareFacts({ machine: mark({ phase: 'claimed' }) }))).toMatchObject([
      { what: 'kubeadm join' },
    ]);
  });

  test('asks any control plane that is ready: none is special', async () => {
    const [first, second] = [donor('cp-1', down), donor('cp-2', {})];
    const { host, operation, context } = joining(name, { donors: [first, second] });
    await operation.apply(bareFacts(), context);
    expect(first.changes).toEqual([]);
    expect(second.changes).toHaveLength(2);
    expect(host.changes[0]).toContain(`token: ${TOKEN}`);
    expect(host.changes[0]).toContain(`sha256:${caCertHash(pki['ca.crt'])}`);
  });

  test('waits for one to become ready, saying why none is', async () => {
    const late = donor('cp-2', inTurn(down, {}));
    const { operation, context } = joining(name, { donors: [donor('cp-1', down), late] });
    await operation.apply(bareFacts(), context);
    expect(context.messages[0]).toBe(
      'waiting for an API server: cp-1: connection refused; cp-2: connection refused (for at most 3 min)',
    );
    expect(late.changes).toHaveLength(2);
  });

  test('gives up without touching the host when none becomes ready', async () => {
    const { host, operation, context } = joining(name, { donors: [donor('cp-1', down)] });
    await expect(operation.apply(bareFacts(), context)).rejects.toMatchObject({
      kind: 'operation-failed',
      message: expect.stringContaining('cp-1: connection refused'),
    });
    expect(host.changes).toEqual([]);
  });

  test('waits until the endpoint answers, before a token is made', async () => {
    const silent = inTurn({ code: 1, stderr: 'no route to the VIP' }, {});
    const behind = new FakeHost('cp-2', [
      RECORDED,
      { match: /https:\/\/192\.168\.73\.192:6443/, answer: silent },
      { match: /token create/, answer: { stdout: `${TOKEN}\n${printedPki(pki)}` } },
      { match: /readyz|kubelet\.conf/, answer: {} },
    ]);
    const { host, operation, context } = joining(name, { donors: [behind] });
    await operation.apply(bareFacts(), context);
    expect(context.messages).toEqual([
      'waiting for the endpoint: no route to the VIP (for at most 2 min)',
      'asking cp-2 for a join token',
      'joined',
    ]);
    expect(host.changes).toHaveLength(1);
  });

  test('makes no token and leaves the host alone while the endpoint stays silent', async () => {
    const behind = new FakeHost('cp-2', [
      { match: /https:\/\/192\.168\.73\.192:6443/, answer: { code: 1, stderr: 'no route to the VIP' } },
      { match: /readyz|kubelet\.conf/, answer: {} },
    ]);
    const { host, operation, context } = joining(name, { donors: [behind] });
    await expect(operation.apply(bareFacts(), context)).rejects.toMatchObject({
      kind: 'operation-failed',
      message: expect.stringContaining('192.168.73.192:6443: no route to the VIP'),
    });
    expect([...behind.changes, ...host.changes]).toEqual([]);
  });

  test('tells of the donor, but never the token or an authority; both are masked from then on', async () => {
    const { operation, context, secrets } = joining(name, { donors: [donor('cp-2', {})] });
    await operation.apply(bareFacts(), context);
    expect(context.messages).toEqual(['asking cp-2 for a join token', 'joined']);
    expect(secrets.mask(`${TOKEN}\n${pki['ca.key']}`)).not.toMatch(/0123456789abcdef|\n[A-Za-z0-9+/=]{40,}/);
  });

  test('a kubeadm that fails names the host and what it said', async () => {
    const kubeadm = { code: 1, stderr: 'error execution phase preflight\n' };
    const { operation, context } = joining(name, { donors: [donor('cp-2', {})], kubeadm });
    await expect(operation.apply(bareFacts(), context)).rejects.toMatchObject({
      message: expect.stringMatching(new RegExp(`^kubeadm join failed on ${name}: `)),
      details: { host: name, command: 'kubeadm join', lastLines: ['error execution phase preflight'] },
    });
  });
});

describe.each([['cp-3'], ['w-1']])('the record of %s', (name) => {
  test('is put before there is a token, without revision, and with it at the end', async () => {
    const cp2 = donor('cp-2', {});
    const { host, operation, context } = joining(name, { donors: [cp2] });
    await operation.apply(bareFacts(), context);
    const [begun, ended] = cp2.changes;
    expect(begun).toMatch(/apply -f -[\s\S]*token create/);
    const { revision, ...rest } = recordsIn(ended)[0].spec;
    expect([rest.uid, revision]).toEqual([`uid-of-${name}`, `revision-of-${name}`]);
    expect(recordsIn(begun?.slice(0, begun.indexOf('kubeadm')))).toMatchObject([{ metadata: { name }, spec: rest }]);
    expect(recordsIn(begun?.slice(0, begun.indexOf('kubeadm')))[0].spec).not.toHaveProperty('revision');
    expect(host.changes).toHaveLength(1);
  });

  test('stays without revision when kubeadm fails', async () => {
    const cp2 = donor('cp-2', {});
    const { operation, context } = joining(name, { donors: [cp2], kubeadm: { code: 1 } });
    await expect(operation.apply(bareFacts(), context)).rejects.toThrow('kubeadm join failed');
    expect(cp2.changes).toHaveLength(1);
  });

  test('that cannot be put fails the join, which says so', async () => {
    const cp2 = new FakeHost('cp-2', [
      { match: RECORDED.match, answer: { code: 1, stderr: 'etcdserver: request timed out' } },
      { match: /token create/, answer: { stdout: `${TOKEN}\n${printedPki(pki)}` } },
      { match: /readyz|kubelet\.conf/, answer: {} },
    ]);
    const { operation, context } = joining(name, { donors: [cp2] });
    await expect(operation.apply(bareFacts(), context)).rejects.toMatchObject({
      message: `kubectl apply of the record of ${name} failed on cp-2`,
      details: { host: 'cp-2', lastLines: ['etcdserver: request timed out'] },
    });
  });
});

test('a record is put at a control plane that is ready by then', async () => {
  const [cp1, cp2] = [donor('cp-1', inTurn(down, {})), donor('cp-2', {})];
  const { operation, context } = joining('w-1', { donors: [cp1, cp2] });
  await operation.apply(bareFacts(), context);
  expect(cp2.changes).toEqual([expect.stringContaining('token create')]);
  expect(recordsIn(cp1.changes[0])).toMatchObject([{ spec: { revision: 'revision-of-w-1' } }]);
});

describe('the authorities', () => {
  test('go to a control plane, whole', async () => {
    const { host, operation, context } = joining('cp-3', { donors: [donor('cp-2', {})] });
    await operation.apply(bareFacts(), context);
    for (const text of Object.values(pki)) expect(host.changes[0]).toContain(text);
  });

  test('do not go to a worker', async () => {
    const { host, operation, context } = joining('w-1', { donors: [donor('cp-2', {})] });
    await operation.apply(bareFacts(), context);
    expect(host.changes[0]).not.toContain('BEGIN');
  });

  test('must be complete for a control plane', async () => {
    const { 'sa.key': _, ...incomplete } = pki;
    const { host, operation, context } = joining('cp-3', { donors: [donor('cp-2', {}, incomplete)] });
    await expect(operation.apply(bareFacts(), context)).rejects.toMatchObject({
      message: 'cp-2 lacks sa.key in /etc/kubernetes/pki',
      details: { host: 'cp-2' },
    });
    expect(host.changes).toEqual([]);
  });
});

describe('one structural change at a time', () => {
  const sick = clusterView({ nodes: [nodeView('cp-2')], etcdMembers: [etcdMember('cp-2', 2, { healthy: false })] });

  test('a control plane waits until etcd is healthy', async () => {
    const cp2 = donor('cp-2', {});
    const { host, operation, context } = joining('cp-3', { donors: [cp2], views: [sick, sick, healthy] });
    await operation.apply(bareFacts(), context);
    expect(context.messages[0]).toBe(
      'waiting for the control plane: etcd member cp-2 is not healthy (for at most 4 min)',
    );
    expect(sleptMs()).toBe(2000);
    expect(host.changes).toHaveLength(1);
  });

  test('a host of the inventory that is no member yet is not waited for', async () => {
    const { host, operation, context } = joining('cp-3', { donors: [donor('cp-1', down), donor('cp-2', {})] });
    await operation.apply(bareFacts(), context);
    expect(sleptMs()).toBe(0);
    expect(host.changes).toHaveLength(1);
  });

  test.each([
    ['a worker', 'w-1', bareFacts()],
    ['a control plane whose kubeadm is at work already', 'cp-3', bootstrapping()],
  ])('%s does not wait for etcd', async (_, name, facts) => {
    const { operation, context } = joining(name, { donors: [donor('cp-2', {})], views: [sick] });
    await operation.apply(facts, context);
    expect(sleptMs()).toBe(0);
    expect(context.messages).toEqual(['asking cp-2 for a join token', 'joined']);
  });
});
