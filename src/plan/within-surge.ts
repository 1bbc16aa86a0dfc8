import type { DesiredMachineDeployment } from '../model/desired.ts';
import type { ExistingMachine } from '../model/existing-machine.ts';

/** How the joins and the removals of one machine deployment wait for each other, both counted from 0 in their order. */
export interface WithinSurge {
  /** How many removals have to have ended before this join. */
  beforeJoin(index: number): number;
  /** How many joins have to have ended before this removal. */
  beforeRemoval(index: number): number;
}

/**
 * A deployment never has more machines than its replicas and maxSurge (Cluster API,
 * machinedeployment_rollout_rollingupdate.go): where those that are there and those that are to join would be more, some
 * leave first, as many as may be unavailable; then one joins for each that has left. That ends, because one of maxSurge and
 * what may be unavailable is never 0. `undefined`: there is room for all of them at once.
 * @param present machines of the deployment that serve, on hosts that it may use
 */
export function withinSurge(
  { replicas, rollout }: Pick<DesiredMachineDeployment, 'replicas' | 'rollout'>,
  present: number,
  joins: number,
): WithinSurge | undefined {
  const most = replicas + rollout.maxSurge;
  if (present + joins <= most) return undefined;
  const least = replicas - Math.max(rollout.maxUnavailable, rollout.maxSurge > 0 ? 0 : 1);
  return {
    beforeJoin: (index) => Math.max(0, present + index + 1 - most),
    beforeRemoval: (index) => Math.max(0, least - present + index + 1),
  };
}

/** Those of a deployment that serve, on hosts that it may use; one whose removal was begun does not count. */
export function presentIn(
  { name: owner, pool }: Pick<DesiredMachineDeployment, 'name' | 'pool'>,
  existing: readonly ExistingMachine[],
): ExistingMachine[] {
  return existing.filter(
    ({ name, role, owner: of, state, record }) =>
      role === 'worker' &&
      of === owner &&
      state === 'bootstrapped' &&
      pool.includes(name) &&
      !record?.deletion &&
      !record?.toBeCleaned,
  );
}
