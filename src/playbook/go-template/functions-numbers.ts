import { asInt, count, type GoFunction, takes, takesAny } from './go-function.ts';
import type { Value } from './values.ts';

const fold =
  (step: (a: bigint, b: bigint) => bigint) =>
  (...values: Value[]): bigint =>
    values.map(asInt).reduce(step);

function sorted(values: Value[]): bigint[] {
  return values.map(asInt).sort((a, b) => (a < b ? -1 : Number(a > b)));
}

function divided(a: bigint, b: bigint): bigint {
  if (b === 0n) throw new Error('division by zero');
  return a / b;
}

function rest(a: bigint, b: bigint): bigint {
  if (b === 0n) throw new Error('division by zero');
  return a % b;
}

function steps(start: number, end: number, step: number): bigint[] {
  if (step === 0) return [];
  const length = Math.max(0, Math.ceil((end - start) / step));
  if (length > 10_000) throw new Error(`${length} steps are too many`);
  return Array.from({ length }, (_, index) => BigInt(start + index * step));
}

/** Whole numbers, as sprig reckons. */
export const NUMBERS: Record<string, GoFunction> = {
  int: takes(1, asInt),
  int64: takes(1, asInt),
  atoi: takes(1, asInt),
  float64: takes(1, (value) => (typeof value === 'number' ? value : Number(value) || 0)),
  add: takesAny(
    1,
    fold((a, b) => a + b),
  ),
  add1: takes(1, (value) => asInt(value) + 1n),
  sub: takes(
    2,
    fold((a, b) => a - b),
  ),
  mul: takesAny(
    1,
    fold((a, b) => a * b),
  ),
  div: takes(2, fold(divided)),
  mod: takes(2, fold(rest)),
  max: takesAny(1, (...values) => sorted(values).at(-1)),
  min: takesAny(1, (...values) => sorted(values)[0]),
  until: takes(1, (end) => steps(0, count(end), count(end) < 0 ? -1 : 1)),
  untilStep: takes(3, (start, end, step) => steps(count(start), count(end), count(step))),
};
