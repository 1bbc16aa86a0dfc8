import { InstallerError } from '../errors.ts';
import { isRecord } from './check-words.ts';
import type { Playbook, Scalar, When } from './playbook.ts';
import { positionOf, type Scope } from './render.ts';

/**
 * True when every field equals its value, or one of its values. A field that is a list matches when one of its elements does.
 * @throws InstallerError `inventory-invalid` for a field that cannot exist
 */
export function applies(when: When | undefined, path: string, playbook: Playbook, scope: Scope): boolean {
  return Object.entries(when ?? {}).every(([field, wanted]) => {
    const found = lookUp(scope, field, `${path}.${field}`, playbook);
    const values: Scalar[] = Array.isArray(wanted) ? wanted : [wanted];
    return (Array.isArray(found) ? found : [found]).some((value) => values.includes((value ?? null) as Scalar));
  });
}

/**
 * The value of a dotted name; undefined where an optional field is absent.
 * @throws InstallerError `inventory-invalid` when the name starts with nothing known
 */
export function lookUp(scope: Scope, name: string, path: string, playbook: Playbook): unknown {
  const [root = '', ...rest] = name.split('.');
  if (!Object.hasOwn(scope, root)) {
    const { line, col } = positionOf(playbook, path);
    const known = Object.keys(scope).sort().join(', ');
    throw new InstallerError('inventory-invalid', `${playbook.source.file}:${line}:${col}: nothing is named ${root}`, {
      hint: `Names start with one of: ${known}.`,
    });
  }
  return rest.reduce<unknown>(
    (value, key) => (isRecord(value) && Object.hasOwn(value, key) ? value[key] : undefined),
    scope[root],
  );
}
