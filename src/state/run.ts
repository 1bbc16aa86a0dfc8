import path from 'node:path';
import type { JournalEntry } from './journal-entry.ts';

/** A run as the journal tells it: one line of `runs -o json`. */
export interface Run {
  /** Names its log; begins with the time. */
  id: string;
  /** As its events bear it. */
  runId: string;
  command: string;
  cluster: string;
  /** ISO 8601. */
  startedAt: string;
  /** ISO 8601; of a run that was cut off the last that is known of it. Absent while it runs. */
  endedAt?: string;
  /** Milliseconds. */
  durationMs: number;
  /** cut-off: it was killed, or its machine went down. */
  outcome: 'done' | 'failed' | 'interrupted' | 'cut-off' | 'running';
  /** The operation that failed first. */
  failedAt?: string;
  /** Why it failed. */
  message?: string;
  exitCode?: number;
  /** Operations that changed something. */
  changed: number;
  /** The run in one sentence. */
  summary?: string;
  /** Absolute path. */
  log: string;
}

const INTERRUPTED = 130;

/** What the entries of a log mean, the first and last of them at least. Pure. */
export function runOf(log: string, entries: readonly JournalEntry[], at: { alive: boolean; now: number }): Run {
  const started = entries.find((entry) => entry.type === 'run-started');
  const finished = entries.findLast((entry) => entry.type === 'run-finished');
  const error = entries.findLast((entry) => entry.type === 'error');
  const failed = entries.find((entry) => entry.type === 'operation-failed');
  const startedAt = entries[0]?.at ?? '';
  const running = !finished && at.alive;
  const endedAt = finished?.at ?? entries.at(-1)?.at ?? startedAt;
  const failedAt = error?.operation ?? failed?.operation;
  const message = error?.message ?? failed?.message;
  return {
    id: path.basename(log, '.log'),
    runId: started?.runId ?? '',
    command: started?.command ?? '',
    cluster: started?.cluster ?? '',
    startedAt,
    ...(!running && { endedAt }),
    durationMs: Math.max(0, (running ? at.now : Date.parse(endedAt)) - Date.parse(startedAt)),
    outcome: running ? 'running' : outcomeOf(finished),
    ...(failedAt !== undefined && { failedAt }),
    ...(message !== undefined && { message }),
    ...(finished && { exitCode: finished.exitCode, summary: finished.summary }),
    changed: finished?.changed ?? changesIn(entries),
    log,
  };
}

function outcomeOf(finished: { ok: boolean; exitCode: number } | undefined): Run['outcome'] {
  if (!finished) return 'cut-off';
  if (finished.ok) return 'done';
  return finished.exitCode === INTERRUPTED ? 'interrupted' : 'failed';
}

function changesIn(entries: readonly JournalEntry[]): number {
  return entries.filter((entry) => entry.type === 'operation-finished' && entry.status === 'changed').length;
}
