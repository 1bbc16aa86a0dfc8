import { InstallerError } from '../errors.ts';
import { shown } from '../model/shown.ts';
import { type Conversion, type Fields, fieldsOf, textOf } from './conversion.ts';

interface Argument {
  name: string;
  value: string;
}

/**
 * Extra arguments in the form of the target API: a mapping up to v1beta3, a list of `{name, value}` in v1beta4. Either
 * form may be given. `defaults` come first and give way to the user's arguments of the same name.
 * @throws InstallerError `inventory-invalid` for a list or object where text belongs, and when one name is given twice and
 * the target API has only mappings
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
  if (!Array.isArray(given)) {
    if (given !== null && given !== undefined && typeof given !== 'object') throw noArgument(path, given);
    return Object.entries(fieldsOf(given)).map(([name, value]) => ({ name, value: text(value, `${path}.${name}`) }));
  }
  return given.map(fieldsOf).map(({ name, value }, index) => {
    const place = `${path}[${index}]`;
    if (textOf(name) === undefined) throw new InstallerError('inventory-invalid', `${place}: it has no name`);
    return { name: text(name, place), value: text(value, `${place}.value`) };
  });
}

function text(value: unknown, place: string): string {
  if (value === null || value === undefined) return '';
  if (typeof value === 'string' || typeof value === 'number' || typeof value === 'boolean') return `${value}`;
  throw noArgument(place, value);
}

function noArgument(place: string, value: unknown): InstallerError {
  const expected = place.endsWith('Args') ? 'arguments have names' : 'an argument is text';
  return new InstallerError('inventory-invalid', `${place}: ${expected}, not ${shown(value)}`, {
    hint: 'Write { v: "2", feature-gates: "A=true,B=false" }: each name without --, each value as on the command line.',
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
