import type { ExistingMachine } from '../model/existing-machine.ts';
import type { PlannedOperation } from '../model/plan.ts';
import { bootstrapReason, prepareId } from './control-plane.ts';
import { operation, operationId } from './draft.ts';
import { lostItsHost } from './existing-machines.ts';
import type { Removal } from './owner.ts';
import { planRemoval } from './removal.ts';
import { machinesInLanes, planLanes } from './rollout/plan-lanes.ts';
import type { Situation } from './situation.ts';
import { presentIn, type WithinSurge, withinSurge } from './within-surge.ts';

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
  /** Ids of what has to end before kubeadm is run on any worker. */
  beforeWorkers?: string[];
}

/**
 * Workers join as soon as the cluster answers and their host is prepared, side by side. Of each deployment as many leave
 * at once as may be unavailable, after those that join it, so that pods find a place; a dead one makes no pod homeless and
 * waits for nobody. Outdated ones are rolled when all that is done, and the control plane is up to date (Cluster API,
 * machineset_preflight.go).
 */
export function planWorkers(input: WorkersInput): PlannedOperation[] {
  const { situation, controlPlane, beforeWorkers = [] } = input;
  const inLanes = machinesInLanes(situation);
  const unlimited = planJoins(input, inLanes.join);
  const surges = surgesOf(situation, unlimited, inLanes.remove);
  const joins = inTheirTurn(unlimited, surges);
  const removals = planRemovals(input, joins, inLanes.remove, surges);
  const owners = new Map(situation.existing.map(({ name, owner }) => [name, owner]));
  const wanted = new Map(situation.machines.map(({ name, owner }) => [name, owner]));
  const lanes = [...situation.rolled].flatMap(([owner, rolled]) => {
    // A machine that changes hands is missed by whom it leaves.
    const formers = new Set([owner, ...rolled.stages.flat(2).map(({ machine }) => owners.get(machine))]);
    const first = [
      ...(controlPlane ? [controlPlane.last] : []),
      ...beforeWorkers,
      ...joins.filter(({ host = '' }) => wanted.get(host) === owner).map(({ id }) => id),
      ...removals
        .filter(({ action, host = '' }) => action === 'delete-node' && formers.has(owners.get(host)))
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
  { situation: { states, vacating }, prepared, beforeWorkers = [] }: WorkersInput,
  needs: string[],
): PlannedOperation {
  return operation({
    action: 'join-worker',
    host: name,
    machine: name,
    title: `Join ${name} as worker`,
    reason: bootstrapReason(vacating.has(name) ? undefined : states[name], `wanted in ${owner}, not a node yet`),
    needs: [...new Set([...prepareId(name, prepared), ...beforeWorkers, ...needs])],
  });
}

/** What joins and what leaves a deployment that would have too many machines for a moment. */
interface Surge extends WithinSurge {
  /** Names of the hosts of those that join, in their order. */
  joining: string[];
  /** Names of those that leave and count. */
  leaving: string[];
}

/** By owner, where not all may join at once. */
function surgesOf(
  { desired, existing, removals, machines }: Situation,
  joins: PlannedOperation[],
  inLanes: ReadonlySet<string>,
): Map<string, Surge> {
  const hosts = new Set(joins.map(({ host }) => host));
  return new Map(
    desired.machineDeployments.flatMap((md): [string, Surge][] => {
      const joining = machines
        .filter(({ name, owner }) => owner === md.name && hosts.has(name))
        .map(({ name }) => name);
      const present = presentIn(md, existing).filter(({ name }) => !joining.includes(name));
      const leaving = removals
        .filter(({ machine }) => present.includes(machine) && !inLanes.has(machine.name))
        .map(({ machine }) => machine.name);
      const within = leaving.length > 0 ? withinSurge(md, present.length, joining.length) : undefined;
      return within ? [[md.name, { ...within, joining, leaving }]] : [];
    }),
  );
}

function inTheirTurn(joins: PlannedOperation[], surges: ReadonlyMap<string, Surge>): PlannedOperation[] {
  const before = new Map(
    [...surges.values()].flatMap(({ joining, leaving, beforeJoin }) =>
      joining.map((name, i): [string, string[]] => [name, leaving.slice(0, beforeJoin(i))]),
    ),
  );
  return joins.map((join) => {
    const left = before.get(join.host ?? '') ?? [];
    return { ...join, needs: [...join.needs, ...left.map((name) => operationId(name, 'delete-node'))] };
  });
}

function planRemovals(
  { situation, controlPlane }: WorkersInput,
  joins: PlannedOperation[],
  inLanes: ReadonlySet<string>,
  surges: ReadonlyMap<string, Surge>,
): PlannedOperation[] {
  const { desired, removals } = situation;
  const leaving = removals.filter(({ machine }) => machine.role === 'worker' && !inLanes.has(machine.name));
  // Joins wait for the control plane: those that it waits for itself, and those that are before them, wait for no join.
  const forControlPlane = new Set(controlPlane?.version ? desired.controlPlane.hosts : []);
  const urgent = leaving.filter(
    ({ machine }) =>
      (controlPlane?.version === true &&
        (machine.record?.deletion !== undefined || forControlPlane.has(machine.name))) ||
      // Those come before whoever has to leave first.
      (surges.has(machine.owner) && machine.record?.deletion !== undefined),
  );
  const waitsForNobody = new Set(urgent.map(({ machine }) => machine));
  const leavesFirst = new Set([...surges.values()].flatMap((surge) => surge.leaving));
  const first = leaving.flatMap(({ machine }) =>
    waitsForNobody.has(machine) || leavesFirst.has(machine.name) ? [machine] : [],
  );
  const begun = new Map<string, ExistingMachine[]>();
  return inTurn(leaving, new Set(first)).flatMap((removal) => {
    const { machine } = removal;
    const before = begun.get(machine.owner) ?? [];
    begun.set(machine.owner, [...before, machine]);
    const atOnce = desired.machineDeployments.find(({ name }) => name === machine.owner)?.maxUnavailable ?? 1;
    const turn = before[before.length - atOnce];
    // Whoever waits for one that waited for the joins has waited for them.
    const hasWaited = turn !== undefined && !isDead(turn) && !waitsForNobody.has(turn) && !leavesFirst.has(turn.name);
    const waits = !isDead(machine) && !waitsForNobody.has(machine) && !hasWaited;
    const surge = surges.get(machine.owner);
    const place = surge?.leaving.indexOf(machine.name) ?? -1;
    const joined = surge && place >= 0 ? surge.joining.slice(0, surge.beforeRemoval(place)) : undefined;
    const needs = [
      ...(waits
        ? (joined?.map((name) => operationId(name, 'join-worker')) ?? replacements(machine.owner, situation, joins))
        : []),
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
