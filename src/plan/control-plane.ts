import type { Machine } from '../model/machine.ts';
import type { MachineState } from '../model/machine-state.ts';
import type { PlannedOperation } from '../model/plan.ts';
import type { ControlPlaneChange, ControlPlaneState } from './control-plane-state.ts';
import { operation, operationId } from './draft.ts';
import { planRemoval } from './removal.ts';
import { upgradeOperation } from './rollout/plan-lanes.ts';
import type { Situation } from './situation.ts';

/** Ids of what is prepared under control planes that serve, in the order in which it happens. */
export interface Repairs {
  /** They come before every change: etcd may not be able to miss another one before these are well. */
  ailing: string[];
  well: string[];
}

export interface ControlPlaneInput {
  situation: Situation;
  /** In the order they are to be made. */
  changes: ControlPlaneChange[];
  /** Ids already planned, to hang dependencies on. */
  prepared: ReadonlySet<string>;
  /** Ids of the cleanings of control planes: no member is added while another is taken out. */
  cleanings: string[];
  /** What brings Nodes back, those of control planes among them: most changes wait for these. */
  registrations?: PlannedOperation[];
  /** Ids of what is prepared under control planes that serve: these are not disturbed while another one comes or goes. */
  repairs?: Repairs;
  /** Ids of what ends kubeadm elsewhere: every change waits for these. */
  endings?: string[];
  /** The first change, where it comes before the cleanings. */
  first?: ControlPlaneChange;
  /** Ids of what has to end before the first upgrade, and before the first join. */
  beforeUpgrades?: string[];
  beforeJoins?: string[];
}

/**
 * The operations of every control-plane change: initialise one when there is no cluster, join, remove, upgrade. One structural
 * change of the control plane at a time: each needs the one before (Cluster API, KCP scale.go).
 */
export function planControlPlane({
  situation,
  changes,
  prepared,
  cleanings,
  registrations = [],
  repairs,
  endings = [],
  first,
  beforeUpgrades = [],
  beforeJoins = [],
}: ControlPlaneInput): PlannedOperation[] {
  const operations: PlannedOperation[] = [];
  const afterRegistrations = changes.find((change) => waitsForNodes(change, situation));
  const afterCleanings = changes[first ? 1 : 0];
  const firstOf = (kind: ControlPlaneChange['kind']) => changes.find((change) => change.kind === kind);
  const afterRepairs = changes[changesBeforeRepairs(changes, first, situation).length];
  for (const change of changes) {
    const previous = operations.at(-1)?.id;
    const needs = [
      ...(previous === undefined ? [...endings, ...(repairs?.ailing.slice(-1) ?? [])] : [previous]),
      ...(change === afterRepairs ? (repairs?.well.slice(-1) ?? []) : []),
      ...(change === afterCleanings ? cleaningsOfOthers(change, cleanings) : []),
      ...(change === firstOf('upgrade') ? beforeUpgrades : []),
      ...(change === firstOf('join') ? beforeJoins : []),
      ...(change === afterRegistrations ? registrationsOfControlPlanes(registrations, situation) : []),
    ];
    operations.push(...planChange(change, situation, prepared, needs));
  }
  return operations;
}

function planChange(
  change: ControlPlaneChange,
  situation: Situation,
  prepared: ReadonlySet<string>,
  needs: string[],
): PlannedOperation[] {
  const { removals, upgrades, machines, desired } = situation;
  if (change.kind === 'remove') {
    const removal = removals.find(({ machine }) => machine.name === change.machine);
    return removal ? planRemoval({ ...removal, desired, needs }) : [];
  }
  if (change.kind === 'upgrade') {
    const upgrade = upgrades.find(({ machine }) => machine.name === change.machine);
    const machine = machines.find(({ name }) => name === change.machine);
    return upgrade && machine ? [upgradeOperation(machine, upgrade.reason, needs)] : [];
  }
  return [bootstrapOperation(change, situation, [...prepareId(change.machine, prepared), ...needs])];
}

/** What joins, and what is well and leaves, waits at its gate until every Node is there; a broken one for another one that is well. */
function waitsForNodes({ kind, machine }: ControlPlaneChange, { existing }: Situation): boolean {
  const well = existing.filter(({ role, healthy }) => role === 'control-plane' && healthy).map(({ name }) => name);
  return kind !== 'remove' || well.length === 0 || well.includes(machine);
}

/** Ids of those that bring the Nodes of control planes back. */
export function registrationsOfControlPlanes(registrations: PlannedOperation[], { machines }: Situation): string[] {
  const controlPlanes = new Set(machines.filter(({ role }) => role === 'control-plane').map(({ name }) => name));
  return registrations.filter(({ machine = '' }) => controlPlanes.has(machine)).map(({ id }) => id);
}

/**
 * The change that comes before unfinished control planes are cleaned: of one on which kubeadm is at work; or the removal of
 * a broken one, where etcd could not bear to lose an unfinished one too.
 */
export function beforeCleanings(
  [first]: ControlPlaneChange[],
  { machines }: ControlPlaneState,
): ControlPlaneChange | undefined {
  const stage = machines.find(({ name }) => name === first?.machine)?.stage;
  const needed = machines.some((machine) => machine.stage === 'unfinished' && !machine.leaving && machine.memberId);
  return stage === 'under-way' || (first?.kind === 'remove' && needed) ? first : undefined;
}

/**
 * The changes that come before control planes that serve well are prepared: what is under way is finished and what is broken
 * goes first. Who joins finds them as the inventory wants them, and a healthy one goes when the others are.
 */
export function changesBeforeRepairs(
  changes: ControlPlaneChange[],
  first: ControlPlaneChange | undefined,
  situation: Situation,
): ControlPlaneChange[] {
  const after = changes.findIndex((change) => change !== first && waitsForNodes(change, situation));
  return after < 0 ? changes : changes.slice(0, after);
}

/** Id of the operation that ends these changes; none where there is nothing to do. */
export function lastIdOf(changes: ControlPlaneChange[], situation: Situation): string[] {
  return planControlPlane({ situation, changes, prepared: new Set(), cleanings: [] })
    .slice(-1)
    .map(({ id }) => id);
}

/**
 * The machine that starts a cluster which does not exist yet: a control plane on which init was already started is taken
 * up again; else the first in the inventory.
 */
export function initiatorOf(machines: Machine[], states: Record<string, MachineState>): Machine | undefined {
  const pending = machines.filter(({ name, role }) => role === 'control-plane' && states[name] !== 'bootstrapped');
  return (
    pending.find((machine) => states[machine.name] === 'bootstrapping') ??
    pending.find((machine) => states[machine.name] === 'half-bootstrapped') ??
    pending[0]
  );
}

function bootstrapOperation(
  { kind, machine: name }: ControlPlaneChange,
  { states, vacating }: Situation,
  needs: string[],
): PlannedOperation {
  const initialise = kind === 'init';
  return operation({
    action: initialise ? 'init-control-plane' : 'join-control-plane',
    host: name,
    machine: name,
    title: initialise ? `Initialise the cluster on ${name}` : `Join ${name} as control plane`,
    reason: bootstrapReason(
      vacating.has(name) ? undefined : states[name],
      initialise ? 'no control plane of this cluster exists yet' : 'wanted as control plane, not a member yet',
    ),
    needs,
  });
}

function cleaningsOfOthers({ machine }: ControlPlaneChange, cleanings: string[]): string[] {
  return cleanings.filter((id) => id !== operationId(machine, 'clean-half-bootstrapped'));
}

/** Why kubeadm is run for a machine in this state. */
export function bootstrapReason(state: MachineState | undefined, otherwise: string): string {
  if (state === 'bootstrapping') return 'kubeadm of an earlier run is still at work there: wait for it';
  if (state === 'half-bootstrapped') return 'kubeadm of an earlier run did not finish: start again from clean';
  return otherwise;
}

/** Id of the machine's preparation when it is part of this plan. */
export function prepareId(name: string, prepared: ReadonlySet<string>): string[] {
  const id = operationId(name, 'prepare-host');
  return prepared.has(id) ? [id] : [];
}
