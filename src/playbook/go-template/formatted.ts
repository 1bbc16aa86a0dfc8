import { asInt } from './go-function.ts';
import { printed, type Value } from './values.ts';

const VERB = /%([-+0 #]*)(\d+)?(?:\.(\d+))?([a-zA-Z%])/g;

/**
 * Go's Sprintf with the verbs that templates use: %s %v %q %d %f %t %x %%, with width and precision.
 * @throws Error for any other verb, and for %d of what is no number
 */
export function formatted(format: string, values: readonly Value[]): string {
  let next = 0;
  return format.replace(
    VERB,
    (whole: string, flags: string, width = '0', precision: string | undefined, verb: string) => {
      if (verb === '%') return '%';
      if (next >= values.length) return `%!${verb}(MISSING)`;
      const words = one(verb, values[next++], precision === undefined ? undefined : Number(precision), whole);
      const size = Math.min(Number(width), 1000);
      if (flags.includes('-')) return words.padEnd(size);
      if (!flags.includes('0') || !/^[-+]?[\d.]+$/.test(words)) return words.padStart(size);
      const sign = /^[-+]/.exec(words)?.[0] ?? '';
      return sign + words.slice(sign.length).padStart(size - sign.length, '0');
    },
  );
}

function one(verb: string, value: Value, precision: number | undefined, whole: string): string {
  switch (verb) {
    case 's':
    case 'v':
      return printed(value, true).slice(0, precision);
    case 'q':
      return JSON.stringify(printed(value, true));
    case 'd':
      if (typeof value !== 'bigint' && typeof value !== 'number') throw new Error(`${whole} wants a number`);
      return asInt(value).toString();
    case 'f':
      return Number(value).toFixed(Math.min(precision ?? 6, 100));
    case 't':
      return String(value === true);
    case 'x':
      return typeof value === 'string' ? Buffer.from(value).toString('hex') : asInt(value).toString(16);
    default:
      throw new Error(`${whole} is not supported`);
  }
}
