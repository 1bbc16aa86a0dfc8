import type { Machine } from '../model/machine.ts';
import type { MachineState } from '../model/machine-state.ts';
import type { PlannedOperation } from '../model/plan.ts';
import { bootstrapReason, prepareId } from './control-plane.ts';
import { operation } from './draft.ts';

export interface WorkersInput {
  machines: Machine[];
  states: Record<string, MachineState>;
  prepared: ReadonlySet<string>;
  /** Id of the operation that brings the cluster into being, when it is part of this plan. */
  initialisation?: string;
}

/** Workers join as soon as the cluster answers and their host is prepared, side by side. */
export function planWorkers(input: WorkersInput): PlannedOperation[] {
  return input.machines
    .filter((machine) => input.states[machine.name] !== 'bootstrapped')
    .map((machine) =>
      operation({
        action: 'join-worker',
        host: machine.name,
        machine: machine.name,
        title: `Join ${machine.name} as worker`,
        reason: bootstrapReason(input.states[machine.name], `wanted in ${machine.owner}, not a node yet`),
        needs: [prepareId(machine, input.prepared), input.initialisation].filter((id) => id !== undefined),
      }),
    );
}
