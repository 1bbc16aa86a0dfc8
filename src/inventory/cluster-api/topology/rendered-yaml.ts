import { parseDocument, type YAMLError } from 'yaml';
import { documentFaults } from '../../document-faults.ts';

/** Errors of the yaml library without what they quote. */
const WORDS: Partial<Record<YAMLError['code'], string>> = {
  BAD_INDENT: 'lines are not indented alike, or a bracket or quote is not closed',
  BAD_SCALAR_START: 'text begins with a character that means something else',
  BAD_DQ_ESCAPE: 'a backslash in double quotes that escapes nothing',
  BLOCK_AS_IMPLICIT_KEY: 'a second ": " in one line',
  DUPLICATE_KEY: 'a field is written twice',
  MISSING_CHAR: 'a quote, bracket, comma or colon is missing',
  MULTILINE_IMPLICIT_KEY: 'a name of a field without its colon',
  TAB_AS_INDENT: 'a tab is used to indent',
};

/**
 * The value of a text that a template rendered to, or `why` it is no YAML, and where: in words that hold nothing of the
 * text, because variables may be secret. What a misplaced `*`, `&` or `!` makes of it is no value either.
 */
export function renderedYaml(text: string): { value: unknown } | { why: string } {
  const parsed = parseDocument(text, { logLevel: 'silent' });
  const [error] = parsed.errors;
  const [fault] = error === undefined ? documentFaults(parsed) : [];
  if (error === undefined && fault === undefined) return { value: parsed.toJS() ?? null };
  const before = text.slice(0, error?.pos[0] ?? fault?.offset).split('\n');
  const words = error && (WORDS[error.code] ?? 'what stands there is not expected');
  const what = words ?? 'an alias (*), a tag (!), a number or a name of a field that cannot be taken';
  return { why: `${what} (line ${before.length}, column ${(before.at(-1) ?? '').length + 1} of it)` };
}
