import { InstallerError } from '../errors.ts';
import { type Conversion, type Fields, fieldsOf } from './conversion.ts';

interface Argument {
  name: string;
  value: string;
}

/**
 * Extra arguments in the form of the target API: a mapping up to v1beta3, a list of `{name, value}` in v1beta4. Either
 * form may be given. `defaults` come first and give way to the user's arguments of the same name.
 * @throws InstallerError `inventory-invalid` when one name is given twice and the target API has only mappings
 */
export function extraArgs(
  given: unknown,
  conversion: Conversion,
  path: string,
  defaults: Record<string, string> = {},
): Fields | Argument[] | undefined {
  const own = readArguments(given, path);
  const ownNames = new Set(own.map(({ name }) => name));
  const before = Object.entries(defaults).map(([name, value]) => ({ name, value }));
  const all = [...before.filter(({ name }) => !ownNames.has(name)), ...own];
  if (all.length === 0) return undefined;
  return conversion.api === 'kubeadm.k8s.io/v1beta4' ? all : asMapping(all, conversion, path);
}

function readArguments(given: unknown, path: string): Argument[] {
  const pairs = Array.isArray(given)
    ? given.map(fieldsOf).map(({ name, value }) => [name, value] as const)
    : Object.entries(fieldsOf(given));
  return pairs.map(([name, value]) => {
    const isText = value === null || typeof value !== 'object';
    if (typeof name !== 'string' || name === '' || !isText) throw notAnArgument(path, name);
    return { name, value: value === null || value === undefined ? '' : String(value) };
  });
}

function notAnArgument(path: string, name: unknown): InstallerError {
  const which = typeof name === 'string' && name !== '' ? `"${name}" has no text for its value` : 'one has no name';
  return new InstallerError('inventory-invalid', `${path}: ${which}`, {
    hint: 'Write arguments as NAME: "VALUE", or as a list of { name: NAME, value: "VALUE" }.',
  });
}

function asMapping(all: Argument[], conversion: Conversion, path: string): Fields {
  const mapping: Fields = {};
  for (const { name, value } of all) {
    if (Object.hasOwn(mapping, name)) {
      throw new InstallerError('inventory-invalid', `${path}: "${name}" is given twice`, {
        hint: `Kubernetes ${conversion.kubernetesVersion} takes each argument once; repeating one needs 1.31 or newer.`,
      });
    }
    mapping[name] = value;
  }
  return mapping;
}
