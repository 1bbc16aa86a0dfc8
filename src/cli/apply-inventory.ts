import { randomUUID } from 'node:crypto';
import { InstallerError } from '../errors.ts';
import { planBasis } from '../plan/basis.ts';
import { refuseOtherName } from './confirm-by-name.ts';
import { type Confirmation, confirmPlan } from './confirm-plan.ts';
import { continuedWithoutPlan } from './continued-without-plan.ts';
import { type Forecast, forecast } from './forecast.ts';
import { lockCluster, type RunLock } from './lock-cluster.ts';
import type { Output } from './options.ts';
import { refuseOtherInventory, refuseOutdatedPlan, type SavedPlan } from './refuse-outdated-plan.ts';
import type { Session } from './session.ts';
import { showPlan } from './show-plan.ts';

export interface ApplyOptions extends Confirmation {
  output: Output;
  concurrency: number;
  /** Run this one, or nothing. */
  saved?: SavedPlan;
  dryRun?: boolean;
  diff?: boolean;
}

/** read → observe → plan → confirm → run → report. */
export async function applyInventory(session: Session, options: ApplyOptions): Promise<void> {
  const { desired, emit, secrets, timeLimit } = session;
  const { saved } = options;
  refuseOtherName(desired.cluster.name, options.confirmDelete);
  emit({ type: 'run-started', command: 'apply', cluster: desired.cluster.name, runId: randomUUID() });
  if (saved) refuseOtherInventory(saved, desired, secrets);
  // A dry run changes nothing, not even the file that a lock is held on.
  const runLock = options.dryRun ? undefined : await timeLimit.within(() => lockCluster(session, 'apply'));
  try {
    await forecastAndRun(session, options, runLock);
  } finally {
    await runLock?.lock.release();
  }
}

async function forecastAndRun(session: Session, options: ApplyOptions, runLock: RunLock | undefined): Promise<void> {
  const { desired, emit, secrets, timeLimit } = session;
  const { saved } = options;
  const seen = await timeLimit.within(() => forecast(session, runLock));
  if (saved) refuseOutdatedPlan(saved, { plan: seen.plan, basis: planBasis({ ...seen, desired }) }, secrets);
  emit({ type: 'plan', plan: seen.plan });
  if (options.output === 'text') await showPlan(seen.plan, secrets, options);
  if (seen.plan.operations.length === 0 || options.dryRun) {
    const summary = seen.plan.operations.length === 0 ? converged(session) : 'dry run: nothing was changed';
    emit({ type: 'run-finished', ok: true, changed: 0, exitCode: 0, summary });
    return;
  }
  if (!runLock) throw unlocked(desired.cluster.name);
  await confirmPlan(seen.plan, options);
  const { runPlan } = await import('./run-plan.ts');
  try {
    const operations = await operationsOf(session, seen);
    const { concurrency } = options;
    const { lock } = runLock;
    await timeLimit.counting(() => runPlan(session, operations, { concurrency, lock, timeLimit }));
  } catch (error) {
    throw saved ? continuedWithoutPlan(error, saved, process.argv.slice(2)) : error;
  }
}

/** Some host came up between the question for the lock and the look. */
function unlocked(cluster: string): InstallerError {
  return new InstallerError(
    'unreachable',
    `no control plane of ${cluster} answered when its lock was to be taken; nothing was changed`,
    { hint: 'one may answer by now: type the same command again' },
  );
}

async function operationsOf({ host, secrets }: Session, seen: Forecast) {
  // What changes hosts, kubeadm's documents and certificates among it, is loaded where there is something to change.
  const { buildOperations } = await import('../operations/build-operations.ts');
  return buildOperations({
    ...seen,
    host,
    secrets,
    clusterUid: seen.identity.uid ?? randomUUID(),
    clusterExists: seen.identity.initialised.length > 0,
  });
}

/** Says what nothing cost: connections and round trips, so that a person sees that nothing was done. */
function converged({ desired, connections }: Session): string {
  const stats = Object.values(connections.stats()).filter(({ roundTrips }) => roundTrips > 0);
  const most = Math.max(0, ...stats.map(({ roundTrips }) => roundTrips));
  return `nothing to do: ${desired.cluster.name} is as the inventory says (${stats.length} hosts looked at, one connection and at most ${most} round trips each)`;
}
