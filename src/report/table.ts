import { padTo, visibleWidth } from './text.ts';

/**
 * Rows as aligned columns, two spaces apart, without lines or trailing blanks: easy to read and to cut.
 * Cells may carry colour. An empty list of rows yields the headers alone.
 */
export function table(rows: readonly (readonly string[])[], headers: readonly string[]): string {
  const all = [headers, ...rows];
  const widths = headers.map((_, column) => Math.max(...all.map((row) => visibleWidth(row[column] ?? ''))));
  return all
    .map((row) =>
      widths
        .map((width, column) => padTo(row[column] ?? '', width))
        .join('  ')
        .trimEnd(),
    )
    .join('\n');
}
