import type { Machine } from '../model/machine.ts';
import type { MachineState } from '../model/machine-state.ts';
import type { PlannedOperation } from '../model/plan.ts';
import type { StepState } from '../model/step.ts';
import { operation } from './draft.ts';

/**
 * What must happen on one host before kubeadm may run there (again): an unfinished bootstrap is cleaned first, then the
 * playbooks' steps are done. Nothing for a host that is as its playbooks want it.
 */
export function planHost(machine: Machine, state: MachineState, steps: StepState[]): PlannedOperation[] {
  // kubeadm of an earlier run is at work there: nothing is changed under its hands.
  if (state === 'bootstrapping') return [];
  const cleaning = state === 'half-bootstrapped' ? cleanHalfBootstrapped(machine) : undefined;
  const pending = steps.filter((step) => step.status === 'change' || step.status === 'unknown');
  if (!cleaning && pending.length === 0 && state !== 'bare') return [];
  const prepare = operation({
    action: 'prepare-host',
    host: machine.name,
    machine: machine.name,
    title: `Prepare ${machine.name}`,
    reason: cleaning ? 'prepared anew after the cleaning' : reasonFor(state, pending),
    needs: cleaning ? [cleaning.id] : [],
    diffs: pending.flatMap((step) => step.diffs ?? []),
  });
  return cleaning ? [cleaning, prepare] : [prepare];
}

/** Safe by proof: our own mark on the host says that this machine never completed its bootstrap. */
function cleanHalfBootstrapped(machine: Machine): PlannedOperation {
  return operation({
    action: 'clean-half-bootstrapped',
    host: machine.name,
    machine: machine.name,
    title: `Clean the unfinished bootstrap of ${machine.name}`,
    reason: 'kubeadm was started there by an earlier run and did not finish; this machine never became a member',
    needs: [],
  });
}

function reasonFor(state: MachineState, pending: StepState[]): string {
  if (pending.length === 0) return 'not claimed by this cluster yet';
  const steps = pending.length === 1 ? '1 step' : `${pending.length} steps`;
  if (state === 'bare') return `bare host, ${steps} to do`;
  const [first] = pending;
  return `${steps} to do, first "${first?.title}": ${first?.reason ?? 'not as wanted'}`;
}
