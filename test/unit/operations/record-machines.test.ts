import { describe, expect, test } from 'vitest';
import type { MachineRecord } from '../../../src/model/machine-record.ts';
import type { MachineSet } from '../../../src/model/machine-set.ts';
import type { ClusterView } from '../../../src/model/observed.ts';
import { controlPlaneHost } from '../../../src/operations/control-plane-access.ts';
import { MACHINE_SET_DEFINITION } from '../../../src/operations/machine-set-definition.ts';
import { recordMachines } from '../../../src/operations/record-machines.ts';
import { machineSetChanges } from '../../../src/plan/revisions/machine-set-changes.ts';
import { RecordingContext } from '../../support/apply-context.ts';
import { clusterView } from '../../support/cluster-view.ts';
import { desiredCluster, desiredHost } from '../../support/desired.ts';
import { FakeHost } from '../../support/fake-host.ts';
import { machineRecord } from '../../support/machine-record.ts';
import { runWithStubKubectl } from '../../support/stub-kubectl.ts';

const [first, second] = [machineRecord('w-1'), machineRecord('w-2')];

const none = () => ({ put: [], prune: [] });

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
  const operation = recordMachines([first, second], none, controlPlanes, view);
  const stale = await operation.observe();
  expect(operation.changes(stale)).toEqual([{ what: 'record of w-2', why: 'no record of it' }]);
  await operation.apply(stale, new RecordingContext());
  const [call] = host.changes.flatMap((script) => runWithStubKubectl(script).calls);
  expect(call?.arguments).toContain('--server=https://192.168.73.12:6443');
  expect(JSON.parse(call?.input ?? '').items).toMatchObject([{ metadata: { name: 'w-2' } }]);
});

test('has nothing to do where every record is right', async () => {
  const operation = recordMachines([first], none, [], async () => clusterView({ records: [first] }));
  expect(operation.changes(await operation.observe())).toEqual([]);
});

test('puts all where the cluster does not tell its records', async () => {
  const operation = recordMachines([first, second], none, [], async () => ({ unavailable: 'no' }));
  expect(operation.changes(await operation.observe())).toHaveLength(2);
});

test('fails with what the API said', async () => {
  const { controlPlanes } = recording('*');
  const operation = recordMachines([first], none, controlPlanes, async () => clusterView());
  await expect(operation.apply(await operation.observe(), new RecordingContext())).rejects.toMatchObject({
    kind: 'operation-failed',
    message: 'kubectl apply of the record of w-1 failed on cp-2',
    details: { lastLines: ['error: it failed'] },
  });
});

describe('revisions of what owners want', () => {
  const desired = desiredCluster({ controlPlanes: 1, workers: 1 });
  const setsFor = (cluster: ClusterView) => machineSetChanges(desired, cluster);
  const newest = machineSetChanges(desired, { machineSets: [], records: [] }).put.map(({ set }) => set);

  /** The calls of kubectl that one operation makes in such a cluster. */
  async function calls(view: Partial<ClusterView>, wanted: MachineRecord[] = []) {
    const { host, controlPlanes } = recording();
    const operation = recordMachines(wanted, setsFor, controlPlanes, async () => clusterView(view));
    const seen = await operation.observe();
    await operation.apply(seen, new RecordingContext());
    return host.changes.flatMap((script) => runWithStubKubectl(script).calls);
  }

  test('are put as they are, what nobody needs any more is deleted, and machines are recorded as well', async () => {
    const machineSets = [{ ...newest[0], name: 'gone-1', owner: 'gone' } as MachineSet];
    const [records, put, prune, ...others] = await calls({ machineSets }, [first]);
    expect(others).toEqual([]);
    expect(JSON.parse(records?.input ?? '').items).toMatchObject([{ kind: 'Machine' }]);
    const { items } = JSON.parse(put?.input ?? '');
    expect(items.map(({ metadata, spec }: KeptObject) => ({ ...spec, ...metadata, createdAt: '' }))).toEqual(newest);
    expect(prune?.arguments.slice(-5)).toEqual([
      ...['delete', 'machinesets.installer.dev', 'gone-1', '--ignore-not-found', '--wait=false'],
    ]);
  });

  test('are left alone where they are right, and where the cluster does not tell them', async () => {
    expect(await calls({ machineSets: newest })).toEqual([]);
    expect(await calls({})).toEqual([]);
  });

  test('bring their definition with them', async () => {
    const { host, controlPlanes } = recording();
    const operation = recordMachines([], setsFor, controlPlanes, async () => clusterView({ machineSets: [] }));
    const seen = await operation.observe();
    expect(operation.changes(seen).map(({ what }) => what)).toEqual([
      'revision 1 of control-plane',
      'revision 1 of workers',
    ]);
    await operation.apply(seen, new RecordingContext());
    const says = `error: the server doesn't have a resource type "machinesets"`;
    const [script = ''] = host.changes;
    const made = runWithStubKubectl(script, '*\'"kind":"List"\'*', { says, times: 1 });
    expect([made.code, made.stdout, made.stderr]).toEqual([0, '', '']);
    expect(JSON.parse(made.calls[1]?.input ?? '')).toEqual(MACHINE_SET_DEFINITION);
  });
});

interface KeptObject {
  metadata: { name: string };
  spec: object;
}
