import { parse, stringify } from 'yaml';
import { atLeast, parseVersion } from '../model/version.ts';
import { type Fields, fieldsOf } from './conversion.ts';

/**
 * ConfigMap in kube-system from which kubeadm of this version takes the kubelet's configuration: one for each minor up to
 * 1.23, one for all from 1.24 on (kubeadm's gate UnversionedKubeletConfigMap, which 1.24 alone lets be turned off).
 */
export function kubeletConfigMapName(kubernetesVersion: string, clusterConfiguration: unknown = {}): string {
  const gates = fieldsOf(fieldsOf(clusterConfiguration).featureGates);
  const { major, minor } = parseVersion(kubernetesVersion);
  const turned = gates.UnversionedKubeletConfigMap;
  const unversioned =
    atLeast(kubernetesVersion, '1.25') || (minor === 24 ? turned !== false : minor === 23 && turned === true);
  return unversioned ? 'kubelet-config' : `kubelet-config-${major}.${minor}`;
}

/** ConfigMaps that may hold the configuration to go on from: that of the version, then those before it, newest first. */
export function kubeletConfigMapsBefore(kubernetesVersion: string, own: string): string[] {
  const { major, minor } = parseVersion(kubernetesVersion);
  const before = [1, 2, 3].map((back) => `kubelet-config-${major}.${minor - back}`);
  return [...new Set([own, 'kubelet-config', ...before])];
}

/**
 * The kubelet's configuration for a version: the cluster's, with what the inventory says over it, as kubeadm itself goes
 * on from it in an upgrade. What the inventory once said and says no more stays.
 * @param there of the ConfigMap that is gone on from
 */
export function kubeletConfigText(there: string, kubeletConfiguration: Record<string, unknown> | undefined): string {
  const existing: unknown = parse(there);
  const wanted = merged(fieldsOf(existing), kubeletConfiguration ?? {});
  // Kept to the letter where nothing of it changes.
  if (JSON.stringify(wanted) === JSON.stringify(existing)) return there;
  return stringify(wanted, { compat: 'yaml-1.1', lineWidth: 0 });
}

/** Mappings are merged, all else is replaced. */
function merged(there: Fields, over: Fields): Fields {
  const result = { ...there };
  for (const [key, value] of Object.entries(over)) {
    const both = isMapping(value) && isMapping(there[key]);
    result[key] = both ? merged(fieldsOf(there[key]), fieldsOf(value)) : value;
  }
  return result;
}

function isMapping(value: unknown): boolean {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** Role and RoleBinding, of one name, that let joining and bootstrapped nodes read the ConfigMap (kubeadm's phases/kubelet). */
export function kubeletConfigAccess(configMap: string): { name: string; objects: Fields[] } {
  const name = `kubeadm:${configMap}`;
  const metadata = { name, namespace: 'kube-system' };
  const rbac = 'rbac.authorization.k8s.io';
  const group = (of: string) => ({ kind: 'Group', apiGroup: rbac, name: of });
  const rules = [{ verbs: ['get'], apiGroups: [''], resources: ['configmaps'], resourceNames: [configMap] }];
  const roleRef = { apiGroup: rbac, kind: 'Role', name };
  const subjects = [group('system:nodes'), group('system:bootstrappers:kubeadm:default-node-token')];
  return {
    name,
    objects: [
      { apiVersion: `${rbac}/v1`, kind: 'Role', metadata, rules },
      { apiVersion: `${rbac}/v1`, kind: 'RoleBinding', metadata, roleRef, subjects },
    ],
  };
}

/** From 1.29 on admin.conf is of this group, which has to have its rights before a control plane of 1.29 joins. */
export function clusterAdmins(kubernetesVersion: string): { name: string; objects: Fields[] } | undefined {
  if (!atLeast(kubernetesVersion, '1.29')) return undefined;
  const name = 'kubeadm:cluster-admins';
  const rbac = 'rbac.authorization.k8s.io';
  const roleRef = { apiGroup: rbac, kind: 'ClusterRole', name: 'cluster-admin' };
  const subjects = [{ kind: 'Group', apiGroup: rbac, name }];
  return {
    name,
    objects: [{ apiVersion: `${rbac}/v1`, kind: 'ClusterRoleBinding', metadata: { name }, roleRef, subjects }],
  };
}
