/**
 * A value of a template. As in Go, whole numbers of the template (bigint) are told from those of JSON, which are float64
 * (number). Undefined: not there.
 */
export type Value = unknown;

export type Fields = Record<string, unknown>;

export function isMap(value: Value): value is Fields {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** For messages, which never show a value: it may be a secret. */
export function kindInWords(value: Value): string {
  if (value === undefined || value === null) return 'nothing';
  if (Array.isArray(value)) return 'a list';
  if (isMap(value)) return 'a map';
  if (typeof value === 'string') return 'a text';
  return typeof value === 'boolean' ? 'true or false' : 'a number';
}

/** What `if` and `default` take for nothing: false, 0, an empty text, list or map, nil. */
export function isEmpty(value: Value): boolean {
  if (value === undefined || value === null || value === false || value === '') return true;
  if (typeof value === 'number' || typeof value === 'bigint') return Number(value) === 0;
  return typeof value === 'object' && Object.keys(value).length === 0;
}

/** As Go prints it with %v. */
export function printed(value: Value, nested = false): string {
  if (value === undefined || value === null) return nested ? '<nil>' : '<no value>';
  if (typeof value === 'number') return printedFloat(value);
  if (Array.isArray(value)) return `[${value.map((each) => printed(each, true)).join(' ')}]`;
  if (isMap(value)) {
    const keys = Object.keys(value).sort();
    return `map[${keys.map((key) => `${key}:${printed(value[key], true)}`).join(' ')}]`;
  }
  return String(value);
}

/** Go's %v of a float64: 4, 2.5, and from a million on 1e+06. */
function printedFloat(value: number): string {
  if (!Number.isFinite(value)) return Number.isNaN(value) ? 'NaN' : value > 0 ? '+Inf' : '-Inf';
  const [digits = '', exponent = '0'] = value.toExponential().split('e');
  const power = Number(exponent);
  if (power >= -4 && power < 6) return String(value);
  return `${digits}e${power < 0 ? '-' : '+'}${String(Math.abs(power)).padStart(2, '0')}`;
}

export function lengthOf(value: Value): number | undefined {
  if (typeof value === 'string') return Buffer.byteLength(value);
  if (Array.isArray(value)) return value.length;
  return isMap(value) ? Object.keys(value).length : undefined;
}
