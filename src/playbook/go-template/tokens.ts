import { TemplateError } from './template-error.ts';

export interface Token {
  kind: 'field' | 'variable' | 'word' | 'literal' | 'dot' | '|' | '(' | ')' | ',' | ':=' | '=';
  /** Without the `.` of a field or the `$` of a variable. */
  text: string;
  /** Of a literal. Whole numbers are bigints, others numbers, as Go tells int from float64. */
  value?: string | bigint | number;
  offset: number;
  /** White space stands before it. */
  spaced: boolean;
}

const FORMS: [Token['kind'], RegExp][] = [
  [':=', /:=/y],
  ['=', /=/y],
  ['|', /\|/y],
  ['(', /\(/y],
  [')', /\)/y],
  [',', /,/y],
  ['literal', /"(?:[^"\\\n]|\\.)*"|`[^`]*`|[+-]?(?:0[xX][0-9a-fA-F]+|(?:\d+(?:\.\d*)?|\.\d+)(?:[eE][+-]?\d+)?)/y],
  ['variable', /\$\w*/y],
  ['field', /\.[\p{L}_][\p{L}\p{N}_]*/uy],
  ['dot', /\./y],
  ['word', /[\p{L}_][\p{L}\p{N}_]*/uy],
];

/** The tokens from `start` to the `}}` after them; undefined where there is none. */
export function tokensOf(
  template: string,
  start: number,
): { tokens: Token[]; end: number; trims: boolean } | undefined {
  const tokens: Token[] = [];
  let here = start;
  for (;;) {
    const space = /\s*/y;
    space.lastIndex = here;
    const spaced = (space.exec(template)?.[0] ?? '') !== '';
    here = space.lastIndex;
    if (here >= template.length) return undefined;
    if (template.startsWith('}}', here)) return { tokens, end: here + 2, trims: false };
    if (spaced && template.startsWith('-}}', here)) return { tokens, end: here + 3, trims: true };
    const token = tokenAt(template, here, spaced);
    tokens.push(token.token);
    here = token.end;
  }
}

function tokenAt(template: string, offset: number, spaced: boolean): { token: Token; end: number } {
  for (const [kind, form] of FORMS) {
    form.lastIndex = offset;
    const found = form.exec(template)?.[0];
    if (found === undefined) continue;
    const text = kind === 'field' || kind === 'variable' ? found.slice(1) : found;
    const token: Token = { kind, text, offset, spaced };
    if (kind === 'literal') token.value = literal(found, offset);
    return { token, end: offset + found.length };
  }
  throw new TemplateError(`${template.slice(offset, offset + 1)} is not expected`, offset);
}

const ESCAPES: Record<string, string> = {
  n: '\n',
  t: '\t',
  r: '\r',
  '\\': '\\',
  '"': '"',
  "'": "'",
  a: '\x07',
  b: '\b',
};

function literal(text: string, offset: number): string | bigint | number {
  if (text.startsWith('`')) return text.slice(1, -1);
  if (text.startsWith('"')) {
    return text.slice(1, -1).replace(/\\(x[0-9a-fA-F]{2}|u[0-9a-fA-F]{4}|[\s\S])/g, (whole: string, code: string) => {
      if (code.length > 1) return String.fromCharCode(Number.parseInt(code.slice(1), 16));
      const meant = ESCAPES[code];
      if (meant === undefined) throw new TemplateError(`${whole} is no escape of Go`, offset);
      return meant;
    });
  }
  const sign = text.startsWith('-') ? -1 : 1;
  const digits = text.replace(/^[+-]/, '');
  if (/^(\d+|0[xX][0-9a-fA-F]+)$/.test(digits)) return BigInt(digits) * BigInt(sign);
  return Number(digits) * sign;
}
