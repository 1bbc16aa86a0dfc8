import { installInterrupts } from '../engine/interrupts.ts';
import type { OperationNode } from '../engine/operation-node.ts';
import { type RunResult, runOperations } from '../engine/run-operations.ts';
import { InstallerError } from '../errors.ts';
import type { Session } from './session.ts';

export interface RunPlanOptions {
  concurrency: number;
  /** Seconds. */
  timeout?: number;
}

/**
 * Runs operations under the operator's hands: Ctrl-C once starts nothing new, twice cuts.
 * @throws the first operation's error; InstallerError `interrupted` when the run was stopped before its end
 */
export async function runPlan(session: Session, operations: OperationNode[], options: RunPlanOptions): Promise<void> {
  const { emit } = session;
  const interrupts = installInterrupts({
    onGraceful: () =>
      emit({ type: 'note', message: 'stopping: what runs is let end, nothing new is started (Ctrl-C again cuts)' }),
    onHard: () =>
      emit({ type: 'note', message: 'cut: kubeadm and package managers on hosts end what they do by themselves' }),
  });
  const timeout = options.timeout === undefined ? undefined : AbortSignal.timeout(options.timeout * 1000);
  try {
    const result = await runOperations(operations, {
      concurrency: options.concurrency,
      emit,
      interrupts: {
        graceful: anyOf(interrupts.graceful, timeout),
        hard: anyOf(interrupts.hard, timeout),
      },
    });
    finish(session, result, operations.length, timeout?.aborted ? options.timeout : undefined);
  } finally {
    interrupts.remove();
  }
}

function anyOf(signal: AbortSignal, other: AbortSignal | undefined): AbortSignal {
  return other ? AbortSignal.any([signal, other]) : signal;
}

function finish({ emit }: Session, result: RunResult, operations: number, timedOutAfter: number | undefined): void {
  const error = errorOf(result, timedOutAfter);
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

function errorOf(result: RunResult, timedOutAfter: number | undefined): unknown {
  // The signal came when the last operation was under way and ended well: nothing is left to do.
  if (result.failed.length === 0 && result.skipped.length === 0) return undefined;
  if (timedOutAfter !== undefined) {
    return new InstallerError('operation-failed', `given up after ${timedOutAfter} s, the limit given with --timeout`);
  }
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
