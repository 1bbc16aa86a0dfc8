import type { PastRemediation } from '../../model/machine-record.ts';

/** Cluster API's minHealthyPeriod (KCP remediation.go): what is unhealthy again sooner was not helped. */
const FIRST_MS = 3_600_000;
const LONGEST_MS = 24 * FIRST_MS;

/**
 * Until when a host that was given up as unhealthy is not trusted with another machine, in milliseconds since the epoch:
 * an hour the first time, twice as long each time after, a day at most. Other than Cluster API, which has a new host made
 * for each machine, we would make it anew on the same sick one for ever.
 */
export function wornUntil({ timestamp, retryCount }: Pick<PastRemediation, 'timestamp' | 'retryCount'>): number {
  return Date.parse(timestamp) + Math.min(FIRST_MS * 2 ** retryCount, LONGEST_MS);
}

/**
 * How often the host was given up before, one time after the other. Where it was well for as long again once it could
 * have been used, it is counted anew.
 * @param now milliseconds since the epoch
 */
export function timesGivenUp(past: PastRemediation | undefined, now: number): number {
  return past && now < wornUntil(past) + FIRST_MS ? past.retryCount + 1 : 0;
}
