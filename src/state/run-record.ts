import type { KeptDetails } from '../errors.ts';
import type { Finding } from '../model/plan.ts';
import type { JournalEntry } from './journal-entry.ts';

/** An operation as the journal tells it. */
export interface RunOperation extends KeptDetails {
  operation: string;
  host?: string;
  title?: string;
  /** cut-off: it was running when the run ended without a word. waiting: its turn never came. */
  outcome: 'changed' | 'ok' | 'failed' | 'skipped' | 'running' | 'cut-off' | 'waiting';
  /** ISO 8601. */
  startedAt?: string;
  /** Milliseconds; also of a failed one. */
  ms?: number;
  /** Why it failed, or was not run. */
  message?: string;
}

/** A line that a host said, or a remark that left lines out. */
export type SpokenLine = Extract<JournalEntry, { type: 'host-output' }>;

/** Every operation that was planned or begun, in that order. Pure. */
export function operationsIn(entries: readonly JournalEntry[], runs: boolean): RunOperation[] {
  const operations = new Map<string, RunOperation>();
  const about = (operation: string, host: string | undefined): RunOperation => {
    const known = operations.get(operation);
    if (known) return known;
    const added: RunOperation = { operation, ...(host !== undefined && { host }), outcome: 'waiting' };
    operations.set(operation, added);
    return added;
  };
  for (const entry of entries) {
    if (entry.type === 'plan') {
      for (const { id, host, title } of entry.plan.operations) Object.assign(about(id, host), { title });
    }
    if (entry.type === 'operation-started') {
      const outcome = runs ? 'running' : 'cut-off';
      Object.assign(about(entry.operation, entry.host), { title: entry.title, outcome, startedAt: entry.at });
    }
    if (entry.type === 'operation-finished') {
      Object.assign(about(entry.operation, entry.host), { outcome: entry.status, ms: entry.ms });
    }
    if (entry.type === 'operation-skipped') {
      Object.assign(about(entry.operation, entry.host), { outcome: 'skipped', message: entry.reason });
    }
    if (entry.type === 'operation-failed') {
      const { at, type, operation, host, ...told } = entry;
      const failed = about(operation, host);
      Object.assign(failed, { ...told, outcome: 'failed', ...tookUntil(at, failed.startedAt) });
    }
  }
  return [...operations.values()];
}

/** What hosts said, in the order they said it. */
export function spokenIn(entries: readonly JournalEntry[], of: { host?: string; operation?: string }): SpokenLine[] {
  return entries.filter(
    (entry): entry is SpokenLine =>
      entry.type === 'host-output' &&
      (of.host === undefined || entry.host === of.host) &&
      (of.operation === undefined || entry.operation === of.operation),
  );
}

/** What preflight refused. */
export function refusalsIn(entries: readonly JournalEntry[]): Finding[] {
  return entries.flatMap((entry) =>
    entry.type === 'findings' ? entry.findings.filter(({ severity }) => severity === 'refuse') : [],
  );
}

function tookUntil(at: string, startedAt: string | undefined): { ms?: number } {
  return startedAt === undefined ? {} : { ms: Date.parse(at) - Date.parse(startedAt) };
}
