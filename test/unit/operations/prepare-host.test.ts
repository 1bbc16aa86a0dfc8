import { describe, expect, test } from 'vitest';
import type { Bundle } from '../../../src/model/bundle.ts';
import type { HostFacts } from '../../../src/model/facts.ts';
import { machinesOf } from '../../../src/model/machine.ts';
import { controlPlaneHost } from '../../../src/operations/control-plane-access.ts';
import { prepareHost } from '../../../src/operations/prepare-host.ts';
import { RecordingContext } from '../../support/apply-context.ts';
import { desiredCluster } from '../../support/desired.ts';
import { bareFacts, mark } from '../../support/facts.ts';
import { FakeHost, inTurn } from '../../support/fake-host.ts';
import { machineRecord } from '../../support/machine-record.ts';
import { guardedStep, stepReport } from '../../support/steps.ts';
import { runWithStubKubectl } from '../../support/stub-kubectl.ts';

const machine = machinesOf(desiredCluster({ controlPlanes: 1, workers: 0 }))[0] ?? expect.fail('no machine');
const steps = [
  guardedStep('os/swap'),
  guardedStep('k8s/images', { items: [{ name: 'pause', sha256: 'cc' }] }),
  guardedStep('k8s/kubelet', { items: [{ name: 'kubelet', sha256: 'bb' }] }),
];
const bundle: Bundle = {
  root: '/bundle',
  kubernetesVersion: 'v1.20.2',
  arch: 'amd64',
  items: [
    { name: 'pause', kind: 'image', path: 'pause.tar', sha256: 'cc', size: 3 },
    { name: 'kubelet', kind: 'binary', path: 'kubelet', sha256: 'bb', size: 20 },
  ],
};

/** Operation and host where the steps stand as told. */
function preparing(statuses: string[], facts: HostFacts, applied = ['ok', 'ok', 'ok'], code = 0) {
  const host = new FakeHost('cp-1', [
    {
      match: /installer_steps/,
      answer: inTurn({ stdout: stepReport(steps, statuses) }, { code, stdout: stepReport(steps, applied) }),
    },
    { match: /machine\.json/, answer: {} },
  ]);
  return { host, operation: prepareHost({ machine, host, steps, mark: mark(), bundle, facts: async () => facts }) };
}

describe('preparing a host', () => {
  test('has nothing to do where every step is done and the host is ours', async () => {
    const { host, operation } = preparing(['ok', 'ok', 'ok'], bareFacts({ machine: mark({ phase: 'claimed' }) }));
    expect(operation.changes(await operation.observe())).toEqual([]);
    expect(host.changes).toEqual([]);
  });

  test('claims a host that serves no cluster, even with every step done', async () => {
    const { host, operation } = preparing(['ok', 'ok', 'ok'], bareFacts());
    const seen = await operation.observe();
    expect(operation.changes(seen)).toEqual([{ what: 'claim', why: 'cp-1 serves no cluster yet' }]);
    await operation.apply(seen, new RecordingContext());
    expect(host.changes).toHaveLength(1);
    expect(host.changes[0]).toMatch(/"phase": "claimed"[\s\S]*installer_steps/);
  });

  test('does not take the mark of another life for its own claim, so that the claim is what refuses', async () => {
    const facts = bareFacts({ machine: mark({ phase: 'claimed', clusterUid: 'uid-2' }) });
    const { operation } = preparing(['ok', 'ok', 'ok'], facts);
    expect(operation.changes(await operation.observe())).toMatchObject([{ what: 'claim' }]);
  });

  test('names each step that is not done or cannot be told', async () => {
    const { operation } = preparing(['change', 'unknown', 'ok'], bareFacts({ machine: mark({ phase: 'claimed' }) }));
    const changes = operation.changes(await operation.observe());
    expect(changes.map(({ what }) => what)).toEqual(['Do os/swap', 'Do k8s/images']);
  });

  test('claims, sends what the steps with work to do need, then does the steps', async () => {
    const { host, operation } = preparing(['ok', 'change', 'ok'], bareFacts(), ['ok', 'changed', 'ok']);
    const context = new RecordingContext();
    await operation.apply(await operation.observe(), context);
    expect(host.order).toEqual(['read', 'run', 'upload /var/lib/installer/store/cc', 'run']);
    expect(host.changes[0]).toContain('"phase": "claimed"');
    expect(context.steps.map(({ step }) => step)).toEqual(['k8s/images']);
  });

  test('changes nothing more where the claim is refused', async () => {
    const host = new FakeHost('cp-1', [
      { match: /"phase": "claimed"/, answer: { code: 65, stderr: 'claimed by another cluster\n' } },
      { match: /installer_steps/, answer: { stdout: stepReport(steps, ['ok', 'change', 'ok']) } },
    ]);
    const facts = async () => bareFacts();
    const operation = prepareHost({ machine, host, steps, mark: mark(), bundle, facts });
    const seen = await operation.observe();
    await expect(operation.apply(seen, new RecordingContext())).rejects.toMatchObject({ kind: 'operation-failed' });
    expect(host.order).toEqual(['read', 'run']);
  });
});

describe('preparing a bootstrapped machine', () => {
  const bootstrapped = bareFacts({ machine: mark({ phase: 'bootstrapped' }) });

  function preparingAgain({ applied = ['ok', 'changed', 'ok'], code = 0, recorded = {}, found = bootstrapped }) {
    const { host } = preparing(['ok', 'change', 'ok'], bootstrapped, applied, code);
    const donor = new FakeHost('cp-2', [
      { match: /readyz/, answer: {} },
      { match: /apply -f -/, answer: recorded },
    ]);
    const controlPlanes = [controlPlaneHost(donor, machine.host, 6443)];
    const recordAfter = { record: machineRecord('cp-1'), controlPlanes };
    const input = { machine, host, steps, mark: mark(), bundle, facts: async () => found, recordAfter };
    return { donor, host, operation: prepareHost(input) };
  }

  test.each([
    ['its mark is gone', bareFacts()],
    ['it bears that of another life', bareFacts({ machine: mark({ clusterUid: 'uid-2' }) })],
  ])('never claims its host anew: %s', async (_, found) => {
    const { operation, host, donor } = preparingAgain({ found });
    const refused = operation.apply(await operation.observe(), new RecordingContext());
    await expect(refused).rejects.toMatchObject({
      message: expect.stringMatching(/^cp-1 bears its mark no more.*nothing was changed on it$/),
      details: { hint: expect.stringContaining('apply again') },
    });
    expect([...host.changes, ...donor.changes]).toEqual([]);
  });

  test('tells the cluster at the end what was applied', async () => {
    const { donor, operation } = preparingAgain({});
    await operation.apply(await operation.observe(), new RecordingContext());
    const [call] = donor.changes.flatMap((script) => runWithStubKubectl(script).calls);
    expect(JSON.parse(call?.input ?? '').items).toMatchObject([{ spec: { revision: 'revision-of-cp-1' } }]);
  });

  test('does not tell it of a step that failed', async () => {
    const { donor, operation } = preparingAgain({ applied: ['ok', 'failed'], code: 1 });
    await expect(operation.apply(await operation.observe(), new RecordingContext())).rejects.toMatchObject({
      kind: 'operation-failed',
      details: { host: 'cp-1' },
    });
    expect(donor.changes).toEqual([]);
  });

  test('fails when the cluster cannot be told', async () => {
    const { operation } = preparingAgain({ recorded: { code: 1, stderr: 'no leader' } });
    await expect(operation.apply(await operation.observe(), new RecordingContext())).rejects.toMatchObject({
      message: 'kubectl apply of the record of cp-1 failed on cp-2',
    });
  });
});
