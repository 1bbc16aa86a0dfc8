import { isScalar, isSeq, LineCounter, parseAllDocuments, type YAMLParseError } from 'yaml';
import { legible } from '../model/shown.ts';
import { aList } from './a-list.ts';
import { besideSecret } from './beside-secret.ts';
import { controlCharacter, type Fault, ONE_YAML } from './document-faults.ts';
import { offsetOf } from './document-offset.ts';
import { documentValue } from './document-value.ts';
import { openingQuote } from './opening-quote.ts';
import type { Complaint, Problem } from './problem.ts';
import { syntaxHint } from './syntax-hint.ts';

/** One YAML (or JSON) document of one file, with the way from its fields back to their lines. */
export interface SourceDocument {
  file: string;
  value: unknown;
  /** Turns a complaint about a field into a problem with line and column. */
  locate(complaint: Complaint): Problem;
}

const SECRET_WORDS =
  /pass(word|phrase|wd)?\w*["']?\s*:|secret|token|private key|certificateKey|:\/\/[^/\s@]+:[^/\s@]+@/i;

/** What is wrong with a value of a Secret is not told in its own words. */
const UNREADABLE = {
  message: 'this is not usable YAML beside a Secret; the line is not shown',
  hint: 'Put values in quotes that begin with *, &, !, { or [, and numbers.',
};

/** Reads every document of a file. Documents with syntax errors are left out and stated as problems; empty ones are left out. */
export function parseDocuments(file: string, text: string): { documents: SourceDocument[]; problems: Problem[] } {
  const counter = new LineCounter();
  const lines = text.split(/\r?\n/);
  const problemAt = (offset: number, words: { message: string; hint?: string; secret?: boolean }): Problem => {
    const { line, col } = counter.linePos(Math.min(offset, text.length));
    const problem: Problem = {
      severity: 'error',
      file,
      line: Math.max(1, line),
      column: Math.max(1, col),
      message: legible(words.message),
    };
    if (words.hint !== undefined) problem.hint = legible(words.hint);
    const excerpt = lines[problem.line - 1];
    if (excerpt !== undefined && !words.secret && !SECRET_WORDS.test(excerpt)) problem.excerpt = harmless(excerpt);
    return problem;
  };

  const documents: SourceDocument[] = [];
  const problems: Problem[] = [];
  const parsed = parseAllDocuments(text, {
    lineCounter: counter,
    prettyErrors: false,
    merge: true,
    ...ONE_YAML,
  });
  const faultAt = ({ offset, ...words }: Fault): Problem =>
    problemAt(offset, besideSecret(text, offset) ? { ...UNREADABLE, secret: true } : words);
  const stray = controlCharacter(text);
  if (stray !== undefined) {
    return { documents, problems: [problemAt(stray.offset, { ...stray, secret: besideSecret(text, stray.offset) })] };
  }
  for (const document of parsed) {
    if (document.errors.length > 0) {
      // Told along: else it would come up only when the rest is right.
      if (isSeq(document.contents) && !document.contents.flow) {
        const offset = document.contents.range?.[0] ?? 0;
        problems.push(
          problemAt(offset, { ...aList(document.contents.items.length), secret: besideSecret(text, offset) }),
        );
      }
      for (const error of telling(document.errors)) {
        const offset = openingQuote(document, error) ?? error.pos[0];
        problems.push(problemAt(offset, syntaxWords(error, text, offset)));
      }
      continue;
    }
    if (document.contents === null || (isScalar(document.contents) && document.contents.value === null)) continue;
    const read = documentValue(document);
    if ('faults' in read) {
      problems.push(...read.faults.map(faultAt));
      continue;
    }
    documents.push({
      file,
      value: read.value,
      locate: (complaint) => ({
        ...problemAt(offsetOf(document, complaint.path, complaint.at), complaint),
        severity: complaint.severity,
      }),
    });
  }
  return { documents, problems };
}

/** The words for a syntax error; the library's end in what was written there, which may be what a Secret holds. */
function syntaxWords(
  error: YAMLParseError,
  text: string,
  offset: number,
): { message: string; hint?: string; secret: boolean } {
  const words = syntaxHint(error, text);
  if (!besideSecret(text, offset)) return { ...words, secret: false };
  return { ...words, message: words.message.replace(/: [\s\S]*$/, ''), secret: true };
}

/** After one syntax error the parser is astray, and what else it says misleads. Fields given twice are certain all the same. */
function telling(errors: readonly YAMLParseError[]): YAMLParseError[] {
  const [first] = errors.filter(({ code }) => code !== 'DUPLICATE_KEY');
  return errors.filter((error) => error === first || error.code === 'DUPLICATE_KEY');
}

/** Without what a terminal would obey; each character keeps its column. */
function harmless(line: string): string {
  return line.replace(/(?!\t)[\p{Cc}\p{Cf}\p{Cs}\p{Zl}\p{Zp}]/gu, '\ufffd');
}
