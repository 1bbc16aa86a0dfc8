const PLAIN = /^[A-Za-z0-9_./:@%+,-]+$/;

/**
 * `text` as one word of POSIX sh (XCU 2.2.2): whatever it holds, the shell reads it back unchanged.
 * @throws RangeError when it holds a NUL byte, which no shell word can
 */
export function shellQuote(text: string): string {
  if (text.includes('\0')) throw new RangeError('A shell word cannot hold a NUL byte.');
  if (PLAIN.test(text)) return text;
  return `'${text.replaceAll("'", `'\\''`)}'`;
}
