import type { RunEvent } from '../model/event.ts';
import { renderFindings } from './findings.ts';
import { lineWriter, type OutputStream } from './line-writer.ts';
import type { Reporter } from './reporter.ts';
import { formatDuration, formatTransfer } from './units.ts';

export interface PlainOptions {
  /** Puts the time of day before each line. */
  timestamps?: boolean;
  /** Also shows connections, every step and host-output events. */
  debug?: boolean;
}

type EventOf<T extends RunEvent['type']> = Extract<RunEvent, { type: T }>;

/** A transfer is told of this often at most, in milliseconds. */
const TRANSFER_INTERVAL_MS = 10_000;

/** One line for each event worth one: for pipes, logs of CI and terminals that cannot redraw. */
export function createPlainReporter(stream: OutputStream, options: PlainOptions = {}): Reporter {
  const out = lineWriter(stream);
  const progress = progressFilter();
  const echo = echoFilter();
  return {
    handle(event) {
      if (echo.isEcho(event)) return;
      const text = plainText(event, options.debug ?? false);
      if (text === undefined || text === '') return;
      if (event.type === 'operation-progress' && !progress.isNews(event)) return;
      const prefix = options.timestamps ? `${event.at.slice(11, 19)} ` : '';
      for (const line of text.split('\n')) out.line(prefix + line);
    },
    finish: () => out.drained(),
  };
}

/** The plain text of an event; undefined for one that is not worth a line. */
export function plainText(event: RunEvent, debug: boolean): string | undefined {
  switch (event.type) {
    case 'run-started':
      return `${event.command} ${event.cluster}`;
    case 'host-connected':
      return debug ? `${event.host}: connected, round trip ${Math.round(event.roundTripMs)} ms` : undefined;
    case 'host-unreachable':
      return withHint(`${event.host}: unreachable: ${event.message}`, event.hint);
    case 'findings':
      return renderFindings(event.findings);
    // The command prints these itself, on stdout.
    case 'health':
    case 'plan':
      return undefined;
    case 'operation-started':
      return `${event.operation}: ${event.title}`;
    case 'operation-progress':
      return `${event.operation}: ${progressText(event)}`;
    case 'step-finished':
      return stepText(event, debug);
    case 'operation-finished':
      return `${event.operation}: ${event.status === 'changed' ? 'done' : 'nothing to change'} (${formatDuration(event.ms)})`;
    case 'operation-failed':
      return `${event.operation}: FAILED: ${event.message}`;
    case 'operation-skipped':
      return `${event.operation}: skipped, ${event.reason}`;
    case 'host-output':
      return debug ? `${event.host}: ${event.stream === 'stderr' ? '! ' : '| '}${event.line}` : undefined;
    case 'note':
      return event.message;
    case 'run-finished':
      return event.summary;
  }
}

/** What an operation is doing now, with how much of a transfer is done. */
export function progressText({ message, bytes, totalBytes }: EventOf<'operation-progress'>): string {
  return bytes === undefined ? message : `${message} (${formatTransfer(bytes, totalBytes)})`;
}

function stepText(event: EventOf<'step-finished'>, debug: boolean): string | undefined {
  const worthIt = debug || event.status === 'changed' || event.status === 'failed';
  return worthIt ? `${event.operation}: ${event.status}: ${event.title} (${formatDuration(event.ms)})` : undefined;
}

function withHint(text: string, hint: string | undefined): string {
  return hint === undefined ? text : `${text}\n  → ${hint}`;
}

/** Tells a host's line that its operation has just reported as its progress: shown once is enough. */
function echoFilter() {
  let reported: string | undefined;
  return {
    isEcho(event: RunEvent): boolean {
      const before = reported;
      reported = event.type === 'operation-progress' ? event.message.trim() : undefined;
      return event.type === 'host-output' && event.line.trim() === before;
    },
  };
}

/** Lets through each new message, and of a transfer its begin, its end and a line now and then. */
function progressFilter() {
  const last = new Map<string, { message: string; at: number }>();
  return {
    isNews(event: EventOf<'operation-progress'>): boolean {
      const at = Date.parse(event.at);
      const before = last.get(event.operation);
      const complete = event.bytes !== undefined && event.bytes === event.totalBytes;
      const sameMessage = before?.message === event.message;
      if (sameMessage && !complete && (event.bytes === undefined || at - before.at < TRANSFER_INTERVAL_MS))
        return false;
      last.set(event.operation, { message: event.message, at });
      return true;
    },
  };
}
