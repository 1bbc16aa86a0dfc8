/** Words for a list where a document is expected, by how many entries it has. */
export function aList(entries: number): { message: string; hint: string } {
  const hint =
    entries === 1
      ? 'Take the "- " away before apiVersion, and two columns of every line below it.'
      : 'Write one document for each entry, with a line of --- between them; or { "kind": "List", "items": [ … ] } around them.';
  return { message: 'a list where a document is expected', hint };
}
