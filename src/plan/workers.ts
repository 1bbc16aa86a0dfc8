import type { ExistingMachine } from '../model/existing-machine.ts';
import type { PlannedOperation } from '../model/plan.ts';
import { bootstrapReason, prepareId } from './control-plane.ts';
import { operation, operationId } from './draft.ts';
import { lostItsHost } from './existing-machines.ts';
import type { Removal } from './owner.ts';
import { planRemoval } from './removal.ts';
import { machinesInLanes, planLanes } from './rollout/plan-lanes.ts';
import type { Situation } from './situation.ts';

export interface WorkersInput {
  situation: Situation;
  prepared: ReadonlySet<string>;
  /** The end of a rollout of the control plane: no worker is rolled before. */
  controlPlane?: {
    /** Id of its last operation. */
    last: string;
    /** Its version changes: no kubelet of the new one joins before. */
    version: boolean;
  };
}

/**
 * Workers join as soon as the cluster answers and their host is prepared, side by side. Of each deployment as many leave
 * at once as may be unavailable, after those that join it, so that pods find a place; a dead one makes no pod homeless and
 * waits for nobody. Outdated ones are rolled when all that is done, and the control plane is up to date (Cluster API,
 * machineset_preflight.go).
 */
export function planWorkers(input: WorkersInput): PlannedOperation[] {
  const { situation, controlPlane } = input;
  const inLanes = machinesInLanes(situation);
  const joins = planJoins(input, inLanes.join);
  const removals = planRemovals(input, joins, inLanes.remove);
  const owners = new Map(situation.existing.map(({ name, owner }) => [name, owner]));
  const wanted = new Map(situation.machines.map(({ name, owner }) => [name, owner]));
  const lanes = [...situation.rolled].flatMap(([owner, rolled]) => {
    const first = [
      ...(controlPlane ? [controlPlane.last] : []),
      ...joins.filter(({ host = '' }) => wanted.get(host) === owner).map(({ id }) => id),
      ...removals
        .filter(({ action, host = '' }) => action === 'delete-node' && owners.get(host) === owner)
        .map(({ id }) => id),
    ];
    const join = (name: string, needs: string[]) => joinOperation(name, owner, input, needs);
    return planLanes({ situation, rolled, needs: first, join });
  });
  return [...joins, ...removals, ...lanes];
}

function planJoins(input: WorkersInput, inLanes: ReadonlySet<string>): PlannedOperation[] {
  const { situation, controlPlane } = input;
  const { machines, states, vacating } = situation;
  const needs = controlPlane?.version ? [controlPlane.last] : [];
  return machines
    .filter(({ name, role }) => role === 'worker' && (states[name] !== 'bootstrapped' || vacating.has(name)))
    .filter(({ name }) => !inLanes.has(name))
    .map(({ name, owner }) => joinOperation(name, owner, input, needs));
}

function joinOperation(
  name: string,
  owner: string,
  { situation: { states, vacating }, prepared }: WorkersInput,
  needs: string[],
): PlannedOperation {
  return operation({
    action: 'join-worker',
    host: name,
    machine: name,
    title: `Join ${name} as worker`,
    reason: bootstrapReason(vacating.has(name) ? undefined : states[name], `wanted in ${owner}, not a node yet`),
    needs: [...prepareId(name, prepared), ...needs],
  });
}

function planRemovals(
  { situation, controlPlane }: WorkersInput,
  joins: PlannedOperation[],
  inLanes: ReadonlySet<string>,
): PlannedOperation[] {
  const { desired, removals } = situation;
  const leaving = removals.filter(({ machine }) => machine.role === 'worker' && !inLanes.has(machine.name));
  // Joins wait for the control plane: those that it waits for itself, and those that are before them, wait for no join.
  const forControlPlane = new Set(controlPlane?.version ? desired.controlPlane.hosts : []);
  const urgent = leaving.filter(
    ({ machine }) =>
      controlPlane?.version === true && (machine.record?.deletion !== undefined || forControlPlane.has(machine.name)),
  );
  const waitsForNobody = new Set(urgent.map(({ machine }) => machine));
  const begun = new Map<string, ExistingMachine[]>();
  return inTurn(leaving, waitsForNobody).flatMap((removal) => {
    const { machine } = removal;
    const before = begun.get(machine.owner) ?? [];
    begun.set(machine.owner, [...before, machine]);
    const atOnce = desired.machineDeployments.find(({ name }) => name === machine.owner)?.maxUnavailable ?? 1;
    const turn = before[before.length - atOnce];
    // Whoever waits for one that waited for the joins has waited for them.
    const hasWaited = turn !== undefined && !isDead(turn) && !waitsForNobody.has(turn);
    const waits = !isDead(machine) && !waitsForNobody.has(machine) && !hasWaited;
    const needs = [
      ...(waits ? replacements(machine.owner, situation, joins) : []),
      ...(turn ? [operationId(turn.name, 'delete-node')] : []),
    ];
    return planRemoval({ ...removal, desired, needs });
  });
}

/** Those that an earlier run began are on their way out already: no other one joins them before they are through. */
function inTurn(removals: Removal[], first: ReadonlySet<ExistingMachine>): Removal[] {
  const rank = ({ machine }: Removal) => (machine.record?.deletion !== undefined ? 0 : first.has(machine) ? 1 : 2);
  return removals.toSorted((one, other) => rank(one) - rank(other));
}

/** A join that itself waits for a machine to leave is not waited for: two hosts may be changing places. */
function replacements(owner: string, { machines, vacating }: Situation, joins: PlannedOperation[]): string[] {
  const hosts = new Set(machines.filter((machine) => machine.owner === owner).map(({ name }) => name));
  return joins.filter(({ host = '' }) => hosts.has(host) && !vacating.has(host)).map(({ id }) => id);
}

function isDead(machine: ExistingMachine): boolean {
  return !machine.healthy || machine.reachable === false || lostItsHost(machine);
}
