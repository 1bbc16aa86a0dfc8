import {
  type Document,
  isAlias,
  isMap,
  isScalar,
  isSeq,
  LineCounter,
  type Node,
  parseAllDocuments,
  visit,
  type YAMLParseError,
} from 'yaml';
import type { Complaint, DocumentPath, Problem } from './problem.ts';
import { syntaxHint } from './syntax-hint.ts';

/** One YAML (or JSON) document of one file, with the way from its fields back to their lines. */
export interface SourceDocument {
  file: string;
  value: unknown;
  /** Turns a complaint about a field into a problem with line and column. */
  locate(complaint: Complaint): Problem;
}

const SECRET_WORDS = /pass(word|phrase|wd)?\w*["']?\s*:|secret|token|private key|:\/\/[^/\s@]+:[^/\s@]+@/i;
/** Aliases resolved before a document is refused as a bomb. */
const MOST_ALIASES = 1000;

/** Reads every document of a file. Documents with syntax errors are left out and stated as problems; empty ones are left out. */
export function parseDocuments(file: string, text: string): { documents: SourceDocument[]; problems: Problem[] } {
  const counter = new LineCounter();
  const options = { lineCounter: counter, prettyErrors: false, merge: true, logLevel: 'error' } as const;
  const lines = text.split(/\r?\n/);
  const problemAt = (offset: number, words: { message: string; hint?: string; secret?: boolean }): Problem => {
    const { line, col } = counter.linePos(Math.min(offset, text.length));
    const problem: Problem = {
      severity: 'error',
      file,
      line: Math.max(1, line),
      column: Math.max(1, col),
      message: words.message,
    };
    if (words.hint !== undefined) problem.hint = words.hint;
    const excerpt = lines[problem.line - 1];
    if (excerpt !== undefined && !words.secret && !SECRET_WORDS.test(excerpt)) problem.excerpt = excerpt;
    return problem;
  };

  const documents: SourceDocument[] = [];
  const problems: Problem[] = [];
  for (const document of parseAllDocuments(text, options)) {
    const broken = telling(document.errors).map((error) => problemAt(error.pos[0], syntaxHint(error, text)));
    if (broken.length === 0) broken.push(...aliasProblems(document, problemAt));
    if (broken.length > 0) {
      problems.push(...broken);
      continue;
    }
    if (document.contents === null || (isScalar(document.contents) && document.contents.value === null)) continue;
    try {
      const value: unknown = document.toJS({ maxAliasCount: MOST_ALIASES });
      documents.push({
        file,
        value,
        locate: (complaint) => ({
          ...problemAt(offsetOf(document, complaint.path, complaint.at), complaint),
          severity: complaint.severity,
        }),
      });
    } catch (error) {
      problems.push(problemAt(document.contents.range?.[0] ?? 0, { message: `not usable YAML: ${messageOf(error)}` }));
    }
  }
  return { documents, problems };
}

/** After one syntax error the parser is astray, and what else it says misleads. Fields given twice are certain all the same. */
function telling(errors: readonly YAMLParseError[]): YAMLParseError[] {
  const [first] = errors.filter(({ code }) => code !== 'DUPLICATE_KEY');
  return errors.filter((error) => error === first || error.code === 'DUPLICATE_KEY');
}

function aliasProblems(
  document: Document,
  problemAt: (offset: number, words: { message: string }) => Problem,
): Problem[] {
  const problems: Problem[] = [];
  visit(document, {
    Alias(_key, alias, ancestors) {
      const target = alias.resolve(document);
      const offset = alias.range?.[0] ?? 0;
      if (target === undefined) problems.push(problemAt(offset, { message: `no anchor &${alias.source} above this` }));
      else if (ancestors.includes(target)) {
        problems.push(problemAt(offset, { message: `*${alias.source} stands inside &${alias.source} itself` }));
      }
    },
  });
  return problems;
}

/** Offset of the deepest field of `path` that is written. */
function offsetOf(document: Document, path: DocumentPath, at: 'key' | 'value'): number {
  let node: unknown = document.contents;
  let offset = rangeStart(document.contents) ?? 0;
  for (const [depth, segment] of path.entries()) {
    const found = child(document, node, segment);
    if (found === undefined) break;
    const keyStart = rangeStart(found.key);
    const valueStart = isEmpty(found.value) ? undefined : rangeStart(found.value);
    const wantKey = depth === path.length - 1 && at === 'key';
    offset = (wantKey ? (keyStart ?? valueStart) : (valueStart ?? keyStart)) ?? offset;
    // Blame the field's name while its value is a block below it: that is the line people look for.
    if (depth === path.length - 1 && isBlock(found.value) && keyStart !== undefined) offset = keyStart;
    node = found.value;
  }
  return offset;
}

function child(
  document: Document,
  node: unknown,
  segment: string | number,
): { key?: unknown; value: unknown } | undefined {
  const target = isAlias(node) ? node.resolve(document) : node;
  if (isSeq(target) && typeof segment === 'number') {
    return segment < target.items.length ? { value: target.items[segment] } : undefined;
  }
  if (!isMap(target)) return undefined;
  const name = String(segment);
  const own = target.items.find((pair) => keyText(pair.key) === name);
  if (own !== undefined) return { key: own.key, value: own.value };
  for (const pair of target.items) {
    if (keyText(pair.key) !== '<<') continue;
    const merged = isAlias(pair.value) ? pair.value.resolve(document) : pair.value;
    for (const source of isSeq(merged) ? merged.items : [merged]) {
      const inherited = child(document, source, segment);
      if (inherited !== undefined) return inherited;
    }
  }
  return undefined;
}

function keyText(key: unknown): string {
  return isScalar(key) ? (key.source ?? String(key.value)) : String(key);
}

function rangeStart(node: unknown): number | undefined {
  return (node as Node | null | undefined)?.range?.[0];
}

function isEmpty(node: unknown): boolean {
  return node === null || (isScalar(node) && node.value === null && (node.source ?? '') === '');
}

function isBlock(node: unknown): boolean {
  return (isMap(node) || isSeq(node)) && node.flow !== true;
}

function messageOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}
