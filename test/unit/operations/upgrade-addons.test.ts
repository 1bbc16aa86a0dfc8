import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { controlPlaneHost } from '../../../src/operations/control-plane-access.ts';
import { upgradeAddons } from '../../../src/operations/upgrade-addons.ts';
import { RecordingContext } from '../../support/apply-context.ts';
import { desiredCluster, desiredHost } from '../../support/desired.ts';
import { useFakeClock } from '../../support/fake-clock.ts';
import { FakeHost } from '../../support/fake-host.ts';

vi.mock('node:timers/promises', async () => (await import('../../support/fake-clock.ts')).timersPromises);

beforeEach(useFakeClock);
afterEach(() => vi.restoreAllMocks());

const WANT = 'want k8s.gcr.io/kube-proxy:v1.20.3\nwant k8s.gcr.io/coredns:1.7.0\n';

/** Control planes whose kubeadm is of these versions, in a cluster whose addons are told as `have`. */
function upgrading(have: string, kubeadms = ['v1.20.2', 'v1.20.3']) {
  const desired = desiredCluster({ controlPlanes: 2, workers: 0 }, { kubeProxyConfiguration: { mode: 'ipvs' } });
  desired.controlPlane.version = 'v1.20.3';
  const told = `${have}${WANT}--- proxy\nkind: KubeProxyConfiguration\nclusterCIDR: 10.9.0.0/16\n`;
  const hosts = kubeadms.map(
    (version, i) =>
      new FakeHost(`cp-${i + 1}`, [
        { match: /readyz/, answer: {} },
        { match: /config images list/, answer: { stdout: told } },
        { match: /phase addon/, answer: {} },
        { match: /version -o short/, answer: { stdout: `${version}\n` } },
      ]),
  );
  const controlPlanes = hosts.map((host, i) =>
    controlPlaneHost(host, desiredHost(host.name, 'control-plane', 11 + i), 6443),
  );
  const operation = upgradeAddons({ desired, controlPlanes });
  const apply = async () => operation.apply(await operation.observe(), new RecordingContext());
  const changes = async () => operation.changes(await operation.observe()).map(({ what }) => what);
  return { apply, changes, hosts };
}

describe('addons after their control plane', () => {
  test('are brought by the kubeadm of the new version, with what the cluster and the inventory say of kube-proxy', async () => {
    const { apply, hosts } = upgrading('have kube-proxy k8s.gcr.io/kube-proxy:v1.20.2\n');
    await apply();
    expect(hosts[0]?.changes).toEqual([]);
    const [script = '', ...more] = hosts[1]?.changes ?? [];
    expect(more).toEqual([]);
    expect(script).toContain('kubeadm init phase addon kube-proxy --config /run/installer/addons.yaml');
    expect(script).toMatch(/kubernetesVersion: v1\.20\.3[\s\S]*clusterCIDR: 10\.9\.0\.0\/16[\s\S]*mode: ipvs/);
    expect(script).not.toMatch(/phase addon coredns/);
  });

  test('are nothing to do where they are as wanted, or not there', async () => {
    expect(await upgrading('have kube-proxy k8s.gcr.io/kube-proxy:v1.20.3\n').changes()).toEqual([]);
    expect(await upgrading('').changes()).toEqual([]);
  });

  test('wait for a control plane of the version', async () => {
    const { changes } = upgrading('', ['v1.20.2', '']);
    await expect(changes()).rejects.toThrow(/cp-1: its kubeadm is v1\.20\.2; cp-2: its kubeadm is not there/);
  });
});
