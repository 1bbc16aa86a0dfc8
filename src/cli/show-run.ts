import { InstallerError } from '../errors.ts';
import { lineWriter } from '../report/line-writer.ts';
import { findRuns } from '../state/journal.ts';
import { type JournalEntry, readEntries } from '../state/journal-entry.ts';
import type { Run } from '../state/run.ts';
import { operationsIn, refusalsIn, type SpokenLine, spokenIn } from '../state/run-record.ts';
import { clusterNamed, type RunsOptions } from './list-runs.ts';
import { runText } from './run-text.ts';
import { typedAgain } from './typed-again.ts';
import { writeResult } from './write-result.ts';

export interface ShowRunOptions extends RunsOptions {
  host?: string;
  operation?: string;
  events?: boolean;
}

/**
 * Writes one run to standard output: its operations and failures, or what hosts said in it, or all its events.
 * @throws InstallerError `usage` when no run, or more than one, has such an id
 */
export async function showRun(wanted: string | undefined, options: ShowRunOptions): Promise<void> {
  const run = await chosen(wanted, options);
  const entries = readEntries(run.log);
  if (options.events) await writeLines(eventLines(entries, options));
  else if (options.host !== undefined || options.operation !== undefined) await showSpoken(entries, options);
  else await showWhole(run, entries, options);
}

async function chosen(wanted: string | undefined, options: ShowRunOptions): Promise<Run> {
  const cluster = await clusterNamed(options);
  const [run, ...others] = findRuns(wanted, { cluster });
  if (run && others.length === 0) return run;
  if (run) {
    const ids = [run, ...others].map(({ id }) => id).join(', ');
    throw new InstallerError('usage', `"${wanted}" is the start of several runs`, { hint: `say which: ${ids}` });
  }
  const of = cluster === undefined ? '' : ` of ${cluster}`;
  throw new InstallerError(
    'usage',
    wanted === undefined ? `no run${of} is kept on this machine` : `no run${of} begins with "${wanted}"`,
    {
      hint: 'installer runs lists what there is',
    },
  );
}

function eventLines(entries: readonly JournalEntry[], { host, operation }: ShowRunOptions): string[] {
  const about = (entry: JournalEntry) =>
    (host === undefined || ('host' in entry && entry.host === host)) &&
    (operation === undefined || ('operation' in entry && entry.operation === operation));
  return entries.filter(about).map((entry) => JSON.stringify(entry));
}

async function showSpoken(entries: readonly JournalEntry[], options: ShowRunOptions): Promise<void> {
  const lines = spokenIn(entries, options);
  if (options.output !== 'text') return writeResult(options.output, lines);
  if (lines.length > 0) return writeLines(lines.map((line) => spokenText(line, options.host === undefined)));
  const spoke = [...new Set(spokenIn(entries, {}).map(({ host }) => host))];
  await writeLines([
    spoke.length === 0
      ? 'no host said anything in this run'
      : `nothing is kept; these hosts spoke: ${spoke.join(', ')}`,
  ]);
}

/** `06:47:56 cp-1 ! W1123 warning`; `!` stands before what came over standard error. */
function spokenText({ at, host, stream, line }: SpokenLine, withHost: boolean): string {
  const time = new Date(at).toLocaleTimeString('sv-SE');
  return `${time} ${withHost ? `${host} ` : ''}${stream === 'stderr' ? '!' : '|'} ${line}`;
}

async function showWhole(run: Run, entries: readonly JournalEntry[], { output }: ShowRunOptions): Promise<void> {
  const operations = operationsIn(entries, run.outcome === 'running');
  const refusals = refusalsIn(entries);
  const argv = entries.find((entry) => entry.type === 'log-opened')?.argv ?? [];
  const error = entries.findLast((entry) => entry.type === 'error');
  if (output !== 'text') return writeResult(output, { ...run, argv, refusals, operations });
  const next = error?.nextCommand ?? continuing(argv);
  await writeLines([runText({ run, operations, refusals, typed: typedAgain(argv), next, hint: error?.hint })]);
}

/** A run that could not say itself how it is continued. What is left of a plan in a file is another plan. */
function continuing(argv: readonly string[]): string {
  const ranPlanAlone = argv[0] === 'apply' && !argv.some((word) => /^(-f|--file(=|$))/.test(word));
  return ranPlanAlone ? 'installer apply -f INVENTORY (a plan in a file is not continued)' : typedAgain(argv);
}

async function writeLines(lines: readonly string[]): Promise<void> {
  const out = lineWriter(process.stdout);
  for (const line of lines) out.line(line);
  await out.drained();
}
