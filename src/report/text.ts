import { stripVTControlCharacters } from 'node:util';

/** Columns that `text` takes on a terminal, colour codes not counted. */
export function visibleWidth(text: string): number {
  return [...stripVTControlCharacters(text)].length;
}

/** `text` filled with spaces on the right up to `width` columns. */
export function padTo(text: string, width: number): string {
  return text + ' '.repeat(Math.max(0, width - visibleWidth(text)));
}

/** Plain `text` cut to `width` columns, `…` standing for what was cut. Control characters become spaces. */
export function truncate(text: string, width: number): string {
  const clean = [...stripVTControlCharacters(text).replace(/\p{Cc}/gu, ' ')];
  if (clean.length <= width) return clean.join('');
  return width <= 0 ? '' : `${clean.slice(0, width - 1).join('')}…`;
}

/** Plain `text` broken at spaces into lines of at most `width` columns; a longer word is broken where it must be. */
export function wrap(text: string, width: number): string[] {
  const limit = Math.max(1, width);
  return text.split('\n').flatMap((paragraph) => wrapParagraph(paragraph, limit));
}

function wrapParagraph(paragraph: string, width: number): string[] {
  const lines: string[] = [];
  let line = '';
  for (const word of paragraph.split(' ')) {
    const longer = line === '' ? word : `${line} ${word}`;
    if (visibleWidth(longer) <= width) {
      line = longer;
      continue;
    }
    if (line !== '') lines.push(line);
    const pieces = chunks(word, width);
    line = pieces.pop() ?? '';
    lines.push(...pieces);
  }
  lines.push(line);
  return lines;
}

function chunks(word: string, width: number): string[] {
  const characters = [...word];
  const pieces: string[] = [];
  for (let start = 0; start < characters.length; start += width) {
    pieces.push(characters.slice(start, start + width).join(''));
  }
  return pieces;
}
