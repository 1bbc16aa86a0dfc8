import { readdirSync } from 'node:fs';
import { hostname } from 'node:os';
import path from 'node:path';
import { type JournalEntry, readEnds, readEntries } from './journal-entry.ts';
import { processStamp } from './process-stamp.ts';
import { type Run, runOf } from './run.ts';
import { clusterFolder, stateFolder } from './state-folder.ts';

export interface JournalOptions {
  /** Default: every cluster of the state folder. */
  cluster?: string;
  env?: NodeJS.ProcessEnv;
  /** Milliseconds since the epoch. Default Date.now. */
  now?: () => number;
}

/** The newest runs, newest first: what changed something, or was about to. Commands that only look are no runs. */
export function listRuns(limit: number, options: JournalOptions = {}): Run[] {
  const runs: Run[] = [];
  for (const log of logsOf(options)) {
    if (runs.length >= limit) break;
    const run = readRun(log, options);
    if (run) runs.push(run);
  }
  return runs;
}

/**
 * Runs whose id, as `runs` lists it or as its events bear it, begins with these characters; without any the newest run.
 * More than one: the caller's to tell.
 */
export function findRuns(wanted: string | undefined, options: JournalOptions = {}): Run[] {
  if (wanted === undefined) return listRuns(1, options);
  const all = listRuns(Number.POSITIVE_INFINITY, options);
  const exact = all.filter(({ id, runId }) => id === wanted || runId === wanted);
  return exact.length > 0 ? exact : all.filter(({ id, runId }) => id.startsWith(wanted) || runId.startsWith(wanted));
}

/** Absolute paths of all logs, newest first: names begin with the time. */
function logsOf({ cluster, env }: JournalOptions): string[] {
  const folders =
    cluster === undefined
      ? namesIn(stateFolder(env)).map((name) => path.join(stateFolder(env), name))
      : [clusterFolder(cluster, env)];
  const logs = folders.flatMap((folder) => {
    const runs = path.join(folder, 'runs');
    return namesIn(runs).flatMap((name) => (name.endsWith('.log') ? [path.join(runs, name)] : []));
  });
  return logs.sort((a, b) => (path.basename(a) < path.basename(b) ? 1 : -1));
}

/** Undefined for the log of a command that only looked, and for a file that cannot be read or is no log. */
function readRun(log: string, { now = Date.now }: JournalOptions): Run | undefined {
  try {
    const ends = readEnds(log);
    if (!ends.some(({ type }) => type === 'run-started')) return undefined;
    const ended = ends.some(({ type }) => type === 'run-finished');
    return runOf(log, ended ? ends : readEntries(log), { alive: isAlive(ends), now: now() });
  } catch {
    return undefined;
  }
}

/** Whether the process that wrote the log is still there. */
function isAlive(entries: readonly JournalEntry[]): boolean {
  const opened = entries.find((entry) => entry.type === 'log-opened');
  if (opened === undefined || (opened.machine !== undefined && opened.machine !== hostname())) return false;
  try {
    process.kill(opened.pid, 0);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'EPERM') return false;
  }
  return opened.processStamp === undefined || processStamp(opened.pid) === opened.processStamp;
}

function namesIn(folder: string): string[] {
  try {
    return readdirSync(folder);
  } catch {
    return [];
  }
}
