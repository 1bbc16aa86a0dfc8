import type { Desired } from '../model/desired.ts';
import type { ExistingMachine } from '../model/existing-machine.ts';
import type { Machine } from '../model/machine.ts';
import type { Observed } from '../model/observed.ts';
import type { Finding, Plan, PlannedOperation } from '../model/plan.ts';
import { planBasis } from './basis.ts';
import {
  beforeCleanings,
  changesBeforeRepairs,
  lastIdOf,
  planControlPlane,
  registrationsOfControlPlanes,
} from './control-plane.ts';
import { controlPlaneChanges } from './control-plane-changes.ts';
import { controlPlaneNow } from './control-plane-now.ts';
import type { ControlPlaneChange } from './control-plane-state.ts';
import { healingPart } from './health/healing-part.ts';
import { inOrderOfNeeds } from './in-order-of-needs.ts';
import { madeAsBefore } from './made-as-before.ts';
import { type ManifestFile, planManifests } from './manifests.ts';
import { planNodeMetadata } from './nodes.ts';
import { planFindings } from './plan-findings.ts';
import { controlPlaneCleanings, controlPlaneRepairs, planPreparations } from './prepare-hosts.ts';
import { planRecords } from './records.ts';
import { planRegistrations, registrationsBeforeRollout } from './register-nodes.ts';
import { planCleaning } from './removal.ts';
import { machineSetChanges } from './revisions/machine-set-changes.ts';
import { clusterWide, upgradeAddons } from './rollout/cluster-wide.ts';
import { controlPlaneRolls } from './rollout/control-plane-rolls.ts';
import { secondMember } from './second-member.ts';
import { type Situation, situationOf } from './situation.ts';
import { planVerification } from './verification.ts';
import { wantedRecords } from './wanted-records.ts';
import { planWorkers } from './workers.ts';
import { workersInPeace } from './workers-in-peace.ts';

export interface PlanInput {
  /** As the inventory says: which hosts serve is decided here. */
  desired: Desired;
  observed: Observed;
  manifests: ManifestFile[];
  /** Hash function for the plan's hashes; injected so that this room stays free of I/O. */
  hash(value: unknown): string;
  /** Hash of all that is to be applied to a machine now (plan/machine-revision.ts). `undefined`: not known. */
  revisionOf(machine: Machine): string | undefined;
}

/**
 * The whole plan: what must be done so that what was observed becomes what is desired, in an order that is safe.
 * Pure: the same input gives the same plan. Where the control plane cannot safely become what is desired, the plan ends
 * before that: `refusePlan` tells.
 */
export function planCluster(input: PlanInput): Plan {
  const { desired, observed, manifests } = input;
  const situation = situationOf(desired, observed);
  if (observed.healing) return planHealing(input, situation);
  const structural = structuralChanges(situation, observed);
  const initialisation = structural.find(({ action }) => action === 'init-control-plane')?.id;
  const { cluster } = observed;
  const alone = madeAsBefore(situation) !== undefined || registrationsBeforeRollout(situation).length > 0;
  const wanted = wantedRecords(situation.desired, observed, structural, input.revisionOf);
  const changes = alone
    ? structural
    : [
        ...structural,
        ...planManifests(manifests, cluster, initialisation),
        ...planNodeMetadata(situation, joinIds(structural), idsOf(structural, /^register-node$/)),
        ...(cluster ? planRecords(wanted, cluster.records, machineSetChanges(desired, cluster)) : []),
      ];
  const operations = [...inOrderOfNeeds(changes), ...(alone ? [] : planVerification(changes, situation))];
  return { ...headOf(input, situation), operations, summary: summarise(structural, changes, situation) };
}

/** Unhealthy machines are replaced and what was begun is finished; drift, labels of others and manifests are left to apply. */
function planHealing(input: PlanInput, situation: Situation): Plan {
  const structural = healingPart(structuralChanges(situation, input.observed), situation);
  const joins = joinIds(structural);
  const metadata = planNodeMetadata(situation, joins, new Map()).filter(({ host = '' }) => joins.has(host));
  const changes = [...structural, ...metadata];
  const verification = changes.length > 0 ? planVerification(changes, situation) : [];
  const operations = [...inOrderOfNeeds(changes), ...verification];
  return { ...headOf(input, situation), operations, summary: summarise(structural, changes, situation) };
}

function headOf(input: PlanInput, { states }: Situation): Pick<Plan, 'cluster' | 'inventoryHash' | 'observedHash'> {
  const { inventory, ...seen } = planBasis({ ...input, states });
  const { desired, hash } = input;
  return { cluster: desired.cluster.name, inventoryHash: hash(inventory), observedHash: hash(seen) };
}

/** What stands in the way of the plan, and what a person should know of it. A `refuse` among them: nothing must be changed. */
export function refusePlan({ desired, observed }: Pick<PlanInput, 'desired' | 'observed'>): Finding[] {
  return planFindings(situationOf(desired, observed), observed);
}

/** Machines made, made ready, made up to date and removed. */
function structuralChanges(situation: Situation, observed: Observed): PlannedOperation[] {
  const state = controlPlaneNow(situation);
  const { changes } = controlPlaneChanges(state);
  const earlier = madeAsBefore(situation)?.name;
  if (earlier !== undefined) {
    const ending = changes.filter(({ machine, kind }) => machine === earlier && kind !== 'upgrade').slice(0, 1);
    return planControlPlane({ situation, changes: ending, prepared: new Set(), cleanings: [] });
  }
  const again = registrationsBeforeRollout(situation);
  if (again.length > 0) return again;
  const first = beforeCleanings(changes, state);
  const leftovers = observed.cluster ? situation.toBeCleaned.filter(({ member }) => !member) : [];
  const endings = endingsOf(leftovers);
  // Of a control plane that cannot leave now, the host is not prepared anew.
  const stuck = new Set(controlPlanesLeaving(situation).filter((name) => !isRemoved(name, changes)));
  const preparations = planPreparations(situation, observed.hosts, {
    cleanings: first ? lastIdOf([first], situation) : endings,
    repairs: lastIdOf(changesBeforeRepairs(changes, first, situation), situation),
  }).filter(({ machine = '' }) => !stuck.has(machine));
  const repairs = controlPlaneRepairs(situation, preparations);
  const prepared = new Set(preparations.map(({ id }) => id));
  const cleanings = controlPlaneCleanings(situation.machines, preparations);
  const registrations = planRegistrations(situation, prepared);
  const wide = clusterWide(situation, changes);
  const controlPlane = planControlPlane({
    ...{ situation, changes, prepared, cleanings, registrations, repairs, endings, first },
    ...{ beforeUpgrades: wide.beforeUpgrades, beforeJoins: wide.beforeJoins },
  });
  const last = controlPlane.at(-1)?.id;
  const upgrades = changes.some(({ kind }) => kind === 'upgrade');
  const addons = wide.addons
    ? [
        upgradeAddons(situation, [
          ...(last === undefined ? registrations.map(({ id }) => id) : [last]),
          ...(upgrades ? [] : wide.beforeUpgrades),
        ]),
      ]
    : [];
  const afterNodes = registrationsOfControlPlanes(registrations, situation);
  const left = leftovers.flatMap((machine) => planCleaning(machine, isCleanedAfterNodes(machine) ? afterNodes : []));
  const initialisation = controlPlane.find(({ action }) => action === 'init-control-plane')?.id;
  const peace = secondMember(controlPlane, situation) ?? initialisation;
  const end = addons[0]?.id ?? last;
  const rolls = controlPlaneRolls(situation);
  const others = [...wide.before, ...preparations, ...registrations, ...controlPlane, ...addons];
  const leavings = workersInPeace(left, peace, others);
  const workers = planWorkers({
    ...{ situation, prepared, beforeWorkers: wide.beforeWorkers },
    ...(end !== undefined && (rolls.any || rolls.version) && { controlPlane: { last: end, version: rolls.version } }),
  });
  return [...leavings, ...others, ...workersInPeace(workers, peace, [...leavings, ...others])];
}

/** Ids of what ends kubeadm on hosts that were given up as control planes: until then it may add its member to etcd any moment. */
function endingsOf(leftovers: readonly ExistingMachine[]): string[] {
  return leftovers
    .filter((machine) => machine.role === 'control-plane' && !isCleanedAfterNodes(machine))
    .flatMap((machine) => planCleaning(machine))
    .filter(({ action }) => action === 'clean-host')
    .map(({ id }) => id);
}

/** What is left of a control plane is drained when the others are well; kubeadm that is at work there waits for nobody. */
function isCleanedAfterNodes({ role, state }: ExistingMachine): boolean {
  return role === 'control-plane' && state !== 'bootstrapping';
}

function controlPlanesLeaving({ removals }: Situation): string[] {
  return removals.filter(({ machine }) => machine.role === 'control-plane').map(({ machine }) => machine.name);
}

function isRemoved(name: string, changes: readonly ControlPlaneChange[]): boolean {
  return changes.some(({ kind, machine }) => kind === 'remove' && machine === name);
}

/** Ids of what makes a machine, by host. */
function joinIds(operations: PlannedOperation[]): Map<string, string> {
  return idsOf(operations, /^(init|join)-/);
}

/** By host. */
function idsOf(operations: PlannedOperation[], action: RegExp): Map<string, string> {
  return new Map(operations.filter((one) => action.test(one.action)).map(({ id, host }) => [host ?? '', id]));
}

function summarise(
  structural: PlannedOperation[],
  changes: PlannedOperation[],
  { removals }: Situation,
): Plan['summary'] {
  const created = new Set(joinIds(structural).keys());
  const gone = new Set(structural.filter(({ action }) => action === 'delete-node').map(({ host }) => host));
  const deleted = new Set(removals.map(({ machine }) => machine.name).filter((name) => gone.has(name)));
  const updated = new Set(changes.map(({ host }) => host ?? 'cluster'));
  for (const name of [...created, ...deleted]) updated.delete(name);
  if (created.size + deleted.size > 0) updated.delete('cluster');
  return { create: created.size, update: updated.size, delete: deleted.size };
}
