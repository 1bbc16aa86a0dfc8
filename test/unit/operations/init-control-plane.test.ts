import { afterEach, beforeAll, beforeEach, describe, expect, test, vi } from 'vitest';
import type { HostFacts } from '../../../src/model/facts.ts';
import { controlPlaneMachines } from '../../../src/model/machine.ts';
import { Secrets } from '../../../src/model/secrets.ts';
import { initControlPlane } from '../../../src/operations/init-control-plane.ts';
import type { PkiFiles } from '../../../src/pki/shared-pki-files.ts';
import { RecordingContext } from '../../support/apply-context.ts';
import { desiredCluster } from '../../support/desired.ts';
import { bareFacts, mark } from '../../support/facts.ts';
import { sleptMs, useFakeClock } from '../../support/fake-clock.ts';
import { type Answer, FakeHost, inTurn } from '../../support/fake-host.ts';
import { machineRecord } from '../../support/machine-record.ts';
import { printedPki, quickAuthorities } from '../../support/pki.ts';
import { guardedStep, stepReport } from '../../support/steps.ts';
import { runWithStubKubectl } from '../../support/stub-kubectl.ts';

vi.mock('node:timers/promises', async () => (await import('../../support/fake-clock.ts')).timersPromises);

beforeEach(useFakeClock);
afterEach(() => vi.restoreAllMocks());

const desired = desiredCluster({ controlPlanes: 1, workers: 0 });
const [machine = expect.fail('no machine')] = controlPlaneMachines(desired);
const post = [guardedStep('site/after')];

let existing: PkiFiles;
beforeAll(async () => {
  existing = await quickAuthorities();
});

interface Situation {
  pki?: Partial<PkiFiles>;
  kubeadm?: Answer;
  endpoint?: () => Answer;
  /** What answers at the endpoint before kubeadm is run. */
  before?: string;
  recorded?: Answer;
  encryptionAlgorithm?: string;
  facts?: HostFacts;
}

function initialising({
  pki = {},
  kubeadm = {},
  endpoint = () => ({}),
  before = '',
  recorded = {},
  encryptionAlgorithm,
  facts,
}: Situation) {
  const host = new FakeHost('cp-1', [
    { match: /##api:/, answer: { stdout: `##api:${before}\n##end\n` } },
    { match: /installer-pki-begin/, answer: { stdout: printedPki(pki) } },
    { match: /kubeadm\.yaml/, answer: kubeadm },
    { match: /192\.168\.73\.192:6443/, answer: endpoint },
    { match: /readyz/, answer: {} },
    { match: /apply -f -/, answer: recorded },
    { match: /installer_steps/, answer: { stdout: stepReport(post, ['changed']) } },
  ]);
  const kubeadmConfigSpec = encryptionAlgorithm ? { clusterConfiguration: { encryptionAlgorithm } } : {};
  const secrets = new Secrets();
  const operation = initControlPlane({
    desired,
    machine: { ...machine, version: 'v1.36.0', kubeadmConfigSpec },
    host,
    mark: mark(),
    record: machineRecord('cp-1'),
    apiPort: 6443,
    secrets,
    now: Date.now,
    facts: async () => facts ?? bareFacts(),
    post,
  });
  return { host, operation, secrets, context: new RecordingContext() };
}

describe('initialising the control plane', () => {
  test('never runs kubeadm where it ended well since the plan was made: the machine is recorded', async () => {
    const facts = bareFacts({ machine: mark({ phase: 'bootstrapped' }) });
    const { host, operation, context } = initialising({ facts });
    expect(operation.changes(await operation.observe())).toMatchObject([{ what: 'record' }]);
    await operation.apply(facts, context);
    expect(host.changes.join('\n')).not.toMatch(/kubeadm init|kubeadm\.yaml/);
    expect(host.changes.slice(-2).map((script) => /'customresourcedefinition\/(\w+)/.exec(script)?.[1])).toEqual([
      'machines',
      'machinesets',
    ]);
  });

  test.each([['claimed'], ['bootstrapping']] as const)('is to do on a host that is %s', async (phase) => {
    const { operation } = initialising({ facts: bareFacts({ machine: mark({ phase }) }) });
    expect(operation.changes(await operation.observe())).toEqual([
      { what: 'kubeadm init', why: 'cp-1 starts the cluster' },
    ]);
  });

  test('runs kubeadm, waits for the endpoint, does what belongs after, then records the machine and what is wanted', async () => {
    const endpoint = inTurn({ code: 1, stderr: 'no route to host' }, {});
    const { host, operation, context } = initialising({ pki: existing, endpoint });
    await operation.apply(bareFacts(), context);
    expect(host.order).toEqual(['read', 'read', 'run', 'read', 'read', 'run', 'read', 'run', 'read', 'run']);
    expect(host.scripts[3]?.script).toContain("--server='https://192.168.73.192:6443'");
    expect(context.messages).toEqual(['waiting for the endpoint: no route to host (for at most 2 min)']);
    expect(context.steps.map(({ step }) => step)).toEqual(['site/after']);
    expect(sleptMs()).toBe(300);
    const [call, sets] = host.changes.slice(-2).flatMap((script) => runWithStubKubectl(script).calls);
    expect(call?.arguments).toContain('--server=https://192.168.73.11:6443');
    expect(JSON.parse(call?.input ?? '').items).toMatchObject([
      { metadata: { name: 'cp-1' }, spec: { revision: 'revision-of-cp-1' } },
    ]);
    expect(JSON.parse(sets?.input ?? '').items).toMatchObject([
      { kind: 'MachineSet', spec: { owner: 'control-plane', revision: 1 } },
      { kind: 'MachineSet', spec: { owner: 'workers', revision: 1 } },
    ]);
  });

  const API = '{ "major": "1", "gitVersion": "v1.34.2" }';

  test.each([undefined, 'claimed'] as const)('never makes a cluster where an API answers: mark %s', async (phase) => {
    const facts = bareFacts(phase && { machine: mark({ phase }) });
    const { host, operation, context } = initialising({ pki: existing, before: API });
    await expect(operation.apply(facts, context)).rejects.toMatchObject({
      kind: 'operation-failed',
      message: expect.stringContaining('an API server answers at 192.168.73.192:6443'),
      details: { host: 'cp-1' },
    });
    expect(host.changes).toEqual([]);
  });

  test.each([
    ['a balancer without a backend', '<html>503 Service Unavailable</html>', undefined],
    ['the API server of the init that was begun', API, 'bootstrapping'],
  ] as const)('goes on when what answers is %s', async (_, before, phase) => {
    const facts = bareFacts(phase && { machine: mark({ phase }) });
    const { host, operation, context } = initialising({ pki: existing, before });
    await operation.apply(facts, context);
    expect(host.changes.join('\n')).toMatch(/kubeadm\.yaml/);
  });

  test('fails when the machine cannot be recorded', async () => {
    const { operation, context } = initialising({ pki: existing, recorded: { code: 1, stderr: 'forbidden' } });
    await expect(operation.apply(bareFacts(), context)).rejects.toMatchObject({
      message: 'kubectl apply of the record of cp-1 failed on cp-1',
      details: { lastLines: ['forbidden'] },
    });
  });

  test('takes the authorities that the host holds already', async () => {
    const { host, operation, context, secrets } = initialising({ pki: existing });
    await operation.apply(bareFacts(), context);
    for (const text of Object.values(existing)) expect(host.changes[0]).toContain(text);
    expect(host.changes[0]?.match(/BEGIN CERTIFICATE/g)).toHaveLength(3);
    expect(secrets.mask(existing['ca.key'])).not.toContain(existing['ca.key'].split('\n')[1]);
  });

  test('makes authorities where there are none, and shows none of their keys', async () => {
    const { host, operation, context, secrets } = initialising({});
    await operation.apply(bareFacts(), context);
    expect(context.messages).toEqual(['making the certificate authorities of the cluster']);
    expect(host.changes[0]?.match(/BEGIN CERTIFICATE/g)).toHaveLength(3);
    const keyLines = host.changes[0]?.match(/(?<=BEGIN RSA PRIVATE KEY-----\n).*/g) ?? [];
    expect(keyLines).toHaveLength(4);
    for (const line of keyLines) expect(secrets.mask(line)).not.toContain(line);
  });

  test('refuses authorities that are not complete, and leaves the host as it is', async () => {
    const { 'ca.key': _, ...incomplete } = existing;
    const { host, operation, context } = initialising({ pki: incomplete });
    await expect(operation.apply(bareFacts(), context)).rejects.toMatchObject({
      kind: 'operation-failed',
      message: expect.stringMatching(/^cp-1 holds certificate authorities .*: ca\.key is missing$/),
      details: { host: 'cp-1' },
    });
    expect(host.changes).toEqual([]);
  });

  test('refuses a key that belongs to another authority', async () => {
    const { operation, context, host } = initialising({ pki: { ...existing, 'ca.key': existing['etcd/ca.key'] } });
    await expect(operation.apply(bareFacts(), context)).rejects.toThrow('ca.key is not the key of ca.crt');
    expect(host.changes).toEqual([]);
  });

  test('leaves authorities that we do not issue to kubeadm', async () => {
    const { host, operation, context } = initialising({ encryptionAlgorithm: 'ECDSA-P256' });
    await operation.apply(bareFacts(), context);
    expect(host.changes[0]).not.toContain('BEGIN');
    expect(host.order.slice(0, 2)).toEqual(['read', 'run']);
  });

  test('a kubeadm that fails is told with its last lines, and nothing follows', async () => {
    const { host, operation, context } = initialising({
      pki: existing,
      kubeadm: { code: 1, stdout: 'I am kubeadm\nerror execution phase wait-control-plane\n' },
    });
    await expect(operation.apply(bareFacts(), context)).rejects.toMatchObject({
      kind: 'operation-failed',
      message: expect.stringMatching(/^kubeadm init failed on cp-1: /),
      details: { exitCode: 1, lastLines: ['I am kubeadm', 'error execution phase wait-control-plane'] },
    });
    expect(host.order).toEqual(['read', 'read', 'run']);
    expect(context.messages).toEqual(['I am kubeadm', 'error execution phase wait-control-plane']);
  });
});
