import type { DesiredHealthCheck } from '../../model/desired.ts';
import type { HealthTarget } from './health-target.ts';

/** Whether what a check finds unhealthy may be replaced. */
export interface HealthBudget {
  expected: number;
  healthy: number;
  allowed: boolean;
  /** How many more could be unhealthy and all were still replaced; 0 where none is. */
  remediationsAllowed: number;
  /** Why, or why not. */
  message: string;
}

/**
 * None is replaced while more machines are not healthy than may be: then something else is wrong than a machine. Those that
 * are neither healthy nor unhealthy yet count as not healthy (Cluster API, machinehealthcheck_controller.go,
 * isAllowedRemediation).
 */
export function healthBudget(
  { maxUnhealthy, unhealthyRange }: Pick<DesiredHealthCheck, 'maxUnhealthy' | 'unhealthyRange'>,
  targets: readonly Pick<HealthTarget, 'state'>[],
): HealthBudget {
  const expected = targets.length;
  const healthy = targets.filter(({ state }) => state === 'healthy').length;
  const not = expected - healthy;
  const told = `${not} of ${expected} not healthy`;
  const { min, max } = unhealthyRange ?? { min: 0, max: machinesAllowed(maxUnhealthy, expected) };
  const allowed = not >= min && not <= max;
  const limit = unhealthyRange
    ? `unhealthyRange is [${min}-${max}]`
    : `maxUnhealthy is ${maxUnhealthy}${typeof maxUnhealthy === 'string' ? `: ${max}` : ''}`;
  return {
    expected,
    healthy,
    allowed,
    remediationsAllowed: allowed ? max - not : 0,
    message: `${told}, ${limit}`,
  };
}

/** A percentage is rounded down. */
function machinesAllowed(maxUnhealthy: number | string, expected: number): number {
  if (typeof maxUnhealthy === 'number') return maxUnhealthy;
  const amount = Number.parseInt(maxUnhealthy, 10);
  return maxUnhealthy.endsWith('%') ? Math.floor((amount * expected) / 100) : amount;
}
