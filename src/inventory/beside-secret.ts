/**
 * Whether the document of `text` that `offset` is in may hold a Secret. Told by its words, because a document with a syntax
 * error has no fields: a reference to a Secret counts as well.
 */
export function besideSecret(text: string, offset: number): boolean {
  const end = text.indexOf('\n---', offset);
  const document = text.slice(Math.max(0, text.lastIndexOf('\n---', offset)), end < 0 ? text.length : end);
  return /\bkind["']?\s*:\s*["']?secret|\bstringData\b/i.test(document);
}
