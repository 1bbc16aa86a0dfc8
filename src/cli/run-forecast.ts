import { randomUUID } from 'node:crypto';
import { InstallerError } from '../errors.ts';
import { type Confirmation, confirmPlan } from './confirm-plan.ts';
import type { Forecast } from './forecast.ts';
import type { RunLock } from './lock-cluster.ts';
import type { Session } from './session.ts';

export interface RunForecastOptions extends Confirmation {
  concurrency: number;
  /** The error of a run that was cut, with what continues it. */
  cut?(error: unknown): unknown;
}

/**
 * Asks, then does what was forecast, under the lock that was held while it was.
 * @throws InstallerError `unreachable` without a lock
 */
export async function runForecast(
  session: Session,
  seen: Forecast,
  runLock: RunLock | undefined,
  options: RunForecastOptions,
): Promise<void> {
  const { desired, timeLimit } = session;
  if (!runLock) throw unlocked(desired.cluster.name);
  await confirmPlan(seen.plan, options);
  const { runPlan } = await import('./run-plan.ts');
  try {
    const operations = await operationsOf(session, seen);
    const { concurrency } = options;
    const { lock } = runLock;
    await timeLimit.counting(() => runPlan(session, operations, { concurrency, lock, timeLimit }));
  } catch (error) {
    throw options.cut ? options.cut(error) : error;
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
