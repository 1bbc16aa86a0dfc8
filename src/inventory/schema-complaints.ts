import { countOf } from '../model/count-of.ts';
import { shown } from '../model/shown.ts';
import { nearest } from './nearest.ts';
import { type Complaint, type DocumentPath, pathText } from './problem.ts';
import { placesOf, type SchemaNode, schemaAt } from './schema-node.ts';
import { isSecretField, literalSecret } from './secret-fields.ts';
import { meantField, meantValue } from './slips.ts';
import { typeHint } from './type-hint.ts';

/** One error of a validator compiled by Ajv. */
export interface SchemaError {
  instancePath: string;
  keyword: string;
  params: Record<string, unknown>;
}

/** What Ajv found, in words and with the fix. `value` is the whole document. */
export function schemaComplaints(errors: readonly SchemaError[], value: unknown, root: SchemaNode): Complaint[] {
  return errors.flatMap((error): Complaint[] => {
    const path = pathOf(error.instancePath, value);
    const here = valueAt(value, path);
    // A misspelt field is one mistake, not also a missing one.
    if (error.keyword === 'required' && isMisspelt(String(error.params.missingProperty), here, schemaAt(root, path)))
      return [];
    return [{ severity: 'error', path, at: 'value', ...words(error, path, here, root) }];
  });
}

/** `/spec/hosts/0` as a path; segments that index an array of `value` become numbers. */
export function pathOf(pointer: string, value: unknown): (string | number)[] {
  const path: (string | number)[] = [];
  let here = value;
  for (const raw of pointer.split('/').slice(1)) {
    const segment = raw.replaceAll('~1', '/').replaceAll('~0', '~');
    path.push(Array.isArray(here) ? Number(segment) : segment);
    here = (here as Record<string, unknown> | undefined)?.[segment];
  }
  return path;
}

function valueAt(value: unknown, path: DocumentPath): unknown {
  return path.reduce((here, segment) => (here as Record<string | number, unknown> | undefined)?.[segment], value);
}

/** What else may say a part that is lacking, by its place: a document of Cluster API. */
const WHOSE: Record<string, string> = {
  '.metadata': 'Write metadata: { name: NAME }. It names the cluster.',
  'spec.cluster': 'Write cluster: { controlPlaneEndpoint: { host: ADDRESS } }, or give a Cluster with -f too.',
  'spec.controlPlane': 'Write controlPlane: { version: v1.34.2 }, or give a KubeadmControlPlane with -f too.',
  'spec.cluster.controlPlaneEndpoint':
    'Where the API is reached: the address kube-vip will hold, or an existing load balancer. In the Inventory: spec: { cluster: { controlPlaneEndpoint: { host: ADDRESS } } }',
};

type Words = Pick<Complaint, 'message' | 'hint' | 'secret'> & Partial<Pick<Complaint, 'path' | 'at'>>;

function words(error: SchemaError, path: DocumentPath, value: unknown, root: SchemaNode): Words {
  const schema = schemaAt(root, path) ?? {};
  const name = pathText(path) || 'the document';
  switch (error.keyword) {
    case 'additionalProperties':
      return unknownField(String(error.params.additionalProperty), path, value, schema, root);
    case 'required': {
      const field = String(error.params.missingProperty);
      const about = WHOSE[`${pathText(path)}.${field}`] ?? schemaAt(root, [...path, field])?.description;
      return { at: 'key', message: `${name} has no ${field}`, ...optional(about) };
    }
    case 'enum': {
      const allowed = (error.params.allowedValues as unknown[]).map(String);
      const written = wordOf(value);
      const meant = meantValue(written, allowed) ?? nearest(written, allowed);
      // YAML reads False as no text.
      const fix = typeof value === 'string' ? `Did you mean ${meant}?` : `Put it in quotes: "${meant}"`;
      const hint = meant === undefined ? undefined : fix;
      return { message: `${name} is ${shown(value)}; it must be one of ${allowed.join(', ')}`, ...optional(hint) };
    }
    case 'const':
      return { message: `${name} is ${shown(value)}; it must be ${String(error.params.allowedValue)}` };
    case 'type':
      return typeWords(name, value, schema, path);
    case 'pattern': {
      const example = schema.examples?.[0];
      const fix = versionFix(value) ?? (example === undefined ? undefined : `For example: ${String(example)}`);
      const wanted = `must be ${schema.title ?? 'of another form'}`;
      // What stands where a secret's source belongs may be the secret.
      if (path.some((segment) => isSecretField([segment])))
        return { message: `${name} ${wanted}`, ...optional(fix), secret: true };
      return { message: `${name} is ${shown(value)}; it ${wanted}`, ...optional(fix) };
    }
    case 'minimum':
    case 'maximum': {
      const most = error.keyword === 'maximum' ? 'most' : 'least';
      return { message: `${name} is ${shown(value)}; it must be at ${most} ${String(error.params.limit)}` };
    }
    case 'minProperties':
    case 'maxProperties':
      return {
        message: `${name} must have exactly one of ${Object.keys(schema.properties ?? {}).join(', ')}`,
        hint: `For example: ${path.at(-1) ?? 'passwordFrom'}: { env: NAME_OF_A_VARIABLE }`,
      };
    case 'minLength':
    case 'minItems':
      return { message: `${name} is empty`, ...optional(schema.description) };
    case 'maxItems':
      return {
        message: `${name} has more than ${countOf(Number(error.params.limit), 'entry', 'entries')}`,
        ...optional(schema.description),
      };
    default:
      return { message: `${name} is not valid (${error.keyword})`, ...optional(schema.description) };
  }
}

function unknownField(field: string, path: DocumentPath, value: unknown, schema: SchemaNode, root: SchemaNode): Words {
  const known = Object.keys(schema.properties ?? {});
  const place = pathText(path) || 'the document';
  const at: Pick<Complaint, 'path' | 'at'> = { path: [...path, field], at: 'key' };
  const secret = literalSecret(field, known);
  if (secret !== undefined) return { ...at, ...secret, secret: true };
  const free = known.filter((name) => !Object.hasOwn(Object(value), name));
  const meant = meantField(field, free) ?? nearest(field, free) ?? nearest(field, known);
  const message = `${place} has no field ${field || '""'}`;
  if (meant !== undefined) return { ...at, message, hint: `Did you mean ${meant}?` };
  const elsewhere = placesOf(root, field);
  if (elsewhere.length > 0 && elsewhere.length <= 3) {
    return { ...at, message, hint: `${field} belongs in ${elsewhere.map(parentOf).join(' or ')}.` };
  }
  return { ...at, message, hint: `Its fields are ${known.join(', ')}.` };
}

function isMisspelt(missing: string, value: unknown, schema: SchemaNode | undefined): boolean {
  const unknown = Object.keys(Object(value)).filter((field) => !Object.hasOwn(schema?.properties ?? {}, field));
  return unknown.some((field) => (meantField(field, [missing]) ?? nearest(field, [missing])) === missing);
}

function parentOf(place: string): string {
  return place.includes('.') ? place.slice(0, place.lastIndexOf('.')) : 'the document itself';
}

function typeWords(name: string, value: unknown, schema: SchemaNode, path: DocumentPath): Words {
  const wanted = [schema.type ?? []].flat().filter((type) => type !== 'null');
  const kind = wanted.map((type) => kindNames[type] ?? type).join(' or ');
  const empty = value === null || value === undefined;
  const message = empty
    ? `${name} is empty; it must be ${kind}`
    : `${name} must be ${kind}, not ${kindOf(value, wanted)}`;
  return {
    message,
    ...optional(typeHint(wanted, value, schema, path)),
    ...(isSecretField(path) ? { secret: true } : {}),
  };
}

/** What was written in one word, to compare with others; nothing for lists and objects. */
function wordOf(value: unknown): string {
  return typeof value === 'string' || typeof value === 'boolean' || typeof value === 'number' ? `${value}` : '';
}

const kindNames: Record<string, string> = {
  string: 'text',
  integer: 'a whole number',
  number: 'a number',
  boolean: 'true or false',
  array: 'a list',
  object: 'an object',
};

function kindOf(value: unknown, wanted: readonly string[]): string {
  // A fraction where a whole number is wanted: "not a number" would be wrong.
  if (typeof value === 'number' && wanted.includes('integer')) return shown(value);
  if (Array.isArray(value)) return 'a list';
  return kindNames[typeof value] ?? typeof value;
}

function versionFix(value: unknown): string | undefined {
  const parts = typeof value === 'string' ? /^[vV]?(\d+)\.(\d+)(\.\d+)?([-+].*)?$/.exec(value.trim()) : null;
  if (parts === null) return undefined;
  if (parts[3] === undefined) return `Give the patch version too: v${parts[1]}.${parts[2]}.0`;
  return `Write v${parts[1]}.${parts[2]}${parts[3]}${parts[4] ?? ''}`;
}

function optional(hint: string | undefined): { hint?: string } {
  return hint === undefined ? {} : { hint };
}
