import { type Conversion, type Fields, fieldsOf } from './conversion.ts';
import type { InitInput } from './input.ts';
import { localApiEndpoint } from './local-api-endpoint.ts';
import { nodeRegistration } from './node-registration.ts';
import { supportedFields } from './supported-fields.ts';
import { inSeconds, readTimeouts, warnOfLostTimeouts } from './timeouts.ts';

const PATH = 'initConfiguration';

/** The InitConfiguration of the machine that starts the cluster. */
export function initConfiguration(
  given: Fields,
  input: InitInput,
  conversion: Conversion,
  controlPlaneTimeout: string | undefined,
): Fields {
  const { apiVersion: _, kind: __, certificateKey, timeouts: ___, ...rest } = given;
  if (certificateKey !== undefined) {
    conversion.warn(`${PATH}.certificateKey`, 'not used: the authorities travel to joining control planes over SSH');
  }
  const { bootstrapTokens, nodeRegistration: node, localAPIEndpoint, ...others } = rest;
  return {
    apiVersion: conversion.api,
    kind: 'InitConfiguration',
    bootstrapTokens: tokens(bootstrapTokens, input.token),
    localAPIEndpoint: localApiEndpoint(localAPIEndpoint, input.host.internalAddress, {
      conversion,
      path: `${PATH}.localAPIEndpoint`,
    }),
    nodeRegistration: nodeRegistration(node, input.host, conversion, `${PATH}.nodeRegistration`),
    ...supportedFields(others, conversion, PATH),
    timeouts: initTimeouts(given, conversion, controlPlaneTimeout),
  };
}

function initTimeouts(given: Fields, conversion: Conversion, controlPlaneTimeout?: string): Fields | undefined {
  const timeouts = readTimeouts(given);
  if (conversion.api === 'kubeadm.k8s.io/v1beta4') {
    return { ...timeouts, controlPlaneComponentHealthCheck: controlPlaneTimeout };
  }
  warnOfLostTimeouts(timeouts, ['controlPlaneComponentHealthCheck'], conversion, PATH);
  return undefined;
}

/**
 * Init cannot do without a token, and would make one of 24 hours that nobody uses: every join gets its own. An entry
 * without a token lets kubeadm make up one (SetBootstrapTokensDynamicDefaults), which then ends soon.
 */
function tokens(given: unknown, ours: string | undefined): Fields[] {
  const theirs = (Array.isArray(given) ? given : []).map(fieldsOf).map(({ ttlSeconds, ...token }) => ({
    ...token,
    ttl: token.ttl ?? inSeconds(ttlSeconds),
  }));
  if (ours !== undefined) return [{ token: ours, ttl: SHORT }, ...theirs];
  return theirs.length > 0 ? theirs : [{ ttl: SHORT }];
}

const SHORT = '15m0s';
