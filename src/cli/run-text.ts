import { countOf } from '../model/count-of.ts';
import type { Finding } from '../model/plan.ts';
import { renderFindings } from '../report/findings.ts';
import { table } from '../report/table.ts';
import { formatDuration } from '../report/units.ts';
import type { Run } from '../state/run.ts';
import type { RunOperation } from '../state/run-record.ts';
import { localTime } from './local-time.ts';
import { outcomeText } from './outcome-text.ts';

export interface RunTextInput {
  run: Run;
  operations: readonly RunOperation[];
  refusals: readonly Finding[];
  /** The command line as it was typed. */
  typed: string;
  /** What continues it, where it did not come to its end. */
  next: string;
  /** What to do about the error that ended the run. */
  hint: string | undefined;
}

const LAST_LINES = 15;

/** One run for a person: how it ended, its operations, its failures, and what to type next. */
export function runText({ run, operations, refusals, typed, next, hint }: RunTextInput): string {
  const failed = operations.filter(({ outcome }) => outcome === 'failed');
  return [
    head(run, typed),
    ...(refusals.length > 0 ? [renderFindings(refusals)] : []),
    ...(operations.length > 0 ? [operationsTable(operations)] : []),
    ...failed.map(failureText),
    ...(failed.length === 0 && refusals.length === 0 && run.message !== undefined
      ? [errorText(run.message, hint)]
      : []),
    ...toType(run, failed, next),
  ].join('\n\n');
}

function head(run: Run, typed: string): string {
  const fields = [
    ['run', run.id],
    ['cluster', run.cluster],
    ['command', typed],
    ['started', localTime(run.startedAt)],
    [run.outcome === 'running' ? 'runs for' : 'took', formatDuration(run.durationMs)],
    ['outcome', `${outcomeText(run)}${run.exitCode === undefined ? '' : `, exit code ${run.exitCode}`}`],
    ['changed', countOf(run.changed, 'operation')],
    ['log', run.log],
  ];
  return fields.map(([name = '', value]) => `${name.padEnd(9)}${value}`).join('\n');
}

function operationsTable(operations: readonly RunOperation[]): string {
  const rows = operations.map(({ operation, outcome, ms, title = '', message }) => [
    operation,
    outcome,
    ms === undefined ? '' : formatDuration(ms),
    outcome === 'skipped' ? (message ?? '') : title,
  ]);
  return table(rows, ['OPERATION', 'OUTCOME', 'TOOK', 'WHAT']);
}

function failureText({ operation, host, message = '', command, exitCode, lastLines = [], hint }: RunOperation): string {
  const where = host === undefined || operation.startsWith(`${host}/`) ? '' : ` on ${host}`;
  return [
    `Failed: ${operation}${where}`,
    `  ${message.replaceAll('\n', '\n  ')}`,
    ...(command === undefined ? [] : [`  command: ${command}`]),
    ...(exitCode === undefined ? [] : [`  exit code: ${exitCode}`]),
    ...lastLines.slice(-LAST_LINES).map((line) => `    | ${line}`),
    ...(hint === undefined ? [] : [`  what to do: ${hint}`]),
  ].join('\n');
}

function errorText(message: string, hint: string | undefined): string {
  return [message, ...(hint === undefined ? [] : [`what to do: ${hint}`])].join('\n');
}

function toType({ id, outcome }: Run, failed: readonly RunOperation[], next: string): string[] {
  const hosts = [...new Set(failed.flatMap(({ host }) => host ?? []))];
  const lines = [
    ...hosts.map((host) => `said by ${host}: installer runs show ${id} --host ${host}`),
    ...(outcome === 'done' || outcome === 'running' ? [] : [`to continue: ${next}`]),
  ];
  return lines.length > 0 ? [lines.join('\n')] : [];
}
