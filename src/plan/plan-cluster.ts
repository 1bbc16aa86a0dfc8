import type { Desired } from '../model/desired.ts';
import { controlPlaneMachines, type Machine, machinesOf } from '../model/machine.ts';
import { type MachineState, machineState } from '../model/machine-state.ts';
import type { Observed } from '../model/observed.ts';
import type { Plan, PlannedOperation } from '../model/plan.ts';
import { planBasis } from './basis.ts';
import { clusterIdentity, reachableFacts } from './cluster-identity.ts';
import { planControlPlane } from './control-plane.ts';
import { operation } from './draft.ts';
import { type ManifestFile, planManifests } from './manifests.ts';
import { planNodeMetadata } from './nodes.ts';
import { planHost } from './prepare-hosts.ts';
import { planWorkers } from './workers.ts';

export interface PlanInput {
  desired: Desired;
  observed: Observed;
  manifests: ManifestFile[];
  /** Hash function for the plan's hashes; injected so that this room stays free of I/O. */
  hash(value: unknown): string;
}

/**
 * The whole plan: what must be done so that what was observed becomes what is desired, in an order that is safe.
 * Pure: the same input gives the same plan.
 */
export function planCluster({ desired, observed, manifests, hash }: PlanInput): Plan {
  const states = machineStates(desired, observed);
  const { inventory, ...seen } = planBasis({ desired, observed, states, manifests });
  const machines = machinesOf(desired).filter(
    ({ name }) => observed.hosts[name]?.reachable && states[name] !== 'foreign',
  );
  const preparations = oneCleaningAtATime(machines, (machine) => {
    const host = observed.hosts[machine.name];
    const state = states[machine.name];
    return host?.reachable && state ? planHost(machine, state, host.steps) : [];
  });
  const prepared = new Set(preparations.map(({ id }) => id));
  const controlPlane = planControlPlane({
    machines: controlPlaneMachines(desired).filter((machine) => machines.some(({ name }) => name === machine.name)),
    states,
    clusterExists: clusterExists(desired, observed),
    prepared,
    cleanings: controlPlaneCleanings(preparations, machines).map(({ id }) => id),
  });
  const initialisation = controlPlane.find(({ action }) => action === 'init-control-plane')?.id;
  const workers = planWorkers({
    machines: machines.filter(({ role }) => role === 'worker'),
    states,
    prepared,
    initialisation,
  });
  const structural = [...preparations, ...controlPlane, ...workers];
  const changes = [
    ...structural,
    ...planManifests(manifests, observed.cluster, initialisation),
    ...planNodeMetadata(desired, machines, observed.cluster, joinIds(structural)),
  ];
  return {
    cluster: desired.cluster.name,
    inventoryHash: hash(inventory),
    observedHash: hash(seen),
    operations: withVerification(changes, machines, observed),
    summary: summarise(structural, changes),
  };
}

/** Taking an unfinished control plane out of etcd is a structural change: never two of them side by side. */
function oneCleaningAtATime(
  machines: Machine[],
  preparationsOf: (machine: Machine) => PlannedOperation[],
): PlannedOperation[] {
  const preparations = machines.flatMap(preparationsOf);
  const cleanings = controlPlaneCleanings(preparations, machines);
  return preparations.map((preparation) => {
    const before = cleanings[cleanings.indexOf(preparation) - 1];
    return before ? { ...preparation, needs: [...preparation.needs, before.id] } : preparation;
  });
}

function controlPlaneCleanings(preparations: PlannedOperation[], machines: Machine[]): PlannedOperation[] {
  const controlPlanes = machines.filter(({ role }) => role === 'control-plane').map(({ name }) => name);
  return preparations.filter(
    ({ action, machine = '' }) => action === 'clean-half-bootstrapped' && controlPlanes.includes(machine),
  );
}

/** State of every machine whose host answered. */
export function machineStates(desired: Desired, observed: Pick<Observed, 'hosts'>): Record<string, MachineState> {
  const facts = reachableFacts(observed);
  const { uid } = clusterIdentity(desired, facts);
  return Object.fromEntries(
    Object.entries(facts).map(([name, seen]) => [name, machineState(seen, desired.cluster.name, uid)]),
  );
}

function clusterExists(desired: Desired, observed: Observed): boolean {
  return observed.cluster !== undefined || clusterIdentity(desired, reachableFacts(observed)).witnesses.length > 0;
}

function joinIds(operations: PlannedOperation[]): Map<string, string> {
  const bootstraps = operations.filter(({ action }) => /^(init|join)-/.test(action));
  return new Map(bootstraps.map(({ id, host }) => [host ?? '', id]));
}

/** Done means: every node Ready and the endpoint answering. Also planned alone, when a converged cluster is not healthy. */
function withVerification(changes: PlannedOperation[], machines: Machine[], observed: Observed): PlannedOperation[] {
  const troubles = observed.cluster ? unhealthy(machines, observed) : [];
  if (changes.length === 0 && troubles.length === 0) return [];
  return [
    ...changes,
    operation({
      action: 'verify-cluster',
      title: 'Wait until every node is Ready and the endpoint answers',
      reason: changes.length > 0 ? 'done means that the cluster serves' : troubles.join('; '),
      needs: changes.map(({ id }) => id),
    }),
  ];
}

function unhealthy(machines: Machine[], { cluster }: Observed): string[] {
  if (!cluster) return [];
  const notReady = machines.filter(({ name }) => !cluster.nodes.find((node) => node.name === name)?.ready);
  return [
    ...notReady.map(({ name }) => `node ${name} is not Ready`),
    ...(cluster.endpointAnswers ? [] : ['the endpoint does not answer']),
  ];
}

function summarise(structural: PlannedOperation[], changes: PlannedOperation[]): Plan['summary'] {
  const created = new Set(joinIds(structural).keys());
  const updated = new Set(changes.map(({ host }) => host ?? 'cluster').filter((subject) => !created.has(subject)));
  if (created.size > 0) updated.delete('cluster');
  return { create: created.size, update: updated.size, delete: 0 };
}
