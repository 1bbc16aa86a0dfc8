import { installInterrupts } from '../engine/interrupts.ts';
import type { OperationNode } from '../engine/operation-node.ts';
import { type RunResult, runOperations } from '../engine/run-operations.ts';
import { InstallerError } from '../errors.ts';
import type { ClusterLock } from '../operations/cluster-lock.ts';
import type { Session } from './session.ts';

export interface RunPlanOptions {
  concurrency: number;
  /** Seconds. */
  timeout?: number;
  /** What the run must not go on without. */
  lock?: Pick<ClusterLock, 'host' | 'lost'>;
}

/**
 * Runs operations under the operator's hands: Ctrl-C once starts nothing new, twice cuts. A lock that is lost is as Ctrl-C
 * once: another run may be at work on the cluster.
 * @throws the first operation's error; InstallerError `interrupted` when the run was stopped before its end, `locked` when
 * its lock was lost
 */
export async function runPlan(session: Session, operations: OperationNode[], options: RunPlanOptions): Promise<void> {
  const { emit } = session;
  const interrupts = installInterrupts({
    onGraceful: () =>
      emit({ type: 'note', message: 'stopping: what runs is let end, nothing new is started (Ctrl-C again cuts)' }),
    onHard: () =>
      emit({ type: 'note', message: 'cut: kubeadm and package managers on hosts end what they do by themselves' }),
  });
  const { lock } = options;
  const onLost = () => {
    if (lock) emit({ type: 'note', message: `${where(lock)} was lost: what runs is let end, nothing new is started` });
  };
  lock?.lost.addEventListener('abort', onLost, { once: true });
  const timeout = options.timeout === undefined ? undefined : AbortSignal.timeout(options.timeout * 1000);
  try {
    const result = await runOperations(operations, {
      concurrency: options.concurrency,
      emit,
      interrupts: {
        graceful: anyOf(interrupts.graceful, timeout, lock?.lost),
        hard: anyOf(interrupts.hard, timeout),
      },
    });
    const givenUp = timeout?.aborted ? timeIsUp(options.timeout) : undefined;
    const unlocked = lock?.lost.aborted ? lockLost(lock) : undefined;
    finish(session, result, operations.length, givenUp ?? unlocked);
  } finally {
    lock?.lost.removeEventListener('abort', onLost);
    interrupts.remove();
  }
}

function anyOf(...signals: (AbortSignal | undefined)[]): AbortSignal {
  return AbortSignal.any(signals.filter((signal) => signal !== undefined));
}

function timeIsUp(seconds: number | undefined): InstallerError {
  return new InstallerError('operation-failed', `given up after ${seconds} s, the limit given with --timeout`);
}

function lockLost(lock: Pick<ClusterLock, 'host' | 'lost'>): InstallerError {
  const { reason } = lock.lost;
  const why = reason instanceof Error ? reason.message : String(reason);
  return new InstallerError('locked', `${where(lock)} was lost, so nothing new was started (${why})`, {
    host: hostOf(lock),
    hint: 'another run may have taken it meanwhile; apply again continues',
    cause: reason,
  });
}

function where(lock: Pick<ClusterLock, 'host' | 'lost'>): string {
  return `the lock on ${hostOf(lock)}`;
}

/** The one of its hosts on which it was lost. */
function hostOf({ host, lost }: Pick<ClusterLock, 'host' | 'lost'>): string {
  return (lost.reason instanceof InstallerError && lost.reason.details.host) || host;
}

/** `stopped`: why nothing new was started, unless a failure or the operator was the cause. */
function finish({ emit }: Session, result: RunResult, operations: number, stopped: InstallerError | undefined): void {
  const error = errorOf(result, stopped);
  if (!error) {
    const summary = `done: ${result.changed} of ${operations} operations changed something`;
    emit({ type: 'run-finished', ok: true, changed: result.changed, exitCode: 0, summary });
    return;
  }
  const exitCode = error instanceof InstallerError ? error.exitCode : 1;
  const summary = `not finished: ${result.failed.length} failed, ${result.skipped.length} not started`;
  emit({ type: 'run-finished', ok: false, changed: result.changed, exitCode, summary });
  throw error;
}

function errorOf(result: RunResult, stopped: InstallerError | undefined): unknown {
  // The signal came when the last operation was under way and ended well: nothing is left to do.
  if (result.failed.length === 0 && result.skipped.length === 0) return undefined;
  if (stopped) return stopped;
  const [first] = result.failed;
  if (result.interrupted) return new InstallerError('interrupted', 'interrupted; apply again continues');
  if (first === undefined) return undefined;
  const outcome = result.outcomes.get(first);
  const error = outcome?.status === 'failed' ? outcome.error : undefined;
  if (!(error instanceof InstallerError)) return error;
  // The last operation only looks: what it finds missing is the cluster's health, not a failed change.
  const kind = first === 'cluster/verify-cluster' ? 'cluster-unhealthy' : error.kind;
  return new InstallerError(kind, error.message, { ...error.details, operation: first });
}
