import { isMap, isScalar, isSeq, LineCounter, parseDocument } from 'yaml';
import { type Fault, ONE_YAML } from '../inventory/document-faults.ts';
import { documentValue } from '../inventory/document-value.ts';
import { syntaxHint } from '../inventory/syntax-hint.ts';
import { legible } from '../model/shown.ts';
import { checkMeaning } from './check-meaning.ts';
import { checkWords, isRecord } from './check-words.ts';
import type { Playbook, Position } from './playbook.ts';
import type { Problem } from './problem.ts';
import { PLAYBOOK_WORDS } from './words.ts';

/**
 * Reads one playbook.
 * @param file as it is to appear in messages
 * @param templates text of the files beside it, by relative path
 * @returns all problems at once; `playbook` only where there is none
 */
export function parsePlaybook(
  text: string,
  file: string,
  templates: Record<string, string>,
): { playbook?: Playbook; problems: Problem[] } {
  const lines = new LineCounter();
  const document = parseDocument(text, { lineCounter: lines, keepSourceTokens: true, ...ONE_YAML });
  const unusable = (faults: Fault[]): { problems: Problem[] } => ({
    problems: faults.map(({ offset, message, hint }) => {
      const { line, col } = lines.linePos(offset);
      return {
        file,
        line,
        col,
        severity: 'error',
        message: legible(hint === undefined ? message : `${message}: ${hint}`),
      };
    }),
  });
  if (document.errors.length > 0) {
    return unusable(document.errors.map((error) => ({ offset: error.pos[0], ...syntaxHint(error, text) })));
  }
  const read = documentValue(document);
  if ('faults' in read) return unusable(read.faults);
  const { value } = read;

  const positions: Record<string, Position> = { '': { line: 1, col: 1 } };
  collectPositions(document.contents, '', lines, positions);
  const problems: Problem[] = [];
  const complain = (path: string, message: string): void => {
    const { line, col } = nearest(positions, path);
    problems.push({ file, line, col, severity: 'error', message });
  };
  checkWords(value, PLAYBOOK_WORDS, '', complain);
  if (isRecord(value)) {
    if (value.name === undefined) complain('', 'the playbook has no "name"');
    if (value.steps === undefined) complain('', 'the playbook has no "steps"');
    stepsWithoutName(value.steps).forEach((index) => void complain(`steps.${index}`, 'the step has no "name"'));
  }
  if (problems.length > 0) return { problems };

  const written = value as Pick<Playbook, 'name' | 'steps'> & Partial<Playbook>;
  checkMeaning(written, complain);
  if (problems.length > 0) return { problems };
  const source = { file, positions, templates };
  return { playbook: { description: '', stage: 'prepare', vars: {}, ...written, source }, problems };
}

function stepsWithoutName(steps: unknown): number[] {
  if (!Array.isArray(steps)) return [];
  return steps.flatMap((step, index) => (isRecord(step) && step.name === undefined ? [index] : []));
}

/** The position of `path`, or of the closest thing around it. */
function nearest(positions: Record<string, Position>, path: string): Position {
  const known = positions[path];
  if (known !== undefined) return known;
  if (path.endsWith('#key')) return nearest(positions, path.slice(0, -'#key'.length));
  return path === '' ? { line: 1, col: 1 } : nearest(positions, path.includes('.') ? path.replace(/\.[^.]*$/, '') : '');
}

function collectPositions(node: unknown, path: string, lines: LineCounter, into: Record<string, Position>): void {
  const at = (key: string): string => (path === '' ? key : `${path}.${key}`);
  if (isMap(node)) {
    for (const pair of node.items) {
      if (!isScalar(pair.key)) continue;
      const key = at(String(pair.key.value));
      note(pair.key, `${key}#key`, lines, into);
      // A value nobody wrote (`name:`) is shown where its key stands.
      note(pair.value ?? pair.key, key, lines, into, pair.key);
      collectPositions(pair.value, key, lines, into);
    }
  } else if (isSeq(node)) {
    node.items.forEach((item, index) => {
      note(item, at(String(index)), lines, into);
      collectPositions(item, at(String(index)), lines, into);
    });
  }
}

function note(node: unknown, path: string, lines: LineCounter, into: Record<string, Position>, key?: unknown): void {
  if (isMap(node) || isSeq(node)) {
    const start = isScalar(key) ? key.range : node.range;
    if (start) into[path] = lines.linePos(start[0]);
    return;
  }
  if (!isScalar(node) || !node.range) return;
  const { line, col } = lines.linePos(node.range[0]);
  const block = node.type === 'BLOCK_LITERAL' || node.type === 'BLOCK_FOLDED';
  const quoted = node.type === 'QUOTE_SINGLE' || node.type === 'QUOTE_DOUBLE';
  into[path] = block ? { line, col, block: { indent: blockIndent(node) } } : { line, col: quoted ? col + 1 : col };
}

function blockIndent(node: { srcToken?: unknown }): number {
  const source = isRecord(node.srcToken) && typeof node.srcToken.source === 'string' ? node.srcToken.source : '';
  const first = source.split('\n').find((line) => line.trim() !== '') ?? '';
  return first.length - first.trimStart().length;
}
