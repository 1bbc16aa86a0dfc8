import { shellQuote } from '../ssh/quote.ts';

/** A plan is JSON. */
export function isInventoryName(path: string): boolean {
  return /\.ya?ml$/i.test(path);
}

/** How these inventories are given to apply; other commands take several after one `-f`. */
export function flagOfEach(files: readonly string[]): string {
  const how = files.length > 1 ? '-f stands before each of several' : 'an inventory is given with -f';
  return `${how}: installer apply ${files.map((file) => `-f ${shellQuote(file)}`).join(' ')}`;
}
