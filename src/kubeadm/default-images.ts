import type { KubeadmConfigSpec } from '../model/desired.ts';
import { atLeast, parseVersion } from '../model/version.ts';
import { addonVersions, pauseTag } from './addon-versions.ts';
import { type Fields, fieldsOf, stringsOf, textOf } from './conversion.ts';

const KUBERNETES_IMAGES = ['kube-apiserver', 'kube-controller-manager', 'kube-scheduler', 'kube-proxy'];

/** First patch releases with the new registry; from 1.25 on all have it (the December 2022 releases took it back). */
const NEW_REGISTRY_SINCE = new Map([
  [22, 17],
  [23, 15],
  [24, 9],
]);

/** Where kubeadm takes images from when nothing else is said: `k8s.gcr.io` of old, `registry.k8s.io` from 1.25 on. */
export function defaultImageRepository(kubernetesVersion: string): string {
  const { minor, patch } = parseVersion(kubernetesVersion);
  const since = NEW_REGISTRY_SINCE.get(minor);
  const renamed = since === undefined ? atLeast(kubernetesVersion, '1.25') : patch >= since;
  return renamed ? 'registry.k8s.io' : 'k8s.gcr.io';
}

/**
 * The images that kubeadm of this version will want, in the order of `kubeadm config images list`. Undefined when one
 * of them is neither given by the specification nor known for this release: then nothing should be claimed.
 */
export function requiredImages(kubernetesVersion: string, spec: KubeadmConfigSpec): string[] | undefined {
  const cluster = fieldsOf(spec.clusterConfiguration);
  const known = addonVersions(kubernetesVersion);
  const repository = repositoryOf(cluster, kubernetesVersion);
  const etcd = etcdImage(cluster, repository, known?.etcd);
  const dns = dnsImage(spec, repository, kubernetesVersion, known?.coredns);
  if (etcd === undefined || dns === undefined) return undefined;
  const tag = kubernetesVersion.replaceAll('+', '_');
  return [
    ...KUBERNETES_IMAGES.filter(
      (name) => name !== 'kube-proxy' || wantsAddon(spec, kubernetesVersion, 'kube-proxy', 'proxy'),
    ).map((name) => `${repository}/${name}:${tag}`),
    pauseImage(kubernetesVersion, spec),
    ...etcd,
    ...dns,
  ];
}

/** The sandbox image that the container runtime should be set to. */
export function pauseImage(kubernetesVersion: string, spec: KubeadmConfigSpec): string {
  return `${repositoryOf(fieldsOf(spec.clusterConfiguration), kubernetesVersion)}/pause:${pauseTag(kubernetesVersion)}`;
}

function repositoryOf(cluster: Fields, kubernetesVersion: string): string {
  return textOf(cluster.imageRepository) ?? defaultImageRepository(kubernetesVersion);
}

function etcdImage(cluster: Fields, repository: string, knownTag: string | undefined): string[] | undefined {
  const etcd = fieldsOf(cluster.etcd);
  if (Object.keys(fieldsOf(etcd.external)).length > 0) return [];
  const local = fieldsOf(etcd.local);
  const tag = textOf(local.imageTag) ?? knownTag;
  return tag === undefined ? undefined : [`${textOf(local.imageRepository) ?? repository}/etcd:${tag}`];
}

/** CoreDNS moved into a folder of its own in 1.21, but only in the default registry (kubeadm's GetDNSImage). */
function dnsImage(
  spec: KubeadmConfigSpec,
  repository: string,
  kubernetesVersion: string,
  knownTag: string | undefined,
): string[] | undefined {
  if (!wantsAddon(spec, kubernetesVersion, 'coredns', 'dns')) return [];
  const dns = fieldsOf(fieldsOf(spec.clusterConfiguration).dns);
  const from = textOf(dns.imageRepository) ?? repository;
  const moved = atLeast(kubernetesVersion, '1.21') && from === defaultImageRepository(kubernetesVersion);
  const tag = textOf(dns.imageTag) ?? knownTag;
  return tag === undefined ? undefined : [`${from}${moved ? '/coredns' : ''}/coredns:${tag}`];
}

/** skipPhases are read from 1.22 on, `disabled` from 1.31 on; before, kubeadm deploys the addon all the same. */
function wantsAddon(spec: KubeadmConfigSpec, version: string, phase: string, section: 'dns' | 'proxy'): boolean {
  const skipped = atLeast(version, '1.22') ? stringsOf(fieldsOf(spec.initConfiguration).skipPhases) : [];
  if (skipped.includes('addon') || skipped.includes(`addon/${phase}`)) return false;
  return !atLeast(version, '1.31') || fieldsOf(fieldsOf(spec.clusterConfiguration)[section]).disabled !== true;
}
