import type { Row } from './benchmark.ts';

const HEAD = ['', 'what', 'ours', 'floor', 'result', 'goal', '', 'our CPU', 'our memory', 'runs'];

/** The rows as a Markdown table, columns aligned so that it reads in a terminal too. */
export function renderTable(rows: readonly Row[]): string {
  const cells = rows.map((row) => [
    row.key === 'help' ? '' : `(${row.key})`,
    row.what,
    seconds(row.ours.wallMs),
    row.floorMs === undefined ? '-' : seconds(row.floorMs),
    figure(row.value, row.unit),
    `≤ ${row.goal}${row.unit}`,
    row.value <= row.goal ? 'pass' : 'OVER',
    seconds(row.ours.cpuMs),
    `${row.ours.maxRssMiB.toFixed(0)} MiB`,
    String(row.runs),
  ]);
  const widths = HEAD.map((head, column) => Math.max(3, head.length, ...cells.map((row) => row[column]?.length ?? 0)));
  const line = (row: readonly string[]) => `| ${row.map((cell, i) => cell.padEnd(widths[i] ?? 0)).join(' | ')} |`;
  const rule = `|${widths.map((width) => '-'.repeat(width + 2)).join('|')}|`;
  return [line(HEAD), rule, ...cells.map(line)].join('\n');
}

function figure(value: number, unit: Row['unit']): string {
  return `${unit === '×' ? value.toFixed(2) : value.toFixed(0)}${unit}`;
}

function seconds(ms: number): string {
  return ms < 10_000 ? `${(ms / 1000).toFixed(2)} s` : `${(ms / 1000).toFixed(1)} s`;
}
