import { didYouMean } from './did-you-mean.ts';
import type { Shape, Words } from './words.ts';

/** Tells that the value at a dotted path is wrong, or with `#key` after the path, the word itself. */
export type Complain = (path: string, message: string) => void;

/** Complains about every unknown word and every value of the wrong shape in `value`. */
export function checkWords(value: unknown, words: Words, path: string, complain: Complain): void {
  if (!isRecord(value)) {
    complain(path, 'must be a map of words to values');
    return;
  }
  for (const [word, given] of Object.entries(value)) {
    const at = path === '' ? word : `${path}.${word}`;
    const shape = Object.hasOwn(words, word) ? words[word] : undefined;
    if (shape === undefined) complain(`${at}#key`, `unknown word "${word}"${didYouMean(word, Object.keys(words))}`);
    else checkShape(given, shape, at, complain);
  }
}

function checkShape(value: unknown, shape: Shape, path: string, complain: Complain): void {
  if (shape.is === 'list') {
    if (!Array.isArray(value)) complain(path, 'must be a list');
    else value.forEach((entry, index) => void checkWords(entry, shape.of, `${path}.${index}`, complain));
    return;
  }
  const expected = mismatch(value, shape);
  if (expected !== undefined) complain(path, `must be ${expected}`);
}

function mismatch(value: unknown, shape: Exclude<Shape, { is: 'list' }>): string | undefined {
  switch (shape.is) {
    case 'text':
      return typeof value === 'string' ? undefined : 'text (quote it if it looks like something else)';
    case 'flag':
      return typeof value === 'boolean' ? undefined : 'true or false';
    case 'flag-or-text':
      return typeof value === 'boolean' || typeof value === 'string' ? undefined : 'true or the id of a step';
    case 'seconds':
      return typeof value === 'number' && Number.isInteger(value) && value > 0
        ? undefined
        : 'a whole number of seconds';
    case 'map':
      return isRecord(value) ? undefined : 'a map';
    case 'texts':
      return isTexts(value) ? undefined : 'a list of commands, each of them text';
    case 'permissions':
      return typeof value === 'string' && /^[0-7]{3,4}$/.test(value)
        ? undefined
        : 'octal digits in quotes, like "0644"';
    case 'when':
      return isWhen(value) ? undefined : 'a map of field names to a value or a list of values';
    case 'one-of':
      return typeof value === 'string' && shape.values.includes(value)
        ? undefined
        : `one of ${shape.values.join(', ')}`;
  }
}

function isTexts(value: unknown): boolean {
  return Array.isArray(value) && value.every((entry) => typeof entry === 'string');
}

function isWhen(value: unknown): boolean {
  return isRecord(value) && Object.values(value).every((entry) => [entry].flat().every(isScalar));
}

function isScalar(value: unknown): boolean {
  return value === null || ['string', 'number', 'boolean'].includes(typeof value);
}

/** A plain map, as YAML gives it. */
export function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
