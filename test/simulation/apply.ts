import type { DesiredHealthCheck } from '../../src/model/desired.ts';
import type { ExistingMachine } from '../../src/model/existing-machine.ts';
import type { MachineMark } from '../../src/model/facts.ts';
import type { Machine } from '../../src/model/machine.ts';
import type { Observed } from '../../src/model/observed.ts';
import type { Finding, Plan, PlannedOperation } from '../../src/model/plan.ts';
import { controlPlanesDuring } from '../../src/operations/control-planes-during.ts';
import { clusterIdentity, isHeadless, reachableFacts } from '../../src/plan/cluster-identity.ts';
import { judgeHealth } from '../../src/plan/health/judge-health.ts';
import { type PlanInput, planCluster, refusePlan } from '../../src/plan/plan-cluster.ts';
import { wantedRecords } from '../../src/plan/wanted-records.ts';
import { look, type Seen } from './look.ts';
import { bodyOf } from './operations/body-of.ts';
import type { Apply, Running } from './operations/running.ts';
import { desiredOf, type SimInventory } from './world/sim-inventory.ts';
import { revisionOf as revision } from './world/view.ts';
import type { World } from './world/world.ts';

export const MANIFESTS = [{ name: 'cni.yaml', content: 'cni', sha256: 'sha of cni' }];

/** Times do not matter: conditions do not say since when. */
const NOW = '2026-02-01T00:00:00Z';

/** Something can be done, or nothing has to be. */
export interface Planned {
  kind: 'plan';
  /** What the plan was made from. */
  input: PlanInput;
  plan: Plan;
  findings: Finding[];
  apply: Omit<Apply, 'tape' | 'deeds'>;
  seen: Seen;
}

/** What an apply came to before it did anything. */
export type Forecast =
  | Planned
  | { kind: 'refused'; findings: Finding[]; seen: Seen }
  /** A host that is to serve does not answer; the cluster does not; it has no control plane here. */
  | { kind: 'unreachable' | 'unanswered' | 'headless'; seen: Seen };

/** Looks and plans as the command line does (src/cli/forecast.ts). @param check by which unhealthy machines are replaced, and nothing else is done */
export function forecast(world: World, inventory: SimInventory, check?: DesiredHealthCheck): Forecast {
  const desired = { ...desiredOf(inventory), ...(check && { machineHealthChecks: [check] }) };
  const revisionOf = (machine: Machine) => revision(machine, inventory.settings);
  const judge = (observed: Observed) => judgeHealth(desired, { ...observed, at: NOW }).healing;
  const seen = look(world, desired, revisionOf, check && judge);
  const { observed, existing } = seen;
  if (check && !observed.cluster) return { kind: 'unanswered', seen };
  if (!check && [...seen.worked].some((name) => observed.hosts[name]?.reachable === false))
    return { kind: 'unreachable', seen };
  const input = { desired, observed, manifests: MANIFESTS, hash: () => '', revisionOf };
  const findings = refusePlan(input);
  if (findings.some(({ severity }) => severity === 'refuse')) return { kind: 'refused', findings, seen };
  const identity = clusterIdentity(desired, observed);
  if (seen.unavailable) return { kind: 'unanswered', seen };
  if (isHeadless(identity)) return { kind: 'headless', seen };
  const plan = planCluster(input);
  const named = (action: PlannedOperation['action']) =>
    new Set(plan.operations.flatMap(({ action: does, machine }) => (does === action && machine ? [machine] : [])));
  const marks = new Map<string, MachineMark>();
  for (const [name, { machine }] of Object.entries(reachableFacts(observed))) if (machine) marks.set(name, machine);
  const apply = {
    world,
    desired: seen.desired,
    existing,
    leaving: named('delete-node'),
    clusterExists: identity.initialised.length > 0,
    clusterUid: identity.uid ?? `uid-${world.clusterUids.length + 1}`,
    made: world.now,
    revisionOf,
    changes: (operation: PlannedOperation) => changedBy(operation, existing, marks),
    membersAt: controlPlanesDuring(plan, existing),
    manifests: MANIFESTS,
    marks,
    cleaned: new Set([...named('clean-host'), ...existing.filter(isReleased).map(({ name }) => name)]),
    records: wantedRecords(seen.desired, observed, plan.operations, revisionOf),
  };
  return { kind: 'plan', input, plan, findings, apply, seen };
}

/** Its host was visited and bears nothing of ours. */
function isReleased({ state }: ExistingMachine): boolean {
  return state === 'bare' || state === 'foreign';
}

interface AtWork {
  operation: PlannedOperation;
  body: Running;
}

/** What the world does by itself between two steps. */
export type Meanwhile = () => void;

/**
 * Runs a plan in some order that `needs` allow, several operations at once, until it is done, nothing more can be done, or
 * it is killed. Answers what did not end well.
 */
export function run(plan: Plan, apply: Apply, meanwhile: Meanwhile): string[] {
  const { tape, deeds } = apply;
  const waiting = new Set(plan.operations);
  const ended = new Set<string>();
  const atWork: AtWork[] = [];
  const failed: string[] = [];
  const leave = (work: AtWork) => {
    atWork.splice(atWork.indexOf(work), 1);
    deeds.judge.controlPlane.ended(work.operation.id);
  };
  for (;;) {
    const ready = [...waiting].filter(({ needs }) => needs.every((need) => ended.has(need)));
    if (ready.length + atWork.length === 0) return failed;
    if (tape.once(30)) {
      apply.world.log(`killed${atWork.map(({ operation }) => ` during ${operation.id}`).join()}`);
      for (const work of [...atWork]) leave(work);
      return [...failed, 'killed'];
    }
    meanwhile();
    // What runs goes on first, so that a tape that has ended runs one operation after the other.
    const choice = tape.next(ready.length + atWork.length);
    const work = atWork[choice];
    if (!work) {
      const operation = ready[choice - atWork.length];
      if (!operation) continue;
      waiting.delete(operation);
      atWork.push({ operation, body: bodyOf(apply, operation) });
      continue;
    }
    deeds.judge.controlPlane.by(work.operation.id, apply.changes(work.operation));
    const step = work.body.next();
    if (!step.done) continue;
    leave(work);
    apply.world.log(`${work.operation.id} ${step.value ? 'ended' : 'failed'}`);
    if (step.value) ended.add(work.operation.id);
    else failed.push(work.operation.id);
    // The engine starts nothing new then; that it might is harder on the plan.
    if (!step.value && tape.next(2) === 0) waiting.clear();
  }
}

const JOINS = new Set<PlannedOperation['action']>(['init-control-plane', 'join-control-plane']);
const REMOVALS = new Set<PlannedOperation['action']>([
  'drain-node',
  'remove-etcd-member',
  'clean-host',
  'delete-node',
  'clean-half-bootstrapped',
]);

/** What has left already is no control plane. */
function changedBy(
  { action, machine: name }: PlannedOperation,
  existing: readonly ExistingMachine[],
  marks: ReadonlyMap<string, MachineMark>,
): string | undefined {
  // An init that came to nothing made no control plane.
  const nothing = action === 'clean-half-bootstrapped' && name !== undefined && marks.get(name)?.bootstrap === 'init';
  if (name === undefined || nothing) return undefined;
  const machine = existing.find((candidate) => candidate.name === name);
  const left = machine?.record?.toBeCleaned && !machine.member;
  const upgraded = action === 'upgrade-node' && machine?.role === 'control-plane';
  const leaves = REMOVALS.has(action) && machine?.role === 'control-plane' && !left;
  return JOINS.has(action) || leaves || upgraded ? name : undefined;
}
