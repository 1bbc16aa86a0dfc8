import { stringify } from 'yaml';
import { atLeast } from '../model/version.ts';
import { kubeadmApiVersion } from './api-version.ts';
import { resolveCloudInitNames } from './cloud-init-names.ts';
import { clusterConfiguration, timeoutForControlPlane } from './cluster-configuration.ts';
import { type Conversion, type ConversionWarning, type Fields, fieldsOf } from './conversion.ts';
import { withoutEmptyValues } from './empty-values.ts';
import { initConfiguration } from './init-configuration.ts';
import type { InitInput, JoinInput, KubeadmInput } from './input.ts';
import { joinConfiguration } from './join-configuration.ts';
import { readTimeouts } from './timeouts.ts';

/**
 * The text for `kubeadm init --config`: InitConfiguration, ClusterConfiguration, KubeletConfiguration and, where the
 * inventory has one, KubeProxyConfiguration. Holds a secret when a token is given.
 * @throws InstallerError `inventory-invalid` when the specification cannot be expressed for this Kubernetes version
 */
export function initDocuments(input: InitInput): string {
  return asYaml(initObjects(input, []));
}

/** The text for `kubeadm join --config`: one JoinConfiguration. Holds a secret, the token. Throws like initDocuments. */
export function joinDocument(input: JoinInput): string {
  return asYaml(joinObjects(input, []));
}

/** The ClusterConfiguration alone, as an object. Throws like initDocuments. */
export function clusterConfigurationFor(input: KubeadmInput): Fields {
  const cluster = section(input, 'clusterConfiguration');
  const timeout =
    readTimeouts(section(input, 'initConfiguration')).controlPlaneComponentHealthCheck ??
    timeoutForControlPlane(cluster);
  return withoutEmptyValues(clusterConfiguration(cluster, input.desired, conversionOf(input, []), timeout));
}

/** What of the user's specification does not reach kubeadm when this machine is initialised. Throws like initDocuments. */
export function initWarnings(input: InitInput): ConversionWarning[] {
  const warnings: ConversionWarning[] = [];
  initObjects(input, warnings);
  return warnings;
}

/** What of the user's specification does not reach kubeadm when this machine joins. Throws like initDocuments. */
export function joinWarnings(input: Omit<JoinInput, 'token' | 'caCertHashes'>): ConversionWarning[] {
  const warnings: ConversionWarning[] = [];
  joinObjects({ ...input, token: '', caCertHashes: [] }, warnings);
  return warnings;
}

function initObjects(input: InitInput, warnings: ConversionWarning[]): Fields[] {
  const conversion = conversionOf(input, warnings);
  const cluster = section(input, 'clusterConfiguration');
  const init = section(input, 'initConfiguration');
  const timeout = readTimeouts(init).controlPlaneComponentHealthCheck ?? timeoutForControlPlane(cluster);
  return [
    withoutEmptyValues(initConfiguration(init, input, conversion, timeout)),
    withoutEmptyValues(clusterConfiguration(cluster, input.desired, conversion, timeout)),
    ...componentConfigurations(input),
  ];
}

function joinObjects(input: JoinInput, warnings: ConversionWarning[]): Fields[] {
  const conversion = conversionOf(input, warnings);
  const join = section(input, 'joinConfiguration');
  const timeout =
    readTimeouts(join).controlPlaneComponentHealthCheck ??
    timeoutForControlPlane(section(input, 'clusterConfiguration'));
  return [withoutEmptyValues(joinConfiguration(join, input, conversion, timeout))];
}

/**
 * KubeletConfiguration and KubeProxyConfiguration, as the user wrote them: there an empty list may mean "none". Up to
 * 1.21 the kubelet's own driver, cgroupfs, would apply; from 1.22 on kubeadm defaults it to systemd.
 */
function componentConfigurations({ desired, kubernetesVersion }: KubeadmInput): Fields[] {
  const driver = atLeast(kubernetesVersion, '1.22') ? {} : { cgroupDriver: 'systemd' };
  const kubelet = { ...driver, ...desired.kubeletConfiguration };
  const proxy = desired.kubeProxyConfiguration ?? {};
  return [
    { apiVersion: 'kubelet.config.k8s.io/v1beta1', kind: 'KubeletConfiguration', ...kubelet },
    { apiVersion: 'kubeproxy.config.k8s.io/v1alpha1', kind: 'KubeProxyConfiguration', ...proxy },
  ].filter((configuration) => Object.keys(configuration).length > 2);
}

function section(
  { kubeadmConfigSpec, host }: KubeadmInput,
  name: 'clusterConfiguration' | 'initConfiguration' | 'joinConfiguration',
): Fields {
  return resolveCloudInitNames(withoutEmptyValues(fieldsOf(kubeadmConfigSpec[name])), host, name);
}

function conversionOf({ kubernetesVersion }: KubeadmInput, warnings: ConversionWarning[]): Conversion {
  return {
    api: kubeadmApiVersion(kubernetesVersion),
    kubernetesVersion,
    warn: (path, message) => warnings.push({ path, message }),
  };
}

/** Nodes read YAML 1.1, where a bare `on` or `0o17` would change its meaning. */
function asYaml(objects: Fields[]): string {
  return objects.map((object) => stringify(object, { compat: 'yaml-1.1', lineWidth: 0 })).join('---\n');
}
