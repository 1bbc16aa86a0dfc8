import { InstallerError } from '../errors.ts';

const ACTION = /\{\{(-?)\s*("(?:[^"\\]|\\.)*"|`[^`]*`|[\s\S]*?)\s*(-?)\}\}/g;
const COMMENT = /^\/\*[\s\S]*\*\/$/;
const QUOTED = /^(?:"((?:[^"\\]|\\.)*)"|`([^`]*)`)$/;

/**
 * The part of Go's templates that Cluster API's `contentFormat: Template` is used for: fields, quoted texts, comments and
 * the trimming of white space.
 * @param fields values by dotted name without the leading dot: `controlPlane.version`
 * @throws InstallerError `inventory-invalid` for anything else
 */
export function renderGoTemplate(text: string, fields: Readonly<Record<string, string>>, where: string): string {
  let rendered = '';
  let rest = 0;
  let trims = false;
  const take = (until: number, trimEnd: boolean): void => {
    let part = text.slice(rest, until);
    if (trims) part = part.trimStart();
    rendered += trimEnd ? part.trimEnd() : part;
  };
  for (const match of text.matchAll(ACTION)) {
    const [written, before, expression = '', after] = match;
    take(match.index, before === '-');
    rendered += valueNamed(expression, fields) ?? refuse(written, text.slice(0, match.index), where, fields);
    rest = match.index + written.length;
    trims = after === '-';
  }
  take(text.length, false);
  return rendered;
}

function valueNamed(expression: string, fields: Readonly<Record<string, string>>): string | undefined {
  if (COMMENT.test(expression)) return '';
  const quoted = QUOTED.exec(expression);
  if (quoted !== null) return quoted[2] ?? (quoted[1] ?? '').replace(/\\(["\\])/g, '$1');
  const name = expression.startsWith('.') ? expression.slice(1) : '';
  return Object.hasOwn(fields, name) ? fields[name] : undefined;
}

function refuse(written: string, before: string, where: string, fields: object): never {
  const lines = before.split('\n');
  const place = `line ${lines.length}, column ${(lines.at(-1) ?? '').length + 1}`;
  throw new InstallerError('inventory-invalid', `${where}: ${written} cannot be filled in (its ${place})`, {
    hint: `With contentFormat: Template these are known: ${Object.keys(fields)
      .map((name) => `{{ .${name} }}`)
      .join(', ')}.`,
  });
}
