import type { Machine } from '../../model/machine.ts';
import type { PlannedOperation } from '../../model/plan.ts';
import { operation } from '../draft.ts';
import { planRemoval } from '../removal.ts';
import type { Situation } from '../situation.ts';
import type { Lane, LaneStep, Rolled } from './rolled.ts';

export interface LanesInput {
  situation: Situation;
  /** Of one machine deployment. */
  rolled: Rolled;
  /** Ids of all that has to end before anything is rolled. */
  needs: string[];
  join(machine: string, needs: string[]): PlannedOperation;
}

/** The operations of a rollout of workers: one after the other in a lane, lanes side by side, stage after stage. */
export function planLanes({ situation, rolled, needs, join }: LanesInput): PlannedOperation[] {
  const operations: PlannedOperation[] = [];
  let before = needs;
  for (const stage of rolled.stages) {
    const ends = stage.map((lane) => planLane(lane, before));
    operations.push(...ends.flat());
    before = ends.flatMap((lane) => lane.at(-1)?.id ?? []);
  }
  return operations;

  function planLane(lane: Lane, first: string[]): PlannedOperation[] {
    const planned: PlannedOperation[] = [];
    for (const step of lane) {
      const last = planned.at(-1)?.id;
      planned.push(...planStep(step, last === undefined ? first : [last]));
    }
    return planned;
  }

  function planStep({ kind, machine }: LaneStep, after: string[]): PlannedOperation[] {
    const { removals, upgrades, desired } = situation;
    if (kind === 'join') return [join(machine, after)];
    if (kind === 'remove') {
      const removal = removals.find((candidate) => candidate.machine.name === machine);
      return removal ? planRemoval({ ...removal, desired, needs: after }) : [];
    }
    const upgrade = upgrades.find((candidate) => candidate.machine.name === machine);
    const wanted = situation.machines.find(({ name }) => name === machine);
    return upgrade && wanted ? [upgradeOperation(wanted, upgrade.reason, after)] : [];
  }
}

/** A machine is upgraded where it is. */
export function upgradeOperation({ name, version }: Machine, reason: string, needs: string[]): PlannedOperation {
  return operation({
    action: 'upgrade-node',
    host: name,
    machine: name,
    title: `Upgrade ${name} to ${version}`,
    reason,
    needs,
  });
}

/** Names of machines that are made, or leave, as part of a rollout of workers. */
export function machinesInLanes({ rolled }: Pick<Situation, 'rolled'>): Record<LaneStep['kind'], Set<string>> {
  const names = { join: new Set<string>(), remove: new Set<string>(), upgrade: new Set<string>() };
  for (const { stages } of rolled.values()) {
    for (const { kind, machine } of stages.flat(2)) names[kind].add(machine);
  }
  return names;
}
