import { describe, expect, test } from 'vitest';
import { controlPlaneMachines } from '../../../src/model/machine.ts';
import { controlPlaneHost } from '../../../src/operations/control-plane-access.ts';
import { labelNode } from '../../../src/operations/label-node.ts';
import { RecordingContext } from '../../support/apply-context.ts';
import { desiredCluster, desiredHost } from '../../support/desired.ts';
import { FakeHost } from '../../support/fake-host.ts';
import { runWithStubKubectl } from '../../support/stub-kubectl.ts';

type Wanted = Parameters<typeof labelNode>[1];

const [machine = expect.fail('no machine')] = controlPlaneMachines(desiredCluster({ controlPlanes: 1, workers: 0 }));

function labelling(wanted: Wanted, fail?: string) {
  const host = new FakeHost('cp-1', [
    { match: /readyz/, answer: {} },
    { match: /set -e/, answer: (script) => runWithStubKubectl(script, fail) },
  ]);
  return {
    host,
    operation: labelNode(machine, wanted, [controlPlaneHost(host, desiredHost('cp-1', 'control-plane', 11), 6443)]),
  };
}

const taint = (key: string, effect: 'NoSchedule' | 'NoExecute', value?: string) => ({
  key,
  effect,
  ...(value && { value }),
});

const CASES: [string, Wanted, string[]][] = [
  [
    'labels and taints',
    {
      labels: { zone: 'a', 'example.org/empty': '' },
      taints: [taint('gpu', 'NoSchedule', 'yes'), taint('old', 'NoExecute')],
    },
    [
      'label node cp-1 --overwrite zone=a example.org/empty=',
      'taint node cp-1 --overwrite gpu=yes:NoSchedule old:NoExecute',
    ],
  ],
  ['labels alone', { labels: { zone: 'a' }, taints: [] }, ['label node cp-1 --overwrite zone=a']],
  ['taints alone', { labels: {}, taints: [taint('old', 'NoExecute')] }, ['taint node cp-1 --overwrite old:NoExecute']],
  ['a value that sh would read', { labels: { a: "$(id)'" }, taints: [] }, ["label node cp-1 --overwrite a=$(id)'"]],
];

describe('labelling a node', () => {
  test.each(CASES)('sets %s', async (_, wanted, calls) => {
    const { host, operation } = labelling(wanted);
    const seen = await operation.observe();
    expect(operation.changes(seen)).toHaveLength(Object.keys(wanted.labels).length + wanted.taints.length);
    await operation.apply(seen, new RecordingContext());
    const made = host.changes.flatMap((script) => runWithStubKubectl(script).calls);
    expect(made.map(({ arguments: words }) => words.slice(3).join(' '))).toEqual(calls);
  });

  test('a label that is refused fails the operation, and names the node', async () => {
    const wanted = { labels: { zone: 'a' }, taints: [taint('old', 'NoExecute')] };
    const { operation } = labelling(wanted, '*" label "*');
    await expect(operation.apply(wanted, new RecordingContext())).rejects.toMatchObject({
      kind: 'operation-failed',
      message: 'kubectl label and taint of node cp-1 failed on cp-1',
      details: { lastLines: ['error: it failed'] },
    });
  });
});
