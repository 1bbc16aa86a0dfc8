import { expect, test } from 'vitest';
import { controlPlaneHost } from '../../../src/operations/control-plane-access.ts';
import { recordMachines } from '../../../src/operations/record-machines.ts';
import { RecordingContext } from '../../support/apply-context.ts';
import { clusterView } from '../../support/cluster-view.ts';
import { desiredHost } from '../../support/desired.ts';
import { FakeHost } from '../../support/fake-host.ts';
import { machineRecord } from '../../support/machine-record.ts';
import { runWithStubKubectl } from '../../support/stub-kubectl.ts';

const [first, second] = [machineRecord('w-1'), machineRecord('w-2')];

function recording(fail?: string) {
  const down = new FakeHost('cp-1', [{ match: /readyz/, answer: { code: 1, stderr: 'refused' } }]);
  const host = new FakeHost('cp-2', [
    { match: /readyz/, answer: {} },
    { match: /apply -f -/, answer: (script) => runWithStubKubectl(script, fail) },
  ]);
  const controlPlanes = [down, host].map((one, i) =>
    controlPlaneHost(one, desiredHost(one.name, 'control-plane', 11 + i), 6443),
  );
  return { host, controlPlanes };
}

test('records what the cluster does not know yet, at a control plane that is ready', async () => {
  const { host, controlPlanes } = recording();
  const view = async () => clusterView({ records: [first] });
  const operation = recordMachines([first, second], controlPlanes, view);
  const stale = await operation.observe();
  expect(operation.changes(stale)).toEqual([{ what: 'record of w-2', why: 'no record of it' }]);
  await operation.apply(stale, new RecordingContext());
  const [call] = host.changes.flatMap((script) => runWithStubKubectl(script).calls);
  expect(call?.arguments).toContain('--server=https://192.168.73.12:6443');
  expect(JSON.parse(call?.input ?? '').items).toMatchObject([{ metadata: { name: 'w-2' } }]);
});

test('has nothing to do where every record is right', async () => {
  const operation = recordMachines([first], [], async () => clusterView({ records: [first] }));
  expect(operation.changes(await operation.observe())).toEqual([]);
});

test('puts all where the cluster does not tell its records', async () => {
  const operation = recordMachines([first, second], [], async () => ({ unavailable: 'no' }));
  expect(operation.changes(await operation.observe())).toHaveLength(2);
});

test('fails with what the API said', async () => {
  const { controlPlanes } = recording('*');
  const operation = recordMachines([first], controlPlanes, async () => clusterView());
  await expect(operation.apply(await operation.observe(), new RecordingContext())).rejects.toMatchObject({
    kind: 'operation-failed',
    message: 'kubectl apply of the record of w-1 failed on cp-2',
    details: { lastLines: ['error: it failed'] },
  });
});
