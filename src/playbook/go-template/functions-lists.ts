import { isDeepStrictEqual } from 'node:util';
import { asInt, asText, type GoFunction, list, takes, takesAny, text } from './go-function.ts';
import { type Fields, isEmpty, isMap, kindInWords, lengthOf, type Value } from './values.ts';

function map(value: Value): Fields {
  if (isMap(value)) return value;
  throw new Error(`a map is wanted, not ${kindInWords(value)}`);
}

function index(value: Value, ...keys: Value[]): Value {
  return keys.reduce<Value>((here, key) => {
    if (isMap(here)) return Object.hasOwn(here, text(key)) ? here[text(key)] : undefined;
    const position = Number(asInt(key));
    const length = lengthOf(here);
    if (length === undefined) throw new Error(`${kindInWords(here)} has no elements`);
    if (typeof key === 'string' || position < 0 || position >= length) {
      throw new Error(`there is no element ${typeof key === 'string' ? 'by that text' : position}`);
    }
    return typeof here === 'string' ? BigInt(Buffer.from(here)[position] ?? 0) : list(here)[position];
  }, value);
}

function dict(...values: Value[]): Fields {
  const entries: [string, Value][] = [];
  for (let here = 0; here < values.length; here += 2) entries.push([asText(values[here]), values[here + 1] ?? '']);
  return Object.fromEntries(entries);
}

function distinct(values: Value[]): Value[] {
  return values.filter((value, at) => values.findIndex((each) => isDeepStrictEqual(each, value)) === at);
}

function includes(values: Value[], wanted: Value): boolean {
  return values.some((value) => isDeepStrictEqual(value, wanted));
}

/** Lists and maps. */
export const LISTS: Record<string, GoFunction> = {
  index: takesAny(1, index),
  len: takes(1, (value) => {
    const length = lengthOf(value);
    if (length === undefined) throw new Error(`${kindInWords(value)} has no length`);
    return BigInt(length);
  }),
  list: takesAny(0, (...values) => values),
  tuple: takesAny(0, (...values) => values),
  dict: takesAny(0, dict),
  get: takes(2, (value, key) => (Object.hasOwn(map(value), text(key)) ? map(value)[text(key)] : '')),
  hasKey: takes(2, (value, key) => Object.hasOwn(map(value), text(key))),
  // Go's order is by chance; one that stays is one of those.
  keys: takesAny(1, (...values) => values.flatMap((value) => Object.keys(map(value)).sort())),
  values: takes(1, (value) =>
    Object.entries(map(value))
      .sort()
      .map(([, each]) => each),
  ),
  first: takes(1, (value) => list(value)[0]),
  last: takes(1, (value) => list(value).at(-1)),
  rest: takes(1, (value) => list(value).slice(1)),
  initial: takes(1, (value) => list(value).slice(0, -1)),
  append: takes(2, (value, one) => [...list(value), one]),
  prepend: takes(2, (value, one) => [one, ...list(value)]),
  concat: takesAny(0, (...values) => values.flatMap(list)),
  reverse: takes(1, (value) => [...list(value)].reverse()),
  compact: takes(1, (value) => list(value).filter((each) => !isEmpty(each))),
  uniq: takes(1, (value) => distinct(list(value))),
  has: takes(2, (wanted, value) => value !== undefined && value !== null && includes(list(value), wanted)),
  without: takesAny(1, (value, ...others) => list(value).filter((each) => !includes(others, each))),
  sortAlpha: takes(1, (value) => list(value).map(asText).sort()),
};
