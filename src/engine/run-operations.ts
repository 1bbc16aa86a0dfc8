import { setMaxListeners } from 'node:events';
import { InstallerError } from '../errors.ts';
import type { Emit } from '../model/event.ts';
import { checkOrder } from './check-order.ts';
import { asOperation } from './current-operation.ts';
import { failureEvent } from './failure-event.ts';
import type { OperationContext, OperationNode, OperationOutcome } from './operation-node.ts';
import { untilCut } from './until-cut.ts';

export interface RunOptions {
  /** Operations running at the same time, at least 1. */
  concurrency: number;
  emit: Emit;
  /** `graceful`: start nothing new. `hard`: also abort what runs. Absent: the run cannot be interrupted. */
  interrupts?: { graceful: AbortSignal; hard: AbortSignal };
  /** Milliseconds since the epoch. Default Date.now. */
  now?: () => number;
  /** Milliseconds that a running operation gets to end by itself after `hard`. Default 2 000. */
  cutGraceMs?: number;
}

export interface RunResult {
  /** One per operation, in no particular order. */
  outcomes: ReadonlyMap<string, OperationOutcome>;
  /** Number of operations that changed something. */
  changed: number;
  /** Ids in the order they failed. */
  failed: string[];
  /** Ids in list order per cause. */
  skipped: string[];
  /** An interrupt arrived before the run ended, and before anything had failed: it is what ended the run. */
  interrupted: boolean;
}

const never = new AbortController().signal;

/**
 * Runs every operation whose needs have ended well, in list order, at most `concurrency` at once and one per lane.
 *
 * After a failure nothing new is started but operations marked `evenAfterFailure`: a run that went wrong ends soon and
 * leaves hosts at the end of an operation, never in the middle. What is already running goes on to its end. A failure is
 * an outcome, not an exception.
 * @throws InstallerError `unexpected` on unknown needs, circles, ids used twice, or a concurrency below 1
 */
export async function runOperations(nodes: readonly OperationNode[], options: RunOptions): Promise<RunResult> {
  if (!(options.concurrency >= 1)) throw new InstallerError('unexpected', 'concurrency must be at least 1');
  checkOrder(nodes);
  const { emit, concurrency } = options;
  const now = options.now ?? Date.now;
  const graceful = options.interrupts?.graceful ?? never;
  const hard = options.interrupts?.hard ?? never;
  // One listener per running operation, and theirs: many are no leak.
  setMaxListeners(0, hard);

  const waiting = new Map(nodes.map((node) => [node.id, node]));
  const running = new Map<string, Promise<void>>();
  const busyLanes = new Set<string>();
  const outcomes = new Map<string, OperationOutcome>();
  const results = new Map<string, unknown>();
  const failed: string[] = [];
  const skipped: string[] = [];

  const interrupted = () => graceful.aborted || hard.aborted;
  let failedByItself = false;

  const skip = (node: OperationNode, reason: string) => {
    waiting.delete(node.id);
    skipped.push(node.id);
    outcomes.set(node.id, { status: 'skipped', reason });
    emit({ type: 'operation-skipped', operation: node.id, ...hostOf(node), reason });
  };

  const reasonToSkip = (node: OperationNode): string | undefined => {
    for (const need of node.needs) {
      const status = outcomes.get(need)?.status;
      if (status === 'failed') return `needs ${need}, which failed`;
      if (status === 'skipped') return `needs ${need}, which was not run`;
    }
    if (interrupted()) return 'not started: the run was interrupted';
    if (failed.length > 0 && !node.evenAfterFailure) return `not started: ${failed[0]} failed`;
    return undefined;
  };

  const skipWhatCannotStart = () => {
    let before: number;
    do {
      before = skipped.length;
      for (const node of [...waiting.values()]) {
        const reason = reasonToSkip(node);
        if (reason !== undefined) skip(node, reason);
      }
      // A skip can doom an operation listed before it.
    } while (skipped.length > before);
  };

  const mayStart = (node: OperationNode) =>
    node.needs.every((need) => results.has(need)) && !(node.lane !== undefined && busyLanes.has(node.lane));

  const start = (node: OperationNode) => {
    waiting.delete(node.id);
    if (node.lane !== undefined) busyLanes.add(node.lane);
    const startedAt = now();
    emit({ type: 'operation-started', operation: node.id, ...hostOf(node), title: node.title });
    const run = () => asOperation(node.id, () => node.run(contextFor(node, hard, results, emit)));
    const work = untilCut(run, hard, options.cutGraceMs ?? 2_000);
    const ended = work
      .then(
        ({ changed, result }) => {
          const status = changed ? 'changed' : 'ok';
          const ms = now() - startedAt;
          results.set(node.id, result);
          outcomes.set(node.id, { status, ms, result });
          emit({ type: 'operation-finished', operation: node.id, ...hostOf(node), status, ms });
        },
        (error: unknown) => {
          failedByItself ||= !interrupted();
          failed.push(node.id);
          outcomes.set(node.id, { status: 'failed', ms: now() - startedAt, error });
          emit(failureEvent(node, error));
        },
      )
      .finally(() => {
        running.delete(node.id);
        if (node.lane !== undefined) busyLanes.delete(node.lane);
      });
    running.set(node.id, ended);
  };

  while (waiting.size > 0 || running.size > 0) {
    skipWhatCannotStart();
    for (const node of [...waiting.values()]) {
      if (running.size >= concurrency || interrupted()) break;
      if (mayStart(node)) start(node);
    }
    if (running.size > 0) await Promise.race(running.values());
  }

  const changed = [...outcomes.values()].filter((outcome) => outcome.status === 'changed').length;
  return { outcomes, changed, failed, skipped, interrupted: interrupted() && !failedByItself };
}

function contextFor(
  node: OperationNode,
  signal: AbortSignal,
  results: ReadonlyMap<string, unknown>,
  emit: Emit,
): OperationContext {
  return {
    signal,
    results,
    progress(message, bytes, totalBytes) {
      emit({
        type: 'operation-progress',
        operation: node.id,
        ...hostOf(node),
        message,
        ...(bytes === undefined ? {} : { bytes }),
        ...(totalBytes === undefined ? {} : { totalBytes }),
      });
    },
    step({ step, title, status, ms, host }) {
      const where = host ?? node.host ?? '';
      emit({ type: 'step-finished', operation: node.id, host: where, step, title, status, ms });
    },
  };
}

function hostOf(node: OperationNode): { host?: string } {
  return node.host === undefined ? {} : { host: node.host };
}
