import type { Desired } from '../model/desired.ts';
import { atLeast } from '../model/version.ts';
import { controlPlaneComponent } from './control-plane-component.ts';
import { type Conversion, type Fields, fieldsOf, stringsOf, textOf, warnTooNew } from './conversion.ts';
import { endpointAddress } from './endpoint-address.ts';
import { extraArgs } from './extra-args.ts';

const PATH = 'clusterConfiguration';
/** Authorities are laid down, read and renewed there; kubeadm's default. */
const CERTIFICATES = '/etc/kubernetes/pki';

/** The ClusterConfiguration: the user's, with what the Cluster says filled in under it. */
export function clusterConfiguration(
  given: Fields,
  desired: Desired,
  conversion: Conversion,
  controlPlaneTimeout: string | undefined,
): Fields {
  const { cluster } = desired;
  const { apiServer, controllerManager, scheduler, etcd, dns, networking, featureGates, ...others } = given;
  const endpoint = endpointAddress(cluster.endpoint);
  warnWhenOverruled('controlPlaneEndpoint', given, endpoint, conversion);
  warnWhenOverruled('kubernetesVersion', given, conversion.kubernetesVersion, conversion);
  warnWhenOverruled('certificatesDir', given, CERTIFICATES, conversion);
  return {
    apiVersion: conversion.api,
    kind: 'ClusterConfiguration',
    clusterName: cluster.name,
    ...versionedFields(others, conversion),
    kubernetesVersion: conversion.kubernetesVersion,
    controlPlaneEndpoint: endpoint,
    networking: {
      podSubnet: cluster.podCidrs.join(','),
      serviceSubnet: cluster.serviceCidrs.join(','),
      dnsDomain: cluster.serviceDomain,
      ...fieldsOf(networking),
    },
    apiServer: apiServerFields(fieldsOf(apiServer), cluster.endpoint.host, conversion, controlPlaneTimeout),
    controllerManager: controlPlaneComponent(controllerManager, conversion, `${PATH}.controllerManager`),
    scheduler: controlPlaneComponent(scheduler, conversion, `${PATH}.scheduler`),
    etcd: etcdFields(fieldsOf(etcd), conversion),
    dns: dnsFields(fieldsOf(dns), conversion),
    featureGates: featureGateFields(featureGates, desired, conversion),
  };
}

/** timeoutForControlPlane as written in the user's apiServer. */
export function timeoutForControlPlane(given: Fields): string | undefined {
  return textOf(fieldsOf(given.apiServer).timeoutForControlPlane);
}

function apiServerFields(given: Fields, endpointHost: string, conversion: Conversion, timeout?: string): Fields {
  const { certSANs, timeoutForControlPlane: _, ...component } = given;
  const fields: Fields = {
    ...controlPlaneComponent(component, conversion, `${PATH}.apiServer`),
    certSANs: [...new Set([endpointHost, ...stringsOf(certSANs)])],
  };
  if (conversion.api !== 'kubeadm.k8s.io/v1beta4') fields.timeoutForControlPlane = timeout;
  return fields;
}

function etcdFields(given: Fields, conversion: Conversion): Fields {
  const { local, ...others } = given;
  if (local === undefined) return others;
  const { extraArgs: args, extraEnvs, ...rest } = fieldsOf(local);
  const fields: Fields = { ...rest, extraArgs: extraArgs(args, conversion, `${PATH}.etcd.local.extraArgs`) };
  if (extraEnvs !== undefined) {
    if (conversion.api === 'kubeadm.k8s.io/v1beta4') fields.extraEnvs = extraEnvs;
    else warnTooNew(conversion, `${PATH}.etcd.local.extraEnvs`, '1.31');
  }
  return { ...others, local: fields };
}

function dnsFields(given: Fields, conversion: Conversion): Fields {
  const { type, disabled, ...image } = given;
  const fields = { ...image };
  if (type !== undefined) {
    if (conversion.api === 'kubeadm.k8s.io/v1beta2') fields.type = type;
    else conversion.warn(`${PATH}.dns.type`, 'gone since 1.22: CoreDNS is the only one');
  }
  if (disabled !== undefined) {
    if (conversion.api === 'kubeadm.k8s.io/v1beta4') fields.disabled = disabled;
    else warnTooNew(conversion, `${PATH}.dns.disabled`, '1.31');
  }
  return fields;
}

/** Fields that exist only in some versions, and Cluster API v1beta2's spelling of validity periods in days. */
function versionedFields(given: Fields, conversion: Conversion): Fields {
  const { useHyperKubeImage, apiVersion: _, kind: __, certificatesDir: ___, ...others } = given;
  const { certificateValidityPeriodDays, caCertificateValidityPeriodDays, ...fields } = others;
  if (useHyperKubeImage !== undefined) {
    if (conversion.api === 'kubeadm.k8s.io/v1beta2') fields.useHyperKubeImage = useHyperKubeImage;
    else conversion.warn(`${PATH}.useHyperKubeImage`, 'gone since 1.22: there is no hyperkube image any more');
  }
  fields.certificateValidityPeriod ??= inHours(certificateValidityPeriodDays);
  fields.caCertificateValidityPeriod ??= inHours(caCertificateValidityPeriodDays);
  if (conversion.api === 'kubeadm.k8s.io/v1beta4') return fields;
  for (const name of ['certificateValidityPeriod', 'caCertificateValidityPeriod', 'encryptionAlgorithm', 'proxy']) {
    if (fields[name] !== undefined) warnTooNew(conversion, `${PATH}.${name}`, '1.31');
    delete fields[name];
  }
  return fields;
}

/** Before 1.21 two address families need kubeadm's own gate; later the gate is gone. */
function featureGateFields(
  given: unknown,
  { cluster }: Desired,
  { kubernetesVersion }: Conversion,
): Fields | undefined {
  const dualStack = cluster.podCidrs.length > 1 || cluster.serviceCidrs.length > 1;
  const needsGate = dualStack && !atLeast(kubernetesVersion, '1.21');
  const gates = { ...(needsGate ? { IPv6DualStack: true } : {}), ...fieldsOf(given) };
  return Object.keys(gates).length === 0 ? undefined : gates;
}

function warnWhenOverruled(name: string, given: Fields, ours: string, conversion: Conversion): void {
  const theirs = textOf(given[name]);
  if (theirs === undefined || theirs === ours) return;
  conversion.warn(`${PATH}.${name}`, `"${theirs}" is not used: here it is ${ours}`);
}

function inHours(days: unknown): string | undefined {
  return typeof days === 'number' ? `${days * 24}h` : undefined;
}
