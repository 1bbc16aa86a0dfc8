import { closeSync, fstatSync, openSync, readSync } from 'node:fs';
import type { KeptDetails } from '../errors.ts';
import type { RunEvent } from '../model/event.ts';

/** One line of a log: an event of the run, or one of the log's own. Fields of logs that older versions wrote may be missing. */
export type JournalEntry = RunEvent | LogOpened | RunError | SessionEnded;

interface LogOpened {
  at: string;
  type: 'log-opened';
  argv: readonly string[];
  pid: number;
  processStamp?: string;
  /** Of the operator. */
  machine?: string;
}

interface RunError extends KeptDetails {
  at: string;
  type: 'error';
  message: string;
  operation?: string;
  host?: string;
  nextCommand?: string;
}

interface SessionEnded {
  at: string;
  type: 'session-ended';
  exitCode: number;
}

/** Everything that the log holds, in its order. What is no entry is left out: a killed run may end in half a line. */
export function readEntries(file: string): JournalEntry[] {
  return read(file, (descriptor, size) => parse(textOf(descriptor, 0, size)));
}

const HEAD = 64 * 1024;
const TAIL = 256 * 1024;

/** The first and the last entries of the log: how the run began and how it ended, however much was said between. */
export function readEnds(file: string): JournalEntry[] {
  return read(file, (descriptor, size) =>
    size <= HEAD + TAIL
      ? parse(textOf(descriptor, 0, size))
      : [...parse(textOf(descriptor, 0, HEAD)), ...parse(textOf(descriptor, size - TAIL, TAIL))],
  );
}

function read<T>(file: string, work: (descriptor: number, size: number) => T): T {
  const descriptor = openSync(file, 'r');
  try {
    return work(descriptor, fstatSync(descriptor).size);
  } finally {
    closeSync(descriptor);
  }
}

function textOf(descriptor: number, from: number, length: number): string {
  const bytes = Buffer.alloc(length);
  const got = readSync(descriptor, bytes, 0, length, from);
  return bytes.toString('utf8', 0, got);
}

function parse(text: string): JournalEntry[] {
  return text.split('\n').flatMap((line) => {
    try {
      const entry: unknown = JSON.parse(line);
      return isEntry(entry) ? [entry] : [];
    } catch {
      return [];
    }
  });
}

function isEntry(value: unknown): value is JournalEntry {
  if (typeof value !== 'object' || value === null) return false;
  return 'type' in value && typeof value.type === 'string' && 'at' in value && typeof value.at === 'string';
}
