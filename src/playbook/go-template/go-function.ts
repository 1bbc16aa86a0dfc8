import { kindInWords, printed, type Value } from './values.ts';

export interface GoFunction {
  /** How many arguments it takes. */
  least: number;
  most: number;
  /** Throws Error with what is wrong with its arguments. */
  of(...values: Value[]): Value;
}

/** A function of so many arguments; `most` absent: exactly `least`. */
export function takes(least: number, of: GoFunction['of'], most = least): GoFunction {
  return { least, most, of };
}

/** A function of `least` or more arguments. */
export function takesAny(least: number, of: GoFunction['of']): GoFunction {
  return { least, most: Number.POSITIVE_INFINITY, of };
}

/** A text; anything else is an error. */
export function text(value: Value): string {
  if (typeof value === 'string') return value;
  throw new Error(`a text is wanted, not ${kindInWords(value)}`);
}

/** What sprig makes of anything where it wants a text. */
export function asText(value: Value): string {
  return value === undefined || value === null ? '' : printed(value, true);
}

export function list(value: Value): Value[] {
  if (Array.isArray(value)) return value;
  throw new Error(`a list is wanted, not ${kindInWords(value)}`);
}

/** A whole number from a number or its text; what is none counts as 0, as sprig's `int` has it. */
export function asInt(value: Value): bigint {
  if (typeof value === 'bigint') return value;
  if (typeof value === 'number') return Number.isFinite(value) ? BigInt(Math.trunc(value)) : 0n;
  if (typeof value === 'string' && /^[+-]?\d+$/.test(value)) return BigInt(value.replace('+', ''));
  return value === true ? 1n : 0n;
}

/** A whole number small enough to count with. */
export function count(value: Value): number {
  const number = Number(asInt(value));
  if (Math.abs(number) > 100_000) throw new Error(`${number} is too many`);
  return number;
}
