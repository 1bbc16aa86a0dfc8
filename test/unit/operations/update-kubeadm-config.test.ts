import { describe, expect, test } from 'vitest';
import { parse } from 'yaml';
import { clusterConfigurationFor } from '../../../src/kubeadm/documents.ts';
import { controlPlaneHost } from '../../../src/operations/control-plane-access.ts';
import { updateKubeadmConfig } from '../../../src/operations/update-kubeadm-config.ts';
import { RecordingContext } from '../../support/apply-context.ts';
import { desiredCluster, desiredHost } from '../../support/desired.ts';
import { FakeHost } from '../../support/fake-host.ts';
import { runWithStubKubectl } from '../../support/stub-kubectl.ts';

const KUBELET = 'kind: KubeletConfiguration\nclusterDNS: [10.96.0.10]\n';
const ROLES = ['role', 'rolebinding'].map((kind) => `${kind}.rbac.authorization.k8s.io/kubeadm:kubelet-config-1.21`);

interface Kept {
  version?: string;
  maps?: Record<string, Record<string, string>>;
  access?: string[];
  kubeletConfiguration?: Record<string, unknown>;
}

/** A cluster whose inventory wants `version`, and that keeps `maps` beside the kubeadm-config of 1.20.2. */
function updating({
  version = 'v1.21.4',
  maps = { 'kubelet-config-1.20': { kubelet: KUBELET } },
  access = [],
  kubeletConfiguration,
}: Kept = {}) {
  const desired = desiredCluster({ controlPlanes: 1, workers: 0 }, { kubeletConfiguration });
  const { host: first = expect.fail('no host') } = { host: desired.hosts[0] };
  const before = clusterConfigurationFor({ desired, host: first, kubernetesVersion: 'v1.20.2', kubeadmConfigSpec: {} });
  desired.controlPlane.version = version;
  const all = { 'kubeadm-config': { ClusterConfiguration: JSON.stringify(before), ClusterStatus: 'kept' }, ...maps };
  const items = Object.entries(all).map(([name, data]) => ({ metadata: { name }, data }));
  const told = `${JSON.stringify(items.length === 1 ? items[0] : { kind: 'List', items })}\n--- access\n${access.join('\n')}\n`;
  const host = new FakeHost('cp-1', [
    { match: /readyz/, answer: {} },
    { match: /--- access/, answer: { stdout: told } },
    { match: /patch configmap|k create/, answer: {} },
  ]);
  const controlPlanes = [controlPlaneHost(host, desiredHost('cp-1', 'control-plane', 11), 6443)];
  const operation = updateKubeadmConfig({ desired, controlPlanes });
  const apply = async () => operation.apply(await operation.observe(), new RecordingContext());
  const changes = async () => operation.changes(await operation.observe()).map(({ what }) => what);
  const calls = () => host.changes.flatMap((script) => runWithStubKubectl(script).calls);
  return { apply, changes, calls };
}

describe('what the cluster keeps for kubeadm', () => {
  test('of a new minor is its ClusterConfiguration, a ConfigMap of its kubelets, and who may read that', async () => {
    const { apply, changes, calls } = updating();
    expect(await changes()).toEqual([
      'ClusterConfiguration of kubeadm-config',
      'ConfigMap kubelet-config-1.21',
      ...ROLES,
    ]);
    await apply();
    const [patch = expect.fail('no patch'), ...created] = calls();
    const { data, ...rest } = JSON.parse(patch.arguments.at(-1) ?? '');
    expect(rest).toEqual({});
    expect(Object.keys(data)).toEqual(['ClusterConfiguration']);
    expect(parse(data.ClusterConfiguration)).toMatchObject({ kubernetesVersion: 'v1.21.4', clusterName: 'b-cluster' });
    expect(created.map(({ input = '' }) => JSON.parse(input))).toMatchObject([
      {
        kind: 'ConfigMap',
        metadata: { name: 'kubelet-config-1.21', namespace: 'kube-system' },
        data: { kubelet: KUBELET },
      },
      { kind: 'Role', metadata: { name: 'kubeadm:kubelet-config-1.21' } },
      { kind: 'RoleBinding', metadata: { name: 'kubeadm:kubelet-config-1.21' } },
    ]);
  });

  test('of a new patch release is its version alone', async () => {
    const access = ROLES.map((name) => name.replace('1.21', '1.20'));
    expect(await updating({ version: 'v1.20.3', access }).changes()).toEqual([
      'ClusterConfiguration of kubeadm-config',
    ]);
  });

  test('is right where it says all that', async () => {
    const access = ROLES.map((name) => name.replace('1.21', '1.20'));
    expect(await updating({ version: 'v1.20.2', access }).changes()).toEqual([]);
  });

  test("follows the inventory's settings of kubelets", async () => {
    const kubeletConfiguration = { failSwapOn: false };
    const access = ROLES.map((name) => name.replace('1.21', '1.20'));
    const { apply, calls } = updating({ version: 'v1.20.2', access, kubeletConfiguration });
    await apply();
    const words = calls().map((call) => call.arguments.join(' '));
    expect(words).toEqual([expect.stringMatching(/patch configmap kubelet-config-1\.20 .*failSwapOn: false/s)]);
  });

  test('lets administrators of 1.29 in before one of them joins', async () => {
    const maps = { 'kubelet-config': { kubelet: KUBELET } };
    expect(await updating({ version: 'v1.29.0', maps }).changes()).toContain(
      'clusterrolebinding.rbac.authorization.k8s.io/kubeadm:cluster-admins',
    );
  });

  test('that is not there cannot be gone on from', async () => {
    await expect(updating({ maps: {} }).changes()).rejects.toThrow('no ConfigMap kubelet-config-1.21 in kube-system');
  });
});
