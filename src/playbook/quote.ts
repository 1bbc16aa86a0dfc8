/** `text` as one word of POSIX shell, whatever it holds (NUL cannot be said in a shell). */
export function quote(text: string): string {
  return /^[A-Za-z0-9_./:@%+=,-]+$/.test(text) ? text : `'${text.replaceAll("'", `'\\''`)}'`;
}
