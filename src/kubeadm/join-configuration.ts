import { type Conversion, type Fields, fieldsOf, textOf } from './conversion.ts';
import { endpointAddress } from './endpoint-address.ts';
import type { JoinInput } from './input.ts';
import { bindPort, localApiEndpoint } from './local-api-endpoint.ts';
import { nodeRegistration } from './node-registration.ts';
import { supportedFields } from './supported-fields.ts';
import { readTimeouts, warnOfLostTimeouts } from './timeouts.ts';

const PATH = 'joinConfiguration';

/**
 * The JoinConfiguration of a machine. Discovery is ours: the endpoint, a token of this run and the hash of the
 * cluster's authority. Control planes find the shared authorities on disk, so there is no certificate key.
 */
export function joinConfiguration(
  given: Fields,
  input: JoinInput,
  conversion: Conversion,
  controlPlaneTimeout: string | undefined,
): Fields {
  const { apiVersion: _, kind: __, discovery, nodeRegistration: node, controlPlane, timeouts: ___, ...others } = given;
  warnOfLostDiscovery(fieldsOf(discovery), conversion);
  if (input.role === 'worker' && controlPlane !== undefined) {
    conversion.warn(`${PATH}.controlPlane`, 'not used: these machines are workers');
  }
  const timeouts = readTimeouts(given);
  const discoveryTimeout = timeouts.discovery ?? textOf(fieldsOf(discovery).timeout);
  const isV1beta4 = conversion.api === 'kubeadm.k8s.io/v1beta4';
  if (!isV1beta4) warnOfLostTimeouts(timeouts, ['controlPlaneComponentHealthCheck', 'discovery'], conversion, PATH);
  const { caCertPath, ...rest } = others;
  if (caCertPath !== undefined)
    conversion.warn(`${PATH}.caCertPath`, 'not used: the authority is at its default place');
  return {
    apiVersion: conversion.api,
    kind: 'JoinConfiguration',
    discovery: {
      bootstrapToken: {
        apiServerEndpoint: endpointAddress(input.desired.cluster.endpoint),
        token: input.token,
        caCertHashes: input.caCertHashes.map((hash) => (hash.startsWith('sha256:') ? hash : `sha256:${hash}`)),
      },
      ...(isV1beta4 ? {} : { timeout: discoveryTimeout }),
    },
    controlPlane:
      input.role === 'control-plane' ? joinControlPlane(fieldsOf(controlPlane), input, conversion) : undefined,
    nodeRegistration: expectingStaticPods(
      nodeRegistration(node, input.host, conversion, `${PATH}.nodeRegistration`),
      input,
    ),
    ...supportedFields(rest, conversion, PATH),
    timeouts: isV1beta4
      ? { ...timeouts, controlPlaneComponentHealthCheck: controlPlaneTimeout, discovery: discoveryTimeout }
      : undefined,
  };
}

const MANIFESTS = '/etc/kubernetes/manifests';

/**
 * kube-vip's manifest, ours or one among the files, is in place before kubeadm runs, and kubeadm's join refuses a
 * manifests folder that is not empty (init does not).
 */
function expectingStaticPods(registration: Fields, { desired, role, kubeadmConfigSpec }: JoinInput): Fields {
  const own = role === 'control-plane' && desired.kubeVip.enabled;
  const given = kubeadmConfigSpec.files?.some(({ path }) => path.startsWith(`${MANIFESTS}/`)) ?? false;
  if (!own && !given) return registration;
  const ignored = Array.isArray(registration.ignorePreflightErrors) ? registration.ignorePreflightErrors : [];
  return {
    ...registration,
    ignorePreflightErrors: [...new Set([...ignored, 'DirAvailable--etc-kubernetes-manifests'])],
  };
}

function joinControlPlane(given: Fields, input: JoinInput, conversion: Conversion): Fields {
  if (given.certificateKey !== undefined) {
    conversion.warn(
      `${PATH}.controlPlane.certificateKey`,
      'not used: the authorities travel to joining control planes over SSH',
    );
  }
  const initPort = bindPort(fieldsOf(input.kubeadmConfigSpec.initConfiguration).localAPIEndpoint);
  return {
    localAPIEndpoint: localApiEndpoint(given.localAPIEndpoint, input.host.internalAddress, {
      conversion,
      path: `${PATH}.controlPlane.localAPIEndpoint`,
      port: initPort,
    }),
  };
}

function warnOfLostDiscovery(given: Fields, conversion: Conversion): void {
  for (const name of ['bootstrapToken', 'file', 'tlsBootstrapToken']) {
    if (given[name] === undefined) continue;
    conversion.warn(`${PATH}.discovery.${name}`, 'not used: every join gets its own short-lived token');
  }
}
