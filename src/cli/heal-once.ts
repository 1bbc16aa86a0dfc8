import { InstallerError } from '../errors.ts';
import type { HealthCheckStatus } from '../model/health-check-status.ts';
import { judgeHealth } from '../plan/health/judge-health.ts';
import { healthText } from '../report/health-text.ts';
import { maskDeep } from '../report/mask.ts';
import { asRun } from './as-run.ts';
import type { Confirmation } from './confirm-plan.ts';
import { type Forecast, forecast } from './forecast.ts';
import { lockCluster, type RunLock } from './lock-cluster.ts';
import type { Output } from './options.ts';
import { runForecast } from './run-forecast.ts';
import type { Session } from './session.ts';
import { showPlan } from './show-plan.ts';
import { writeText } from './write-text.ts';

export interface HealOptions extends Confirmation {
  output: Output;
  concurrency: number;
  dryRun?: boolean;
  /** Aborted: nothing is begun any more. */
  signal?: AbortSignal;
}

/** look → evaluate → plan → confirm → run → report. */
export async function healOnce(session: Session, options: HealOptions): Promise<void> {
  await asRun(session, 'heal', async (run) => {
    const { timeLimit } = run;
    const runLock = options.dryRun ? undefined : await timeLimit.within(() => lockCluster(run, 'heal'));
    try {
      const seen = await timeLimit.within(() => forecast(run, runLock, { healing: true }));
      await heal(run, seen, runLock, options);
    } finally {
      await runLock?.lock.release();
    }
  });
}

/** What the checks of the inventory say of what was seen, masked: hosts word the reasons in it. */
export function healthOf({ desired, secrets }: Session, { observed }: Forecast): HealthCheckStatus[] {
  return maskDeep(judgeHealth(desired, observed).checks, secrets);
}

async function heal(session: Session, seen: Forecast, runLock: RunLock | undefined, options: HealOptions) {
  const { emit, secrets } = session;
  const checks = healthOf(session, seen);
  emit({ type: 'health', checks });
  emit({ type: 'plan', plan: seen.plan });
  const isIdle = seen.plan.operations.length === 0;
  if (options.output === 'text') {
    writeText(`${healthText(checks)}\n`);
    if (!isIdle) await showPlan(seen.plan, secrets, options);
  }
  if (isIdle || options.dryRun) {
    const summary = isIdle ? idle(checks) : 'dry run: nothing was changed';
    emit({ type: 'run-finished', ok: true, changed: 0, exitCode: 0, summary });
    return;
  }
  if (options.signal?.aborted) throw new InstallerError('interrupted', 'interrupted; nothing was changed');
  await runForecast(session, seen, runLock, options);
}

function idle(checks: readonly HealthCheckStatus[]): string {
  const unhealthy = checks.flatMap(({ machines }) => machines).filter((machine) => machine.unhealthy);
  const names = [...new Set(unhealthy.map(({ name }) => name))];
  if (names.length === 0) return 'nothing to do: no machine is unhealthy';
  return `nothing can be done now: ${names.join(', ')} ${names.length > 1 ? 'are' : 'is'} unhealthy and not replaced, see above`;
}
