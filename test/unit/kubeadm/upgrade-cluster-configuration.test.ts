import { describe, expect, test } from 'vitest';
import { parse } from 'yaml';
import { changedClusterConfiguration } from '../../../src/kubeadm/upgrade-cluster-configuration.ts';
import type { KubeadmConfigSpec } from '../../../src/model/desired.ts';
import { desiredCluster } from '../../support/desired.ts';

/** As kubeadm 1.20 stores it for the cluster below: read on a real one. */
const STORED = `apiServer:
  certSANs:
  - 192.168.73.192
  extraArgs:
    authorization-mode: Node,RBAC
  timeoutForControlPlane: 4m0s
apiVersion: kubeadm.k8s.io/v1beta2
certificatesDir: /etc/kubernetes/pki
clusterName: b-cluster
controlPlaneEndpoint: 192.168.73.192:6443
controllerManager: {}
dns:
  type: CoreDNS
etcd:
  local:
    dataDir: /var/lib/etcd
imageRepository: k8s.gcr.io
kind: ClusterConfiguration
kubernetesVersion: v1.20.2
networking:
  dnsDomain: cluster.local
  podSubnet: 10.244.0.0/16
  serviceSubnet: 10.96.0.0/12
scheduler: {}
`;

function changed(existing: string, kubernetesVersion = 'v1.20.2', kubeadmConfigSpec: KubeadmConfigSpec = {}) {
  const desired = desiredCluster({ controlPlanes: 1, workers: 0 });
  const [host] = desired.hosts;
  if (!host) throw new Error('no host');
  const text = changedClusterConfiguration({ desired, host, kubernetesVersion, kubeadmConfigSpec }, existing);
  return text === undefined ? undefined : (parse(text) as Record<string, unknown>);
}

describe('the ClusterConfiguration of kubeadm-config', () => {
  test('that kubeadm wrote for the same inventory is right, whatever it filled in', () => {
    expect(changed(STORED)).toBeUndefined();
  });

  test('of another version gets that version, in the API that its kubeadm reads, and no old registry', () => {
    const wanted = changed(STORED, 'v1.22.4');
    expect(wanted).toMatchObject({
      apiVersion: 'kubeadm.k8s.io/v1beta3',
      kubernetesVersion: 'v1.22.4',
      controlPlaneEndpoint: '192.168.73.192:6443',
    });
    expect(wanted).not.toHaveProperty('imageRepository');
  });

  test('that we wrote is right the next time', () => {
    const spec = { clusterConfiguration: { apiServer: { extraArgs: { 'audit-log-path': '-' } } } };
    const text = JSON.stringify(changed(STORED, 'v1.20.3', spec));
    expect(changed(text, 'v1.20.3', spec)).toBeUndefined();
  });

  test.each<[string, KubeadmConfigSpec]>([
    ['another argument', { clusterConfiguration: { apiServer: { extraArgs: { 'audit-log-path': '-' } } } }],
    ['another registry', { clusterConfiguration: { imageRepository: 'registry.example.org' } }],
    ['another folder of etcd', { clusterConfiguration: { etcd: { local: { dataDir: '/srv/etcd' } } } }],
    ['another name for the API server', { clusterConfiguration: { apiServer: { certSANs: ['api.example.org'] } } }],
  ])('follows %s of the specification, and its removal', (_, spec) => {
    const wanted = changed(STORED, 'v1.20.2', spec);
    expect(wanted).toMatchObject({ kind: 'ClusterConfiguration' });
    expect(changed(JSON.stringify(wanted), 'v1.20.2')).toBeDefined();
  });

  test('keeps what kubeadm noted of addons that were skipped', () => {
    const text =
      'apiVersion: kubeadm.k8s.io/v1beta4\nkind: ClusterConfiguration\nproxy: {disabled: true}\ndns: {disabled: false}\n';
    expect(changed(text, 'v1.34.1')).toMatchObject({ proxy: { disabled: true }, dns: { disabled: false } });
    expect(changed(text, 'v1.30.1')).not.toHaveProperty('proxy');
  });

  test('that cannot be read is written anew', () => {
    expect(changed('{ not yaml')).toMatchObject({ kubernetesVersion: 'v1.20.2' });
  });
});
