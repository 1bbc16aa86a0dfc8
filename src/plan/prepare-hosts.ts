import type { Machine } from '../model/machine.ts';
import type { MachineState } from '../model/machine-state.ts';
import type { Observed } from '../model/observed.ts';
import type { PlannedOperation } from '../model/plan.ts';
import type { StepState } from '../model/step.ts';
import { prepareId, type Repairs } from './control-plane.ts';
import { operation, operationId } from './draft.ts';
import type { Situation } from './situation.ts';

/** Ids of the changes of the control plane that have to end before it is disturbed otherwise. */
export interface BeforePreparations {
  /** Before an unfinished control plane is cleaned. */
  cleanings: readonly string[];
  /** Before one that serves well is prepared. */
  repairs: readonly string[];
}

/** What must happen on the hosts that were visited before kubeadm may run there (again), and what drifted on the others. */
export function planPreparations(
  situation: Situation,
  hosts: Observed['hosts'],
  before: BeforePreparations,
): PlannedOperation[] {
  const upgraded = leftToUpgrade(situation);
  const preparations = situation.machines.flatMap((machine) => {
    const host = hosts[machine.name];
    const state = situation.states[machine.name];
    if (!host?.reachable || !state || upgraded.has(machine.name)) return [];
    return situation.vacating.has(machine.name) ? [prepareAnew(machine)] : planHost(machine, state, host.steps);
  });
  return oneRepairAtATime(situation, oneCleaningAtATime(situation, preparations, before.cleanings), before.repairs);
}

/**
 * What is prepared under control planes that serve.
 * @param preparations all that are planned
 */
export function controlPlaneRepairs(
  { machines, states, vacating, existing }: Situation,
  preparations: PlannedOperation[],
): Repairs {
  const healthy = new Set(existing.filter((machine) => machine.healthy).map(({ name }) => name));
  const planned = new Set(preparations.map(({ id }) => id));
  const serving = machines
    .filter(({ name, role }) => role === 'control-plane' && states[name] === 'bootstrapped' && !vacating.has(name))
    .map(({ name }) => name);
  const idsOf = (names: string[]) => names.flatMap((name) => prepareId(name, planned));
  return {
    ailing: idsOf(serving.filter((name) => !healthy.has(name))),
    well: idsOf(serving.filter((name) => healthy.has(name))),
  };
}

/** Machines that are upgraded, or stay outdated: what of now was prepared there would be half an upgrade. */
function leftToUpgrade({ existing, upgrades, vacating }: Situation): Set<string> {
  const outdated = existing.filter(({ name, outdated: why }) => why !== undefined && !vacating.has(name));
  return new Set([...outdated, ...upgrades.map(({ machine }) => machine)].map(({ name }) => name));
}

/** Ids of the cleanings of control planes that did not finish their bootstrap. */
export function controlPlaneCleanings(machines: Machine[], preparations: PlannedOperation[]): string[] {
  const controlPlanes = new Set(machines.filter(({ role }) => role === 'control-plane').map(({ name }) => name));
  return preparations
    .filter(({ action, machine = '' }) => action === 'clean-half-bootstrapped' && controlPlanes.has(machine))
    .map(({ id }) => id);
}

/** Taking an unfinished control plane out of etcd is a structural change: never two of them side by side. */
function oneCleaningAtATime(
  situation: Situation,
  preparations: PlannedOperation[],
  before: readonly string[],
): PlannedOperation[] {
  const cleanings = controlPlaneCleanings(situation.machines, preparations);
  const after = [...before, ...controlPlaneRepairs(situation, preparations).ailing.slice(-1)];
  return preparations.map((preparation) => {
    const turn = cleanings.indexOf(preparation.id);
    if (turn < 0) return preparation;
    return { ...preparation, needs: [...preparation.needs, ...(turn === 0 ? after : cleanings.slice(turn - 1, turn))] };
  });
}

/**
 * What is prepared under a control plane that serves may restart its kubelet and its container runtime: never two of them at
 * once, and none beside a change of the control plane.
 */
function oneRepairAtATime(
  situation: Situation,
  preparations: PlannedOperation[],
  before: readonly string[],
): PlannedOperation[] {
  const { ailing, well } = controlPlaneRepairs(situation, preparations);
  const cleanings = controlPlaneCleanings(situation.machines, preparations);
  const turns = [...ailing, ...well];
  return preparations.map((preparation) => {
    const needs = [
      ...turns.slice(0, Math.max(0, turns.indexOf(preparation.id))).slice(-1),
      ...(preparation.id === well[0] ? [...before, ...cleanings.slice(-1)] : []),
    ];
    return needs.length > 0 ? { ...preparation, needs: [...preparation.needs, ...needs] } : preparation;
  });
}

/** What its host shows now is the former machine's: it is looked at again when that one is gone. */
function prepareAnew({ name }: Machine): PlannedOperation {
  return operation({
    action: 'prepare-host',
    host: name,
    machine: name,
    title: `Prepare ${name}`,
    reason: 'prepared anew when its former machine is gone',
    needs: [operationId(name, 'delete-node')],
  });
}

function planHost(machine: Machine, state: MachineState, steps: StepState[]): PlannedOperation[] {
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
