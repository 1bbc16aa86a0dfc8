import { Ajv, type ErrorObject } from 'ajv';
import { nearest } from '../../nearest.ts';
import { type DocumentPath, pathText } from '../../problem.ts';
import { pathOf, schemaComplaints } from '../../schema-complaints.ts';
import { type ClusterApiObject, fieldsOf, titleOf, valueAt } from '../cluster-api-object.ts';
import { type Findings, placeOf } from '../findings.ts';
import { hasRules, jsonSchemaOf } from './openapi-schema.ts';
import type { Said } from './said.ts';
import { shown } from './shown.ts';

/** Values by name, each with who wrote it. */
export type Variables = ReadonlyMap<string, Said>;

/** Keywords for which our own words say more than Ajv's. */
const WORDED = ['type', 'enum', 'required', 'additionalProperties', 'minimum', 'maximum'];

interface Definition {
  name: string;
  required: boolean;
  schema: Record<string, unknown>;
  /** In the ClusterClass. */
  path: DocumentPath;
}

/**
 * Variables with the values that are written and, where `whole`, the defaults of those that are not; checked by their schemas.
 * @param says what stands at a place of the list of values
 * @param whole those of the whole cluster, not those overridden for one owner
 */
export function resolveVariables(
  object: ClusterApiObject,
  says: (...path: (string | number)[]) => Said,
  whole: boolean,
  findings: Findings,
): Variables {
  const definitions = definitionsOf(object);
  const given = new Map<string, Said>();
  const resolved = new Map<string, Said>();
  const written = says();
  for (const [index, entry] of (Array.isArray(written.value) ? written.value : []).entries()) {
    const { name, value, definitionFrom } = fieldsOf(entry);
    const { document, path: at } = says(index).origin;
    const definition = definitions.find((each) => each.name === name);
    if (typeof name !== 'string') findings.errorAtKey(document, [...at, 'name'], `${pathText(at)} has no name`);
    else if (definitionFrom !== undefined && definitionFrom !== '' && definitionFrom !== 'inline') {
      const message = `the variable ${name} is to be that of ${shown(definitionFrom)}, which the ClusterClass does not define`;
      findings.error(document, [...at, 'definitionFrom'], message, 'Leave definitionFrom out.');
    } else if (definition === undefined) {
      const names = definitions.map((each) => each.name);
      const meant = nearest(name, names);
      const hint = meant === undefined ? `It defines ${names.join(', ') || 'none'}.` : `Did you mean ${meant}?`;
      findings.error(document, [...at, 'name'], `${titleOf(object)} defines no variable ${name}`, hint);
    } else if (given.has(name)) {
      findings.error(document, [...at, 'name'], `the variable ${name} is set twice`);
    } else given.set(name, { value: value ?? null, origin: says(index, 'value').origin });
  }
  for (const definition of definitions) {
    const said = given.get(definition.name);
    if (said === undefined && !whole) continue;
    const value = checked(definition, said, object, findings);
    if (value !== undefined) resolved.set(definition.name, value);
    else if (said === undefined && definition.required) {
      const hint = `${placeOf(object.document, definition.path)} defines it: variables: [{ name: ${definition.name}, value: … }]`;
      const { document, path } = written.origin;
      findings.errorAtKey(document, path, `the variable ${definition.name} is required, and has no value`, hint);
    }
  }
  return resolved;
}

/** The variables that a ClusterClass defines. */
function definitionsOf({ value }: ClusterApiObject): Definition[] {
  const list = valueAt(value, ['spec', 'variables']);
  return (Array.isArray(list) ? list : []).flatMap((entry, index): Definition[] => {
    const { name, required, schema } = fieldsOf(entry);
    if (typeof name !== 'string') return [];
    const openApi = fieldsOf(fieldsOf(schema).openAPIV3Schema);
    return [{ name, required: required === true, schema: openApi, path: ['spec', 'variables', index] }];
  });
}

/** What is wrong with the definitions themselves. */
export function checkDefinitions(object: ClusterApiObject, findings: Findings): void {
  const ruled: string[] = [];
  const seen = new Set<string>();
  for (const { name, schema, path } of definitionsOf(object)) {
    if (seen.has(name)) findings.error(object.document, [...path, 'name'], `the variable ${name} is defined twice`);
    seen.add(name);
    if (name === 'builtin') findings.error(object.document, [...path, 'name'], 'the name builtin is taken');
    if (hasRules(schema)) ruled.push(name);
    try {
      compile(name, schema);
    } catch (error) {
      const why = error instanceof Error ? error.message : String(error);
      const message = `the schema of the variable ${name} is not usable: ${why.split('\n')[0]}`;
      findings.errorAtKey(object.document, [...path, 'schema', 'openAPIV3Schema'], message);
    }
  }
  if (ruled.length === 0) return;
  const message = `rules in CEL (x-kubernetes-validations) are not evaluated: ${ruled.join(', ')}`;
  findings.warning(object.document, ['spec', 'variables'], message);
}

function compile(name: string, schema: Record<string, unknown>) {
  const ajv = new Ajv({ allErrors: true, strict: false, useDefaults: true, validateFormats: false, logger: false });
  const root = { type: 'object', properties: Object.fromEntries([[name, jsonSchemaOf(schema)]]) };
  return { root, validate: ajv.compile(root) };
}

/** The value with its defaults; undefined where there is none, or none that will do. */
function checked(
  { name, schema, path }: Definition,
  said: Said | undefined,
  object: ClusterApiObject,
  findings: Findings,
): Said | undefined {
  const compiled = compiledOrNothing(name, schema);
  if (compiled === undefined) return undefined;
  const wrapped: Record<string, unknown> = Object.fromEntries(
    said === undefined ? [] : [[name, structuredClone(said.value)]],
  );
  const { root, validate } = compiled;
  const valid = validate(wrapped);
  if (said === undefined && !Object.hasOwn(wrapped, name)) return undefined;
  const defaulted = { document: object.document, path: [...path, 'schema', 'openAPIV3Schema', 'default'] };
  const origin = said?.origin ?? defaulted;
  if (valid) return { value: wrapped[name], origin };
  for (const error of validate.errors ?? []) {
    for (const complaint of complaintsOf(error, wrapped, root)) {
      const place = [...origin.path, ...complaint.path.slice(1)];
      const hint = complaint.hint ?? `${titleOf(object)} says so at ${placeOf(object.document, path)}.`;
      findings.error(origin.document, place, `the variable ${complaint.message}`, hint);
    }
  }
  return undefined;
}

function compiledOrNothing(name: string, schema: Record<string, unknown>) {
  try {
    return compile(name, schema);
  } catch {
    // Said where the definitions are checked.
    return undefined;
  }
}

function complaintsOf(error: ErrorObject, wrapped: unknown, root: object) {
  if (WORDED.includes(error.keyword)) return schemaComplaints([error], wrapped, root);
  const path = pathOf(error.instancePath, wrapped);
  return [{ path, message: `${pathText(path)} ${error.message ?? 'is not valid'}`, hint: undefined }];
}
