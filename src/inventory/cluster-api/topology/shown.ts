/** What somebody wrote where a name belongs, for a message: a text as it is, anything else as JSON. */
export function shown(value: unknown): string {
  const words = typeof value === 'string' ? value : (JSON.stringify(value) ?? '(nothing)');
  return words.length > 60 ? `${words.slice(0, 57)}…` : words;
}
