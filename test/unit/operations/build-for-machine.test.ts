import { describe, expect, test } from 'vitest';
import type { PlannedOperation } from '../../../src/model/plan.ts';
import { buildForMachine } from '../../../src/operations/build-for-machine.ts';
import { RecordingContext } from '../../support/apply-context.ts';
import { buildContextOf } from '../../support/build-context.ts';
import { FakeHost } from '../../support/fake-host.ts';
import type { World } from '../../support/planner-world.ts';
import { runWithStubKubectl } from '../../support/stub-kubectl.ts';

const inventory = { hosts: ['cp-1', 'cp-2', 'w-1'], zones: { 'cp-2': 'a', 'w-1': 'b' } };

/** What kubectl is called with by these operations of the plan. */
async function done(world: World, ids: PlannedOperation['id'][]): Promise<string[]> {
  const hosts = new Map<string, FakeHost>();
  const host = (name: string) => {
    const answers = [{ match: /readyz|set -e|annotate|kubelet|brif/, answer: {} }];
    const known = hosts.get(name) ?? new FakeHost(name, answers);
    hosts.set(name, known);
    return known;
  };
  const { context, machine } = buildContextOf(inventory, { 'cp-1': '', ...world }, host);
  const { cluster = { unavailable: 'there is none' } } = context.observed;
  const nodes = 'nodes' in cluster ? [...cluster.nodes] : [];
  const view = async () => {
    const back = hosts.get('cp-2')?.changes.some((script) => script.includes('restart kubelet'));
    return back ? { ...cluster, nodes: [...nodes, ...nodes.map((node) => ({ ...node, name: 'cp-2' }))] } : cluster;
  };
  for (const id of ids) {
    const planned = context.plan.operations.find((operation) => operation.id === id);
    if (!planned) return expect.fail(`${id} is not among ${context.plan.operations.map((one) => one.id)}`);
    const node = buildForMachine(planned, machine(planned.machine ?? ''), { ...context, view });
    await node.run({ ...new RecordingContext(), signal: new AbortController().signal, results: new Map() });
  }
  return [...hosts.values()].flatMap(({ changes }) =>
    changes.flatMap((script) => runWithStubKubectl(script).calls.map((call) => call.arguments.slice(3).join(' '))),
  );
}

const ROLE = 'node-role.kubernetes.io/control-plane= node-role.kubernetes.io/master=';

describe('the labels of a node', () => {
  test('are those of the inventory', async () => {
    expect(await done({ 'cp-2': '', 'w-1': 'no-node' }, ['w-1/label-node'])).toEqual([
      'label node w-1 --overwrite topology.kubernetes.io/zone=b',
    ]);
  });

  test('and those of its role, where a control plane is registered again', async () => {
    expect(await done({ 'cp-2': 'no-node', 'w-1': '' }, ['cp-2/register-node', 'cp-2/label-node'])).toEqual([
      expect.stringMatching(/^annotate node cp-2 /),
      `label node cp-2 --overwrite ${ROLE} topology.kubernetes.io/zone=a`,
      'taint node cp-2 --overwrite node-role.kubernetes.io/master:NoSchedule',
    ]);
  });

  test('and not those of its role, where kubeadm makes the control plane', async () => {
    expect(await done({ 'w-1': '' }, ['cp-2/label-node'])).toEqual([
      'label node cp-2 --overwrite topology.kubernetes.io/zone=a',
    ]);
  });
});
