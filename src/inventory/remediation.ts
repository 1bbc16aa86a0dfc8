import type { ControlPlaneRemediation } from '../model/desired.ts';
import { goDurationMs } from './duration.ts';
import type { ControlPlane, MachineDeployment } from './inventory.gen.ts';

const MIN_HEALTHY_MS = 3_600_000;

/**
 * How often an unhealthy control plane is replaced. Cluster API spells it `remediationStrategy` (v1beta1) or `remediation`
 * (v1beta2), which wins.
 */
export function controlPlaneRemediation({ remediation, remediationStrategy }: ControlPlane): {
  remediation?: ControlPlaneRemediation;
} {
  if (remediation === undefined && remediationStrategy === undefined) return {};
  const maxRetry = remediation?.maxRetry ?? remediationStrategy?.maxRetry;
  return {
    remediation: {
      ...(maxRetry !== undefined && { maxRetry }),
      retryPeriodMs: ms(remediation?.retryPeriodSeconds, remediationStrategy?.retryPeriod) ?? 0,
      minHealthyPeriodMs:
        ms(remediation?.minHealthyPeriodSeconds, remediationStrategy?.minHealthyPeriod) ?? MIN_HEALTHY_MS,
    },
  };
}

/** Unhealthy workers that are replaced at once; a percentage of the replicas is rounded up (Cluster API, machineset_controller.go). */
export function maxInFlight({ strategy }: MachineDeployment, replicas: number): { maxInFlight?: number } {
  const written = strategy?.remediation?.maxInFlight;
  if (written === undefined) return {};
  const count = typeof written === 'number' ? written : Math.ceil((Number.parseInt(written, 10) * replicas) / 100);
  return { maxInFlight: count };
}

function ms(seconds: number | undefined, text: string | undefined): number | undefined {
  if (seconds !== undefined) return seconds * 1000;
  return text === undefined ? undefined : goDurationMs(text);
}
