import { countOf } from '../../model/count-of.ts';
import type { ControlPlaneRemediation } from '../../model/desired.ts';
import type { MachineRecord, RemediationFor } from '../../model/machine-record.ts';
import { durationText } from './duration-text.ts';

const UNLIMITED: ControlPlaneRemediation = { retryPeriodMs: 0, minHealthyPeriodMs: 3_600_000 };

/**
 * Whether an unhealthy control plane may be replaced once more. What took the place of an unhealthy one and is unhealthy
 * itself before `minHealthyPeriod` is over is a retry: not before `retryPeriod`, and `maxRetry` times at most (Cluster API,
 * KCP remediation.go, checkRetryLimits).
 * @param now milliseconds since the epoch
 * @returns what is remembered of this replacement, or why it has to wait
 */
export function retryLimits(
  machine: Pick<MachineRecord, 'name'> & Partial<Pick<MachineRecord, 'remediationFor'>>,
  { maxRetry, retryPeriodMs, minHealthyPeriodMs }: ControlPlaneRemediation = UNLIMITED,
  now: number,
): { remediationFor: RemediationFor } | { whyNot: string } {
  const begin = (retryCount: number) => ({
    remediationFor: { machine: machine.name, timestamp: new Date(now).toISOString(), retryCount },
  });
  const last = machine.remediationFor;
  const before = Date.parse(last?.timestamp ?? '');
  if (!last || Number.isNaN(before) || before + minHealthyPeriodMs <= now) return begin(0);
  if (before + retryPeriodMs > now) {
    const left = durationText(before + retryPeriodMs - now);
    return {
      whyNot: `it took the place of ${last.machine} ${durationText(now - before)} ago: retryPeriod ends in ${left}`,
    };
  }
  if (maxRetry !== undefined && last.retryCount >= maxRetry) {
    return {
      whyNot: `replacements of it were replaced ${countOf(last.retryCount, 'time')} already: maxRetry is ${maxRetry}`,
    };
  }
  return begin(last.retryCount + 1);
}
