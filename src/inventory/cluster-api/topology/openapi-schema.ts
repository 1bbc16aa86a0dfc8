import { fieldsOf } from '../cluster-api-object.ts';

type Schema = Readonly<Record<string, unknown>>;

/** Keywords whose meaning is the same in JSON Schema. */
const SAME = [
  'type',
  'enum',
  'pattern',
  'minLength',
  'maxLength',
  'minimum',
  'maximum',
  'multipleOf',
  'minItems',
  'maxItems',
  'uniqueItems',
  'minProperties',
  'maxProperties',
  'required',
  'default',
  'nullable',
];
const EXCLUSIVE = { exclusiveMinimum: 'minimum', exclusiveMaximum: 'maximum' } as const;

/**
 * The JSON Schema of an OpenAPI v3 schema as a CustomResourceDefinition has it: fields that it does not name are not there,
 * but for `x-kubernetes-preserve-unknown-fields` and `additionalProperties`.
 */
export function jsonSchemaOf(openApi: unknown, named = true): Record<string, unknown> {
  const schema: Schema = fieldsOf(openApi);
  const made: Record<string, unknown> = {};
  for (const keyword of SAME) if (schema[keyword] !== undefined) made[keyword] = schema[keyword];
  // OpenAPI 3.0 writes these as a flag beside the limit.
  for (const [flag, limit] of Object.entries(EXCLUSIVE)) {
    if (schema[flag] !== true) continue;
    made[flag] = schema[limit];
    delete made[limit];
  }
  if (schema['x-kubernetes-int-or-string'] === true) made.type = ['integer', 'string'];
  // Ajv takes `nullable` only beside a type.
  if (made.type === undefined) delete made.nullable;
  for (const list of ['allOf', 'anyOf', 'oneOf']) {
    const parts = schema[list];
    if (Array.isArray(parts)) made[list] = parts.map((part) => jsonSchemaOf(part, false));
  }
  if (schema.not !== undefined) made.not = jsonSchemaOf(schema.not, false);
  if (schema.items !== undefined) made.items = jsonSchemaOf(schema.items, named);
  const properties = Object.entries(fieldsOf(schema.properties));
  if (properties.length > 0) {
    made.properties = Object.fromEntries(properties.map(([name, part]) => [name, jsonSchemaOf(part, named)]));
  }
  const others = schema.additionalProperties;
  if (typeof others === 'object' && others !== null) made.additionalProperties = jsonSchemaOf(others, named);
  else if (typeof others === 'boolean') made.additionalProperties = others;
  else if (named && made.type === 'object' && schema['x-kubernetes-preserve-unknown-fields'] !== true) {
    made.additionalProperties = false;
  }
  return made;
}

/** Whether the schema, or a part of it, has rules in CEL. */
export function hasRules(openApi: unknown): boolean {
  if (typeof openApi !== 'object' || openApi === null) return false;
  return Object.entries(openApi).some(
    ([keyword, value]) => (keyword === 'x-kubernetes-validations' && Array.isArray(value)) || hasRules(value),
  );
}
