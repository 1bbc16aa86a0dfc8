import { satisfies } from 'semver';
import { type GoFunction, takes, takesAny, text } from './go-function.ts';
import { isEmpty, isMap, kindInWords, type Value } from './values.ts';

/** Comparing and deciding. */
export const COMPARISONS: Record<string, GoFunction> = {
  eq: takesAny(2, (first, ...others) => others.some((other) => equal(first, other))),
  ne: takes(2, (a, b) => !equal(a, b)),
  lt: takes(2, (a, b) => order(a, b) < 0),
  le: takes(2, (a, b) => order(a, b) <= 0),
  gt: takes(2, (a, b) => order(a, b) > 0),
  ge: takes(2, (a, b) => order(a, b) >= 0),
  // The arguments end with the one that decided.
  and: takesAny(1, (...values) => values.at(-1)),
  or: takesAny(1, (...values) => values.at(-1)),
  not: takes(1, isEmpty),
  empty: takes(1, isEmpty),
  default: takes(1, (fallback, value) => (isEmpty(value) ? fallback : value), 2),
  coalesce: takesAny(1, (...values) => values.find((value) => !isEmpty(value))),
  ternary: takes(3, (yes, no, test) => (test === true ? yes : no)),
  all: takesAny(0, (...values) => values.every((value) => !isEmpty(value))),
  any: takesAny(0, (...values) => values.some((value) => !isEmpty(value))),
  fail: takes(1, (message) => {
    throw new Error(text(message));
  }),
  kindOf: takes(1, kindOf),
  kindIs: takes(2, (kind, value) => kindOf(value) === kind),
  typeOf: takes(1, kindOf),
  semverCompare: takes(2, (constraint, version) => meets(text(version), text(constraint))),
};

function isNumber(value: Value): value is number | bigint {
  return typeof value === 'number' || typeof value === 'bigint';
}

function equal(a: Value, b: Value): boolean {
  if (a === undefined || a === null || b === undefined || b === null) return (a ?? null) === (b ?? null);
  if (typeof a === 'object' || typeof b === 'object') throw new Error('lists and maps cannot be compared');
  // biome-ignore lint/suspicious/noDoubleEquals: whole numbers and others are equal by what they are worth.
  if (isNumber(a) && isNumber(b)) return a == b;
  if (typeof a !== typeof b) throw new Error(`${kindInWords(a)} and ${kindInWords(b)} are not of one kind`);
  return a === b;
}

function order(a: Value, b: Value): number {
  if (isNumber(a) && isNumber(b)) return a < b ? -1 : a > b ? 1 : 0;
  if (typeof a === 'string' && typeof b === 'string') return Buffer.compare(Buffer.from(a), Buffer.from(b));
  throw new Error(`${kindInWords(a)} and ${kindInWords(b)} have no order`);
}

function kindOf(value: Value): string {
  if (value === undefined || value === null) return 'invalid';
  if (Array.isArray(value)) return 'slice';
  if (isMap(value)) return 'map';
  return { string: 'string', boolean: 'bool', bigint: 'int', number: 'float64' }[typeof value as 'string'] ?? 'invalid';
}

/**
 * Whether a version is within a constraint as sprig writes it: `>= 1.24, < 1.28 || 1.30.x`. Versions before a release count
 * only where the constraint names one.
 */
function meets(version: string, constraint: string): boolean {
  return constraint.split('||').some((alternative) => {
    const parts = alternative
      .replaceAll(',', ' ')
      .replace(/([<>=!~^])\s+/g, '$1')
      .replaceAll('=>', '>=')
      .replaceAll('=<', '<=')
      .trim();
    const includePrerelease = /\d-/.test(parts);
    const words = parts.split(/\s+/);
    const unlike = words.filter((word) => word.startsWith('!='));
    const like = words.filter((word) => !word.startsWith('!=')).join(' ');
    const within = (range: string): boolean => satisfies(version, range, { includePrerelease });
    return within(like) && !unlike.some((word) => within(word.slice(2)));
  });
}
