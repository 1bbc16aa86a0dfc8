import type { Machine } from '../model/machine.ts';
import type { MachineState } from '../model/machine-state.ts';
import type { Observed } from '../model/observed.ts';
import type { PlannedOperation } from '../model/plan.ts';
import type { StepState } from '../model/step.ts';
import { prepareId } from './control-plane.ts';
import { operation, operationId } from './draft.ts';
import type { Situation } from './situation.ts';

/**
 * What must happen on the hosts that were visited before kubeadm may run there (again), and what drifted on the others.
 * @param after ids of what has to end before an unfinished control plane is cleaned
 */
export function planPreparations(
  situation: Situation,
  hosts: Observed['hosts'],
  after: readonly string[],
): PlannedOperation[] {
  const upgraded = leftToUpgrade(situation);
  const preparations = situation.machines.flatMap((machine) => {
    const host = hosts[machine.name];
    const state = situation.states[machine.name];
    if (!host?.reachable || !state || upgraded.has(machine.name)) return [];
    return situation.vacating.has(machine.name) ? [prepareAnew(machine)] : planHost(machine, state, host.steps);
  });
  return oneRepairAtATime(situation, oneCleaningAtATime(situation.machines, preparations, after));
}

/** Machines that are upgraded, or stay outdated: what of now was prepared there would be half an upgrade. */
function leftToUpgrade({ existing, upgrades, vacating }: Situation): Set<string> {
  const outdated = existing.filter(({ name, outdated: why }) => why !== undefined && !vacating.has(name));
  return new Set([...outdated, ...upgrades.map(({ machine }) => machine)].map(({ name }) => name));
}

/** Ids of what is prepared under control planes that serve: they may be away for a moment. */
export function repairsOfControlPlanes(
  { machines, states, vacating }: Situation,
  preparations: PlannedOperation[],
): string[] {
  const planned = new Set(preparations.map(({ id }) => id));
  return machines
    .filter(({ name, role }) => role === 'control-plane' && states[name] === 'bootstrapped' && !vacating.has(name))
    .flatMap(({ name }) => prepareId(name, planned));
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
  machines: Machine[],
  preparations: PlannedOperation[],
  after: readonly string[],
): PlannedOperation[] {
  const cleanings = controlPlaneCleanings(machines, preparations);
  return preparations.map((preparation) => {
    const turn = cleanings.indexOf(preparation.id);
    if (turn < 0) return preparation;
    return { ...preparation, needs: [...preparation.needs, ...(turn === 0 ? after : cleanings.slice(turn - 1, turn))] };
  });
}

/**
 * What is prepared under a control plane that serves may restart its kubelet and its container runtime: never two of them at
 * once. Those that ail come first, for etcd may not be able to miss another one before they are well.
 */
function oneRepairAtATime(
  { machines, states, vacating, existing }: Situation,
  preparations: PlannedOperation[],
): PlannedOperation[] {
  const ailing = new Set(existing.filter(({ healthy }) => !healthy).map(({ name }) => name));
  const planned = new Set(preparations.map(({ id }) => id));
  const serving = machines
    .filter(({ name, role }) => role === 'control-plane' && states[name] === 'bootstrapped' && !vacating.has(name))
    .toSorted((one, other) => Number(ailing.has(other.name)) - Number(ailing.has(one.name)));
  const turns = serving.flatMap(({ name }) => prepareId(name, planned));
  return preparations.map((preparation) => {
    const before = turns[turns.indexOf(preparation.id) - 1];
    return before ? { ...preparation, needs: [...preparation.needs, before] } : preparation;
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
