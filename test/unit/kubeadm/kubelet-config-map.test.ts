import { describe, expect, test } from 'vitest';
import { parse } from 'yaml';
import {
  clusterAdmins,
  kubeletConfigAccess,
  kubeletConfigMapName,
  kubeletConfigMapsBefore,
  kubeletConfigText,
} from '../../../src/kubeadm/kubelet-config-map.ts';

describe('the ConfigMap of the kubelet', () => {
  test.each<[string, Record<string, boolean>, string]>([
    ['v1.20.3', {}, 'kubelet-config-1.20'],
    ['v1.23.17', {}, 'kubelet-config-1.23'],
    ['v1.23.17', { UnversionedKubeletConfigMap: true }, 'kubelet-config'],
    ['v1.24.0', {}, 'kubelet-config'],
    ['v1.24.0', { UnversionedKubeletConfigMap: false }, 'kubelet-config-1.24'],
    ['v1.25.0', { UnversionedKubeletConfigMap: false }, 'kubelet-config'],
    ['v1.36.2', {}, 'kubelet-config'],
  ])('of %s with %j is %s', (version, featureGates, name) => {
    expect(kubeletConfigMapName(version, { featureGates })).toBe(name);
  });

  test('goes on from its own, then the one for all, then those of the minors before', () => {
    expect(kubeletConfigMapsBefore('v1.24.1', 'kubelet-config')).toEqual([
      'kubelet-config',
      'kubelet-config-1.23',
      'kubelet-config-1.22',
      'kubelet-config-1.21',
    ]);
    expect(kubeletConfigMapsBefore('v1.21.0', 'kubelet-config-1.21').slice(0, 3)).toEqual([
      'kubelet-config-1.21',
      'kubelet-config',
      'kubelet-config-1.20',
    ]);
  });
});

describe("the kubelet's configuration", () => {
  const THERE =
    'kind: KubeletConfiguration\nauthentication:\n  x509: {clientCAFile: /ca.crt}\n  webhook: {enabled: true}\nclusterDNS: [10.96.0.10]\n';

  test('is kept to the letter where the inventory wants nothing else', () => {
    expect(kubeletConfigText(THERE, undefined)).toBe(THERE);
    expect(kubeletConfigText(THERE, { authentication: { webhook: { enabled: true } } })).toBe(THERE);
  });

  test("has the inventory's settings over the cluster's, lists replaced", () => {
    const text = kubeletConfigText(THERE, {
      authentication: { webhook: { enabled: false } },
      clusterDNS: ['10.0.0.10'],
      failSwapOn: false,
    });
    expect(parse(text)).toEqual({
      kind: 'KubeletConfiguration',
      authentication: { x509: { clientCAFile: '/ca.crt' }, webhook: { enabled: false } },
      clusterDNS: ['10.0.0.10'],
      failSwapOn: false,
    });
  });
});

describe('who may read it', () => {
  test('is who joins and who has joined', () => {
    const { name, objects } = kubeletConfigAccess('kubelet-config-1.21');
    expect(name).toBe('kubeadm:kubelet-config-1.21');
    expect(objects).toMatchObject([
      { kind: 'Role', rules: [{ verbs: ['get'], resources: ['configmaps'], resourceNames: ['kubelet-config-1.21'] }] },
      {
        kind: 'RoleBinding',
        roleRef: { kind: 'Role', name },
        subjects: [{ name: 'system:nodes' }, { name: 'system:bootstrappers:kubeadm:default-node-token' }],
      },
    ]);
  });

  test('administrators of 1.29 and later are of a group of their own', () => {
    expect(clusterAdmins('v1.28.9')).toBeUndefined();
    expect(clusterAdmins('v1.29.0')?.objects).toMatchObject([
      {
        kind: 'ClusterRoleBinding',
        roleRef: { name: 'cluster-admin' },
        subjects: [{ name: 'kubeadm:cluster-admins' }],
      },
    ]);
  });
});
