import { closeSync, mkdirSync, mkdtempSync, openSync, readdirSync, rmSync, writeSync } from 'node:fs';
import { hostname, tmpdir } from 'node:os';
import path from 'node:path';
import type { Secrets } from '../model/secrets.ts';
import { maskDeep } from '../report/mask.ts';
import type { Reporter } from '../report/reporter.ts';
import { outputBudget } from './output-budget.ts';
import { processStamp } from './process-stamp.ts';
import { clusterFolder } from './state-folder.ts';

export interface DebugLogOptions {
  cluster: string;
  command: string;
  /** Written as the first line, masked. */
  argv: readonly string[];
  secrets: Secrets;
  /** Milliseconds since the epoch. Default Date.now. */
  now?: () => number;
  env?: NodeJS.ProcessEnv;
}

export interface DebugLog {
  /** Absolute. */
  readonly path: string;
  /** By which the journal knows it. Absent: the log is not where the journal looks. */
  readonly id?: string;
  /** Why the log is not where it belongs: tell the operator. */
  readonly note?: string;
  readonly reporter: Reporter;
  /** Writes one line that is no event: an error's stack, an environment. Masked. */
  write(entry: Record<string, unknown>): void;
  close(): void;
}

const LOGS_KEPT = 50;
const LOG_NAME = /^\d{8}T\d{9}Z-(?<command>.*?)(-\d+)?\.log$/;

/**
 * Opens the log that every run writes: every event, one JSON object a line, masked, readable by
 * the operator alone. Each line is written at once, so that a killed run loses none. Keeps the newest 50 of each command
 * of a cluster: looking often must not push out what was changed.
 * Where the state folder cannot be written it falls back to the system's temporary folder and says so in `note`.
 */
export function openDebugLog(options: DebugLogOptions): DebugLog {
  const now = options.now ?? Date.now;
  const runs = path.join(clusterFolder(options.cluster, options.env), 'runs');
  const name = `${stamp(now())}-${options.command.replace(/[^A-Za-z0-9-]/g, '_')}`;
  const { file, descriptor, note } = openFile(runs, name);

  let open = true;
  const write = (entry: object) => {
    if (!open) return;
    try {
      writeSync(descriptor, `${JSON.stringify(maskDeep(entry, options.secrets))}\n`);
    } catch {
      // A full disk here must not stop work on hosts.
      close();
    }
  };
  const close = () => {
    if (open) closeSync(descriptor);
    open = false;
  };
  write({
    at: new Date(now()).toISOString(),
    type: 'log-opened',
    argv: options.argv,
    cluster: options.cluster,
    command: options.command,
    pid: process.pid,
    processStamp: processStamp(process.pid),
    machine: hostname(),
    node: process.version,
  });
  const bounded = outputBudget();

  return {
    path: file,
    ...(note === undefined ? { id: path.basename(file, '.log') } : { note }),
    reporter: {
      handle(event) {
        for (const kept of bounded(event)) write(kept);
      },
      finish: async () => {},
    },
    write(entry) {
      write({ at: new Date(now()).toISOString(), ...entry });
    },
    close,
  };
}

function openFile(runs: string, name: string): { file: string; descriptor: number; note?: string } {
  try {
    mkdirSync(runs, { recursive: true, mode: 0o700 });
    const opened = openNew(runs, name);
    removeOldest(runs, opened.file);
    return opened;
  } catch (error) {
    // A fresh folder: a name in a shared /tmp that can be guessed could be somebody else's link.
    const reason = error instanceof Error ? error.message : String(error);
    const folder = mkdtempSync(path.join(tmpdir(), 'installer-'));
    return {
      ...openNew(folder, name),
      note: `the debug log cannot be written to ${runs} (${reason}); it is in ${folder}`,
    };
  }
}

/** Never opens a file that exists: two runs may start in the same millisecond. */
function openNew(folder: string, name: string): { file: string; descriptor: number } {
  for (let attempt = 0; ; attempt++) {
    const file = path.join(folder, attempt === 0 ? `${name}.log` : `${name}-${attempt}.log`);
    try {
      return { file, descriptor: openSync(file, 'ax', 0o600) };
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error;
    }
  }
}

/** Names begin with the time, so that their order is their age. Files that are not logs stay. */
function removeOldest(runs: string, opened: string): void {
  const commandOf = (name: string) => LOG_NAME.exec(name)?.groups?.command;
  const command = commandOf(path.basename(opened));
  const logs = readdirSync(runs).filter((name) => commandOf(name) === command);
  for (const name of logs.sort().slice(0, -LOGS_KEPT)) rmSync(path.join(runs, name), { force: true });
}

/** `20261123T054756123Z`: sorts by time, and no file system minds it. */
function stamp(ms: number): string {
  return new Date(ms).toISOString().replace(/[-:.]/g, '');
}
