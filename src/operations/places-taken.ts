import type { ExistingMachine } from '../model/existing-machine.ts';
import type { PlannedOperation } from '../model/plan.ts';
import type { BuildContext } from './build-context.ts';
import type { AskCluster } from './cluster-now.ts';

/** Machines that have to be there for a while before the next one is missing. */
export interface PlacesTaken {
  /** Of their nodes. */
  names: string[];
  /** How long each is to have been Ready. */
  readyForMs: number;
  view: AskCluster;
  /** By the cluster's clock, milliseconds since the epoch. */
  now(): number;
}

const TAKES_A_PLACE = new Set<string>(['join-worker', 'upgrade-node']);

/**
 * Whom a worker waits for that leaves, or is upgraded, in a rollout: those that its turn comes after, and every machine of
 * its owner that stays and was well when the plan was made, so that a run which goes on after another one waits as well. Who
 * was not well then is counted as missing by the plan already (Cluster API: minReadySeconds of machine deployments).
 * @returns undefined where nobody is waited for: also where its leaving, or its upgrade, was begun before
 */
export function placesTaken(
  { needs }: PlannedOperation,
  { name: own, role, owner, outdated, record, node, remediation }: ExistingMachine,
  { desired, plan, existing, leaving, facts, observed, view }: BuildContext,
): PlacesTaken | undefined {
  const readyForMs = desired.machineDeployments.find(({ name }) => name === owner)?.minReadyMs ?? 0;
  const begun = record?.deletion !== undefined || node?.closedForUpgrade === true;
  if (role === 'control-plane' || readyForMs === 0 || !outdated || begun || remediation !== undefined) return undefined;
  const before = plan.operations.flatMap(({ id: of, action, machine = '' }) =>
    needs.includes(of) && TAKES_A_PLACE.has(action) ? [machine] : [],
  );
  const changed = new Set(
    plan.operations.flatMap(({ action, machine = '' }) => (action === 'upgrade-node' ? [machine] : [])),
  );
  const staying = existing
    .filter((machine) => machine.owner === owner && machine.role === 'worker' && machine.healthy)
    .filter(({ name }) => !leaving.has(name) && !changed.has(name))
    .map(({ name }) => name);
  const names = [...new Set([...before, ...staying])].filter((name) => name !== own).sort();
  const offset = facts[observed.cluster?.via ?? '']?.clockOffsetMs ?? 0;
  return { names, readyForMs, view, now: () => Date.now() + offset };
}
