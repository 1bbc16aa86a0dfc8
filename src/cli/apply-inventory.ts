import { randomUUID } from 'node:crypto';
import { countOf } from '../model/count-of.ts';
import { planBasis } from '../plan/basis.ts';
import { refuseOtherName } from './confirm-by-name.ts';
import type { Confirmation } from './confirm-plan.ts';
import { continuedWithoutPlan } from './continued-without-plan.ts';
import { forecast } from './forecast.ts';
import { lockCluster, type RunLock } from './lock-cluster.ts';
import type { Output } from './options.ts';
import { refuseOtherInventory, refuseOutdatedPlan, type SavedPlan } from './refuse-outdated-plan.ts';
import { runForecast } from './run-forecast.ts';
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
  const cut = (error: unknown) => (saved ? continuedWithoutPlan(error, saved, process.argv.slice(2)) : error);
  await runForecast(session, seen, runLock, { ...options, cut });
}

/** Says what nothing cost: connections and round trips, so that a person sees that nothing was done. */
function converged({ desired, connections }: Session): string {
  const stats = Object.values(connections.stats()).filter(({ roundTrips }) => roundTrips > 0);
  const most = Math.max(0, ...stats.map(({ roundTrips }) => roundTrips));
  return `nothing to do: ${desired.cluster.name} is as the inventory says (${countOf(stats.length, 'host')} looked at, one connection and at most ${countOf(most, 'round trip')} each)`;
}
