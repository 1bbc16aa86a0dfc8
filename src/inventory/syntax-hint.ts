import type { YAMLError } from 'yaml';
import { TOO_DEEP } from './too-deep.ts';

/** The yaml library's words for a syntax error, with the fix where it is a common slip. */
export function syntaxHint(error: YAMLError, text: string): { message: string; hint?: string } {
  const [start, end] = error.pos;
  const lineStart = text.lastIndexOf('\n', start - 1) + 1;
  const lineEnd = text.indexOf('\n', start);
  const line = text.slice(lineStart, lineEnd < 0 ? text.length : lineEnd);
  if (error.code === 'TAB_AS_INDENT' || /^\s*\t/.test(line)) {
    return { message: 'a tab is used to indent', hint: 'YAML is indented with spaces: replace the tab by spaces.' };
  }
  if (error.code === 'DUPLICATE_KEY') {
    const key = /^[^\s:,}\]]+/.exec(text.slice(start, Math.max(end, start + 80)))?.[0] ?? 'this field';
    return { message: `${key} is written twice in the same place`, hint: 'Keep one of the two.' };
  }
  // The parser works its way down into itself.
  if (/call stack/.test(error.message)) return TOO_DEEP;
  const fields = error.code === 'BLOCK_AS_IMPLICIT_KEY' ? belowAValue(line, text.slice(lineEnd + 1)) : undefined;
  if (fields !== undefined) {
    const [holder, orphan] = fields;
    return {
      message: `${orphan} below is indented as a field of ${holder}, which has a value already`,
      hint: `A line is missing between the two, such as "metadata:" above name; or ${orphan} is indented too far.`,
    };
  }
  if (/^Unexpected flow-(map|seq)-start at node end/.test(error.message)) {
    return { message: 'a second document begins here', hint: 'Documents are parted by a line of ---.' };
  }
  if (error.message.startsWith('Missing closing')) {
    const hint = 'Close it; text that has such a quote in it stands in quotes of the other kind.';
    return { message: 'a quote is opened here and never closed', hint };
  }
  const message = error.message.replace(/\s+at line \d+, column \d+[\s\S]*$/, '');
  if (/must (be sufficiently indented and )?end with a/.test(message)) {
    return { message, hint: 'A bracket or quote that is opened above is never closed.' };
  }
  const known: Partial<Record<YAMLError['code'], string>> = {
    BAD_INDENT: 'Fields of one object start in the same column.',
    BLOCK_AS_IMPLICIT_KEY: 'A value with ": " in it must be in quotes; or a line is indented too far.',
    IMPOSSIBLE: 'Compare with inventory.example.yaml.',
    MISSING_CHAR: 'Look for a missing quote, bracket or colon.',
    MULTILINE_IMPLICIT_KEY: 'A field needs a colon after its name; or a quote is missing above.',
    UNEXPECTED_TOKEN: 'Look for a stray character, or text that must be in quotes.',
  };
  const hint = known[error.code];
  return hint === undefined ? { message } : { message, hint };
}

/** The names of `field: value` and of a field that the next line puts below it. Names only: a value may be a secret. */
function belowAValue(line: string, rest: string): [holder: string, orphan: string] | undefined {
  const next = rest.split('\n').find((each) => each.trim() !== '') ?? '';
  const indent = (text: string): number => text.search(/[^\s-]/);
  const holder = /^[\s-]*([\w./-]+):\s+[^\s|>&*]/.exec(line)?.[1];
  const orphan = /^\s*([\w./-]+):(\s|$)/.exec(next)?.[1];
  return holder === undefined || orphan === undefined || indent(next) <= indent(line) ? undefined : [holder, orphan];
}
