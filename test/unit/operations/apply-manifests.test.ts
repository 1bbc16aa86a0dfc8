import { describe, expect, test } from 'vitest';
import { applyManifests } from '../../../src/operations/apply-manifests.ts';
import { controlPlaneHost } from '../../../src/operations/control-plane-access.ts';
import { RecordingContext } from '../../support/apply-context.ts';
import { clusterView } from '../../support/cluster-view.ts';
import { desiredHost } from '../../support/desired.ts';
import { FakeHost } from '../../support/fake-host.ts';
import { runWithStubKubectl } from '../../support/stub-kubectl.ts';

const cni = { name: 'cni.yaml', content: "kind: ConfigMap\ndata: {a: '$HOME `id` ÿ'}\nMANIFEST\n", sha256: 'c1' };
const extra = { name: 'my extra.yaml', content: 'kind: Namespace\n', sha256: 'e1' };

function applying(fail?: string) {
  const host = new FakeHost('cp-2', [
    { match: /readyz/, answer: {} },
    { match: /apply -f -/, answer: (script) => runWithStubKubectl(script, fail) },
  ]);
  const down = new FakeHost('cp-1', [{ match: /readyz/, answer: { code: 1, stderr: 'refused' } }]);
  const controlPlanes = [down, host].map((one, i) =>
    controlPlaneHost(one, desiredHost(one.name, 'control-plane', 11 + i), 6443),
  );
  return { host, controlPlanes };
}

describe('applying manifests', () => {
  test.each([
    ['all of them to a cluster that does not answer', { unavailable: 'no' }, ['cni.yaml', 'my extra.yaml']],
    [
      'those that the cluster does not remember',
      clusterView({ appliedManifests: { 'cni.yaml': 'c1' } }),
      ['my extra.yaml'],
    ],
    [
      'those with another content',
      clusterView({ appliedManifests: { 'cni.yaml': 'c0', 'my_extra.yaml': 'e1' } }),
      ['cni.yaml'],
    ],
    ['none that it has', clusterView({ appliedManifests: { 'cni.yaml': 'c1', 'my_extra.yaml': 'e1' } }), []],
  ])('gives %s', async (_, view, names) => {
    const operation = applyManifests([cni, extra], [], async () => view);
    const changes = operation.changes(await operation.observe());
    expect(changes.map(({ what }) => what)).toEqual(names);
  });

  test('hands each file over unharmed, in order, at a control plane that is ready', async () => {
    const { host, controlPlanes } = applying();
    const context = new RecordingContext();
    await applyManifests([], controlPlanes, async () => clusterView()).apply([cni, extra], context);
    expect(context.messages).toEqual(['kubectl apply -f cni.yaml', 'kubectl apply -f my extra.yaml']);
    const inputs = host.changes.map((script) => runWithStubKubectl(script).calls[0]);
    expect(inputs.map((call) => call?.input)).toEqual([cni.content, extra.content]);
    expect(inputs[0]?.arguments).toContain('--server=https://192.168.73.12:6443');
  });

  test('lets the cluster remember the content it was given', async () => {
    const { host, controlPlanes } = applying();
    await applyManifests([], controlPlanes, async () => clusterView()).apply([extra], new RecordingContext());
    const patch = runWithStubKubectl(host.changes[0] ?? '').calls.at(-1)?.arguments ?? [];
    expect(patch).toEqual(expect.arrayContaining(['patch', 'configmap', 'installer-manifests']));
    expect(JSON.parse(patch.at(-1) ?? '')).toEqual({ data: { 'my_extra.yaml': 'e1' } });
  });

  test('a file that is refused is not remembered, and the next one not applied', async () => {
    const { host, controlPlanes } = applying('*" -f - "*');
    const operation = applyManifests([], controlPlanes, async () => clusterView());
    await expect(operation.apply([cni, extra], new RecordingContext())).rejects.toMatchObject({
      kind: 'operation-failed',
      message: 'kubectl apply of cni.yaml failed on cp-2',
      details: { lastLines: ['error: it failed'] },
    });
    expect(host.changes).toHaveLength(1);
    const { calls } = runWithStubKubectl(host.changes[0] ?? '', '*" -f - "*');
    expect(calls.map(({ arguments: words }) => words.slice(3).join(' '))).toEqual(['apply -f -']);
  });
});
