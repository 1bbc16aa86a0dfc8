const LONGEST_VALUE = 60;
const LONGEST_WORD = 120;
const LONGEST_TEXT = 1000;

/**
 * Any value of a document, for a message: JSON on one line, cut after 60 characters. Never throws: what a document holds
 * may bear the names `toString` and `toJSON`, go round in circles or be nested deeper than the stack.
 */
export function shown(value: unknown): string {
  return cut(
    legible(typeof value === 'number' || typeof value === 'bigint' ? `${value}` : (jsonOf(value) ?? 'undefined')),
    LONGEST_VALUE,
  );
}

/**
 * A text in which words of a document stand, fit for a line of a terminal: what a terminal would obey, and what nobody
 * sees, is written as `\u001b`; endless words and endless texts are cut.
 */
export function legible(text: string): string {
  const short = text.replace(/\S{121,}/gu, (word) => cut(word, LONGEST_WORD));
  const whole =
    short.length > LONGEST_TEXT ? `${cut(short, LONGEST_TEXT / 2)} … ${short.slice(-LONGEST_TEXT / 2)}` : short;
  return whole.replace(/[\p{Cc}\p{Cf}\p{Cs}\p{Zl}\p{Zp}]/gu, escaped);
}

function jsonOf(value: unknown): string | undefined {
  try {
    return JSON.stringify(value);
  } catch {
    return Array.isArray(value) ? 'a list' : `an ${typeof value}`;
  }
}

function cut(text: string, most: number): string {
  return text.length > most ? `${text.slice(0, most - 3)}…` : text;
}

function escaped(character: string): string {
  return `\\u${(character.codePointAt(0) ?? 0).toString(16).padStart(4, '0')}`;
}
