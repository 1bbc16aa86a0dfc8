import { type Conversion, type Fields, fieldsOf, warnTooNew } from './conversion.ts';

const NAMES = [
  'controlPlaneComponentHealthCheck',
  'kubeletHealthCheck',
  'kubernetesAPICall',
  'etcdAPICall',
  'tlsBootstrap',
  'discovery',
  'upgradeManifests',
] as const;

type Timeouts = Partial<Record<(typeof NAMES)[number], string>>;

/**
 * Timeouts of an Init- or JoinConfiguration, in v1beta4's names: `discovery: 5m0s`. Cluster API v1beta2 writes them as
 * whole seconds (`discoverySeconds: 300`); both are read.
 */
export function readTimeouts(configuration: Fields): Timeouts {
  const given = fieldsOf(configuration.timeouts);
  const timeouts: Timeouts = {};
  for (const name of NAMES) {
    const value = given[name] ?? inSeconds(given[`${name}Seconds`]);
    if (typeof value === 'string' && value !== '') timeouts[name] = value;
  }
  return timeouts;
}

/** Says which timeouts have no place before v1beta4; `carried` ones are written elsewhere in the documents. */
export function warnOfLostTimeouts(
  timeouts: Timeouts,
  carried: readonly (keyof Timeouts)[],
  conversion: Conversion,
  path: string,
): void {
  for (const name of NAMES) {
    if (timeouts[name] === undefined || carried.includes(name)) continue;
    warnTooNew(conversion, `${path}.timeouts.${name}`, '1.31');
  }
}

/** A Go duration of whole seconds, `300s`. */
export function inSeconds(value: unknown): string | undefined {
  return typeof value === 'number' ? `${value}s` : undefined;
}
