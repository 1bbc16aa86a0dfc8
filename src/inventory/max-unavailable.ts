import type { MachineDeployment } from './inventory.gen.ts';

/**
 * Machines of a deployment that may be missing at once: a percentage of its replicas is rounded down, and 0 becomes 1,
 * because nothing could ever leave otherwise (Cluster API, mdutil ResolveFenceposts).
 */
export function maxUnavailable({ strategy, rollout }: MachineDeployment, replicas: number): number {
  const written = rollout?.strategy?.rollingUpdate?.maxUnavailable ?? strategy?.rollingUpdate?.maxUnavailable ?? 1;
  const count = typeof written === 'number' ? written : Math.floor((Number.parseInt(written, 10) * replicas) / 100);
  return Math.max(1, count);
}
