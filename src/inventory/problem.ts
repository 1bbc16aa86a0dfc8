/** One thing wrong with a file the user wrote, and where. Lines and columns count from 1. */
export interface Problem {
  severity: 'error' | 'warning';
  /** As the user named it; `<stdin>` for standard input. */
  file: string;
  line: number;
  column: number;
  message: string;
  /** What to write instead. */
  hint?: string;
  /** The source line; left out where it may hold a secret. */
  excerpt?: string;
}

/** A problem as its finder states it: by path inside the document, not yet by line. */
export interface Complaint {
  severity: 'error' | 'warning';
  path: DocumentPath;
  /** Point at the field's name or at its value. */
  at: 'key' | 'value';
  message: string;
  hint?: string;
  /** The source line may hold a secret: do not show it. */
  secret?: boolean;
}

export type DocumentPath = readonly (string | number)[];

const LONGEST_EXCERPT = 160;

/** For people, without a last newline: `inventory.yaml:8:14: error: …`, the source line with a caret under it, the hint. */
export function renderProblem(problem: Problem): string {
  const lines = [`${problem.file}:${problem.line}:${problem.column}: ${problem.severity}: ${problem.message}`];
  if (problem.excerpt !== undefined && problem.column <= LONGEST_EXCERPT) {
    const number = String(problem.line);
    // Tabs keep their place, so that the caret stays under the right character in any terminal.
    const lead = problem.excerpt.slice(0, problem.column - 1).replace(/[^\t]/g, ' ');
    lines.push(`  ${number} | ${problem.excerpt.slice(0, LONGEST_EXCERPT)}`);
    lines.push(`  ${' '.repeat(number.length)} | ${lead}^`);
  }
  if (problem.hint !== undefined) lines.push(`  ${problem.hint}`);
  return lines.join('\n');
}

/** `spec.hosts[2].address` */
export function pathText(path: DocumentPath): string {
  return path
    .map((segment, index) => (typeof segment === 'number' ? `[${segment}]` : index === 0 ? segment : `.${segment}`))
    .join('');
}
