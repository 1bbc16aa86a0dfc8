import { installInterrupts } from '../engine/interrupts.ts';
import type { OperationNode } from '../engine/operation-node.ts';
import { type RunResult, runOperations } from '../engine/run-operations.ts';
import { InstallerError } from '../errors.ts';
import { countOf } from '../model/count-of.ts';
import type { ClusterLock } from '../operations/cluster-lock.ts';
import type { Session } from './session.ts';
import type { TimeLimit } from './time-limit.ts';

export interface RunPlanOptions {
  concurrency: number;
  timeLimit?: Pick<TimeLimit, 'signal' | 'isUp'>;
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
  const { lock, timeLimit } = options;
  const onLost = () => {
    if (lock) emit({ type: 'note', message: `${where(lock)} was lost: what runs is let end, nothing new is started` });
  };
  lock?.lost.addEventListener('abort', onLost, { once: true });
  const graceful = anyOf(interrupts.graceful, timeLimit?.signal, lock?.lost);
  try {
    const result = await runOperations(operations, {
      concurrency: options.concurrency,
      emit,
      interrupts: {
        graceful,
        hard: anyOf(interrupts.hard, timeLimit?.signal),
      },
    });
    finish(session, result, operations.length, () => whyStopped(result, graceful, options));
  } finally {
    lock?.lost.removeEventListener('abort', onLost);
    interrupts.remove();
  }
}

function anyOf(...signals: (AbortSignal | undefined)[]): AbortSignal {
  return AbortSignal.any(signals.filter((signal) => signal !== undefined));
}

/** An interrupted run: by the operator, the clock, or the loss of the lock, whichever came first. */
function whyStopped({ failed }: RunResult, { reason }: AbortSignal, { lock, timeLimit }: RunPlanOptions) {
  if (timeLimit && timeLimit.signal.reason === reason) {
    return timeLimit.isUp(failed.length > 0 ? `cut: ${failed.join(', ')}` : 'nothing new was started');
  }
  if (lock && lock.lost.reason === reason) return lockLost(lock);
  return new InstallerError('interrupted', 'interrupted; apply again continues');
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

/** `stopped`: why nothing new was started, unless a failure was the cause. */
function finish({ emit }: Session, result: RunResult, operations: number, stopped: () => InstallerError): void {
  const error = errorOf(result, stopped);
  if (!error) {
    const summary = `done: ${result.changed} of ${countOf(operations, 'operation')} changed something`;
    emit({ type: 'run-finished', ok: true, changed: result.changed, exitCode: 0, summary });
    return;
  }
  const exitCode = error instanceof InstallerError ? error.exitCode : 1;
  const summary = `not finished: ${result.failed.length} failed, ${result.skipped.length} not started`;
  emit({ type: 'run-finished', ok: false, changed: result.changed, exitCode, summary });
  throw error;
}

function errorOf(result: RunResult, stopped: () => InstallerError): unknown {
  // The signal came when the last operation was under way and ended well: nothing is left to do.
  if (result.failed.length === 0 && result.skipped.length === 0) return undefined;
  if (result.interrupted) return stopped();
  const [first] = result.failed;
  if (first === undefined) return undefined;
  const outcome = result.outcomes.get(first);
  const error = outcome?.status === 'failed' ? outcome.error : undefined;
  if (!(error instanceof InstallerError)) return error;
  // The last operation only looks: what it finds missing is the cluster's health, not a failed change.
  const kind = first === 'cluster/verify-cluster' ? 'cluster-unhealthy' : error.kind;
  return new InstallerError(kind, error.message, { ...error.details, operation: first });
}
