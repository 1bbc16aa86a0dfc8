import type { Desired } from '../../model/desired.ts';
import type { Observed } from '../../model/observed.ts';
import { judgeHealth } from './judge-health.ts';

/** Whether a health check finds a machine unhealthy, may it be replaced or not. Pure. */
export function isUnhealthy(name: string, inventory: Desired, observed: Observed): boolean {
  return judgeHealth(inventory, observed).checks.some(({ machines }) =>
    machines.some((machine) => machine.name === name && machine.unhealthy),
  );
}
