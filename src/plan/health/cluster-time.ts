import type { Observed } from '../../model/observed.ts';

/**
 * When it was seen by the clock of the control plane that told of the cluster, milliseconds since the epoch: times in the
 * cluster are its own, and the operator's clock may be off. `undefined`: not known when it was seen.
 */
export function clusterTime({ at, cluster, hosts }: Observed): number | undefined {
  const seen = Date.parse(at ?? '');
  if (Number.isNaN(seen)) return undefined;
  const teller = cluster && hosts[cluster.via];
  return seen + (teller?.reachable ? teller.facts.clockOffsetMs : 0);
}
