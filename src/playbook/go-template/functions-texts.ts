import { createHash } from 'node:crypto';
import { formatted } from './formatted.ts';
import { asText, count, type GoFunction, list, takes, takesAny, text } from './go-function.ts';
import { printed, type Value } from './values.ts';

const LONGEST = 1_000_000;

/** A text as Go's %q writes it. */
function quoted(value: string): string {
  // Apart from what JSON escapes in another way, the two agree.
  return JSON.stringify(value).replaceAll('\\u007f', '\\x7f');
}

function indented(value: string, spaces: number): string {
  const pad = ' '.repeat(Math.max(0, spaces));
  return pad + value.replaceAll('\n', `\n${pad}`);
}

function jsonText(value: Value): string {
  const plain = (_: string, each: unknown): unknown => (typeof each === 'bigint' ? Number(each) : each);
  return JSON.stringify(value ?? null, plain);
}

function trimmed(value: string, characters: string, sides: 'both' | 'left' | 'right'): string {
  const all = [...value];
  let start = 0;
  let end = all.length;
  if (sides !== 'right') while (start < end && characters.includes(all[start] ?? '')) start++;
  if (sides !== 'left') while (end > start && characters.includes(all[end - 1] ?? '')) end--;
  return all.slice(start, end).join('');
}

function repeated(times: number, value: string): string {
  if (times * value.length > LONGEST) throw new Error('that is too long');
  return value.repeat(Math.max(0, times));
}

function shortened(length: number, value: string): string {
  return length < 0 ? value.slice(length) : value.slice(0, length);
}

function expression(pattern: Value, flags = 'u'): RegExp {
  return new RegExp(text(pattern), flags);
}

/** Texts. The text that a function works on is its last argument, so that it can be piped. */
export const TEXTS: Record<string, GoFunction> = {
  print: takesAny(0, (...values) => values.map((value) => printed(value, true)).join('')),
  println: takesAny(0, (...values) => `${values.map((value) => printed(value, true)).join(' ')}\n`),
  printf: takesAny(1, (format, ...values) => formatted(text(format), values)),
  toString: takes(1, asText),
  quote: takesAny(0, (...values) =>
    given(values)
      .map((value) => quoted(asText(value)))
      .join(' '),
  ),
  squote: takesAny(0, (...values) =>
    given(values)
      .map((value) => `'${asText(value)}'`)
      .join(' '),
  ),
  cat: takesAny(0, (...values) => given(values).map(asText).join(' ')),
  upper: takes(1, (value) => text(value).toUpperCase()),
  lower: takes(1, (value) => text(value).toLowerCase()),
  title: takes(1, (value) => text(value).replace(/(^|\s)\S/g, (letter) => letter.toUpperCase())),
  trim: takes(1, (value) => text(value).trim()),
  trimAll: takes(2, (characters, value) => trimmed(text(value), text(characters), 'both')),
  trimPrefix: takes(2, (lead, value) =>
    text(value).startsWith(text(lead)) ? text(value).slice(text(lead).length) : value,
  ),
  trimSuffix: takes(2, (end, value) =>
    text(end) !== '' && text(value).endsWith(text(end)) ? text(value).slice(0, -text(end).length) : value,
  ),
  replace: takes(3, (old, by, value) => text(value).replaceAll(text(old), () => text(by))),
  contains: takes(2, (part, value) => text(value).includes(text(part))),
  hasPrefix: takes(2, (lead, value) => text(value).startsWith(text(lead))),
  hasSuffix: takes(2, (end, value) => text(value).endsWith(text(end))),
  indent: takes(2, (spaces, value) => indented(text(value), count(spaces))),
  nindent: takes(2, (spaces, value) => `\n${indented(text(value), count(spaces))}`),
  nospace: takes(1, (value) => text(value).replace(/\s/g, '')),
  repeat: takes(2, (times, value) => repeated(count(times), text(value))),
  trunc: takes(2, (length, value) => shortened(count(length), text(value))),
  substr: takes(3, (start, end, value) => {
    const [from, to] = [count(start), count(end)];
    return from < 0 ? text(value).slice(0, to) : text(value).slice(from, to < 0 ? undefined : to);
  }),
  join: takes(2, (between, value) => (Array.isArray(value) ? value : [value]).map(asText).join(text(between))),
  splitList: takes(2, (between, value) => text(value).split(text(between))),
  split: takes(2, (between, value) =>
    Object.fromEntries(
      text(value)
        .split(text(between))
        .map((part, index) => [`_${index}`, part]),
    ),
  ),
  toStrings: takes(1, (value) => list(value).map(asText)),
  b64enc: takes(1, (value) => Buffer.from(text(value)).toString('base64')),
  b64dec: takes(1, (value) => Buffer.from(text(value), 'base64').toString('utf8')),
  sha256sum: takes(1, (value) => createHash('sha256').update(text(value)).digest('hex')),
  toJson: takes(1, jsonText),
  toRawJson: takes(1, jsonText),
  fromJson: takes(1, (value): unknown => JSON.parse(text(value))),
  regexMatch: takes(2, (pattern, value) => expression(pattern).test(text(value))),
  regexReplaceAll: takes(3, (pattern, value, by) =>
    text(value).replace(expression(pattern, 'gu'), text(by).replace(/\$\{(\w+)\}/g, '$$$1')),
  ),
};

function given(values: Value[]): Value[] {
  return values.filter((value) => value !== undefined && value !== null);
}
