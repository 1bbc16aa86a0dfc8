import type { OperationProgress, Stage } from './progress-model.ts';
import { truncate } from './text.ts';
import { formatElapsed } from './units.ts';

/**
 * The rows of every stage: its own first, then one for each host that runs or has failed. All stages together take at
 * most `rows` lines of `columns` columns; failures are kept before what runs, and what does not fit is counted.
 * Precondition: `rows` is at least the number of stages.
 */
export function progressRows(stages: readonly Stage[], rows: number, columns: number, now: number): string[][] {
  const children = stages.map((stage) => worthARow(stage));
  const budgets = share(
    children.map((list) => list.length),
    rows - stages.length,
  );
  return stages.map((stage, index) => [
    truncate(stageRow(stage, now), columns),
    ...childRows(children[index] ?? [], budgets[index] ?? 0, now).map((row) => truncate(row, columns)),
  ]);
}

/** Gives each a line in turn until all are served or none is left, so that one big stage does not starve the others. */
function share(wanted: readonly number[], available: number): number[] {
  const given = wanted.map(() => 0);
  let left = available;
  let progressed = true;
  while (left > 0 && progressed) {
    progressed = false;
    for (const [index, want] of wanted.entries()) {
      if (left > 0 && (given[index] ?? 0) < want) {
        given[index] = (given[index] ?? 0) + 1;
        left -= 1;
        progressed = true;
      }
    }
  }
  return given;
}

function worthARow(stage: Stage): OperationProgress[] {
  const all = [...stage.operations.values()];
  return [...all.filter(({ state }) => state === 'failed'), ...all.filter(({ state }) => state === 'running')];
}

function childRows(operations: readonly OperationProgress[], budget: number, now: number): string[] {
  if (operations.length <= budget) return operations.map((operation) => childRow(operation, now));
  if (budget === 0) return [];
  const shown = operations.slice(0, budget - 1).map((operation) => childRow(operation, now));
  return [...shown, `… and ${operations.length - shown.length} more`];
}

function childRow(operation: OperationProgress, now: number): string {
  const who = operation.host ?? operation.id;
  const elapsed = formatElapsed((operation.endedAt ?? now) - (operation.startedAt ?? now));
  return operation.state === 'failed'
    ? `${who}  FAILED after ${elapsed}: ${operation.message}`
    : `${who}  ${elapsed}  ${operation.message}`;
}

function stageRow(stage: Stage, now: number): string {
  const operations = [...stage.operations.values()];
  const count = (state: OperationProgress['state']) => operations.filter((each) => each.state === state).length;
  const ended = count('changed') + count('ok');
  const parts = [`${humanise(stage.name)}  ${ended}/${operations.length}`];
  if (count('failed') > 0) parts.push(`${count('failed')} failed`);
  if (count('skipped') > 0) parts.push(`${count('skipped')} not run`);
  const started = operations.flatMap(({ startedAt }) => startedAt ?? []);
  if (started.length > 0) {
    const running = count('running') + count('waiting') > 0;
    const until = running ? now : Math.max(...operations.map(({ endedAt }) => endedAt ?? 0));
    parts.push(formatElapsed(until - Math.min(...started)));
  }
  return parts.join('  ');
}

function humanise(name: string): string {
  const words = name.replaceAll('-', ' ');
  return words.charAt(0).toUpperCase() + words.slice(1);
}
