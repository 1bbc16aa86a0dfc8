import { countOf } from '../model/count-of.ts';
import type { Finding } from '../model/plan.ts';
import { type Paint, painter } from './style.ts';
import { padTo, visibleWidth, wrap } from './text.ts';

export interface FindingsOptions {
  /** Columns to fit into. Default 100. */
  width?: number;
  colour?: boolean;
}

const SMALLEST_MESSAGE_COLUMN = 24;
const GAP = '  ';

/** Findings as a table, refusals first, each with what to do about it; ends with a count. No findings: an empty string. */
export function renderFindings(
  findings: readonly Finding[],
  { width = 100, colour = false }: FindingsOptions = {},
): string {
  if (findings.length === 0) return '';
  const paint = painter(colour);
  const sorted = [...findings].sort((a, b) => rank(a) - rank(b));
  const hosts = columnWidth('HOST', sorted.map(hostName));
  const checks = columnWidth(
    'CHECK',
    sorted.map((finding) => finding.check),
  );
  const severities = 'SEVERITY'.length;
  const indent = ' '.repeat(hosts + checks + severities + 3 * GAP.length);
  const messageWidth = Math.max(SMALLEST_MESSAGE_COLUMN, width - indent.length);

  const lines = [[padTo('HOST', hosts), padTo('CHECK', checks), 'SEVERITY', 'WHAT AND WHAT TO DO'].join(GAP)];
  for (const finding of sorted) {
    const [first = '', ...rest] = wrap(finding.message, messageWidth);
    const cells = [padTo(hostName(finding), hosts), padTo(finding.check, checks), severity(finding, severities, paint)];
    lines.push([...cells, first].join(GAP), ...rest.map((line) => indent + line));
    lines.push(...wrap(`→ ${finding.cure}`, messageWidth).map((line) => indent + paint('dim', line)));
  }
  return `${lines.join('\n')}\n\n${countFindings(findings)}`;
}

function countFindings(findings: readonly Finding[]): string {
  const refusals = findings.filter((finding) => finding.severity === 'refuse').length;
  const warnings = findings.length - refusals;
  const counts = [];
  if (refusals > 0) counts.push(`${countOf(refusals, 'finding')} must be dealt with before anything is changed`);
  if (warnings > 0) counts.push(countOf(warnings, 'warning'));
  return `${counts.join(', ')}.`;
}

function severity(finding: Finding, width: number, paint: Paint): string {
  const text = padTo(finding.severity, width);
  return paint(finding.severity === 'refuse' ? 'red' : 'yellow', text);
}

function hostName(finding: Finding): string {
  return finding.host ?? '-';
}

function rank(finding: Finding): number {
  return finding.severity === 'refuse' ? 0 : 1;
}

function columnWidth(header: string, cells: readonly string[]): number {
  return Math.max(visibleWidth(header), ...cells.map(visibleWidth));
}
