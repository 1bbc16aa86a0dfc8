import type { ExistingMachine } from '../model/existing-machine.ts';
import type { PlannedOperation } from '../model/plan.ts';
import type { Removal } from './assign-hosts.ts';
import { bootstrapReason, prepareId } from './control-plane.ts';
import { operation, operationId } from './draft.ts';
import { lostItsHost } from './existing-machines.ts';
import { planRemoval } from './removal.ts';
import type { Situation } from './situation.ts';

export interface WorkersInput {
  situation: Situation;
  prepared: ReadonlySet<string>;
}

/**
 * Workers join as soon as the cluster answers and their host is prepared, side by side. Of each deployment as many leave
 * at once as may be unavailable, after those that join it, so that pods find a place; a dead one makes no pod homeless and
 * waits for nobody.
 */
export function planWorkers(input: WorkersInput): PlannedOperation[] {
  const joins = planJoins(input);
  return [...joins, ...planRemovals(input.situation, joins)];
}

function planJoins({ situation, prepared }: WorkersInput): PlannedOperation[] {
  const { machines, states, vacating } = situation;
  return machines
    .filter(({ name, role }) => role === 'worker' && (states[name] !== 'bootstrapped' || vacating.has(name)))
    .map(({ name, owner }) =>
      operation({
        action: 'join-worker',
        host: name,
        machine: name,
        title: `Join ${name} as worker`,
        reason: bootstrapReason(vacating.has(name) ? undefined : states[name], `wanted in ${owner}, not a node yet`),
        needs: prepareId(name, prepared),
      }),
    );
}

function planRemovals(situation: Situation, joins: PlannedOperation[]): PlannedOperation[] {
  const { desired, removals } = situation;
  const begun = new Map<string, ExistingMachine[]>();
  return beginningWithBegun(removals.filter(({ machine }) => machine.role === 'worker')).flatMap((removal) => {
    const { machine } = removal;
    const before = begun.get(machine.owner) ?? [];
    begun.set(machine.owner, [...before, machine]);
    const atOnce = desired.machineDeployments.find(({ name }) => name === machine.owner)?.maxUnavailable ?? 1;
    const turn = before[before.length - atOnce];
    // Whoever waits for one that waited for the joins has waited for them.
    const waits = !isDead(machine) && (!turn || isDead(turn));
    const needs = [
      ...(waits ? replacements(machine.owner, situation, joins) : []),
      ...(turn ? [operationId(turn.name, 'delete-node')] : []),
    ];
    return planRemoval({ ...removal, desired, needs });
  });
}

/** Those that an earlier run began are on their way out already: no other one joins them before they are through. */
function beginningWithBegun(removals: Removal[]): Removal[] {
  const begun = removals.filter(({ machine }) => machine.record?.deletion !== undefined);
  return [...begun, ...removals.filter((removal) => !begun.includes(removal))];
}

/** A join that itself waits for a machine to leave is not waited for: two hosts may be changing places. */
function replacements(owner: string, { machines, vacating }: Situation, joins: PlannedOperation[]): string[] {
  const hosts = new Set(machines.filter((machine) => machine.owner === owner).map(({ name }) => name));
  return joins.filter(({ host = '' }) => hosts.has(host) && !vacating.has(host)).map(({ id }) => id);
}

function isDead(machine: ExistingMachine): boolean {
  return !machine.healthy || machine.reachable === false || lostItsHost(machine);
}
