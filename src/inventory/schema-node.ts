import { readFileSync } from 'node:fs';
import type { DocumentPath } from './problem.ts';
import { schemaPath } from './schema-path.ts';

/** The parts of a JSON Schema that our schemas use and error messages need. */
export interface SchemaNode {
  $ref?: string;
  $defs?: Record<string, SchemaNode>;
  title?: string;
  description?: string;
  examples?: unknown[];
  type?: string | string[];
  properties?: Record<string, SchemaNode>;
  required?: string[];
  items?: SchemaNode;
  additionalProperties?: boolean | SchemaNode;
}

/** Reads a schema from the package. Only done when something is wrong: the validator itself is compiled ahead of time. */
export function loadSchema(name: string): SchemaNode {
  return JSON.parse(readFileSync(schemaPath(name), 'utf8')) as SchemaNode;
}

/** The schema of the field at `path`, references followed (what stands beside a reference wins); undefined where anything goes. */
export function schemaAt(root: SchemaNode, path: DocumentPath): SchemaNode | undefined {
  let node: SchemaNode | undefined = root;
  for (const segment of path) {
    if (node === undefined) return undefined;
    const known: SchemaNode | boolean | undefined =
      typeof segment === 'number' ? node.items : (own(node.properties, segment) ?? node.additionalProperties);
    node = typeof known === 'object' ? resolve(root, known) : undefined;
  }
  return node;
}

/** Every place where a field of this name is known, without array indexes: `spec.controlPlane.version`. */
export function placesOf(root: SchemaNode, field: string): string[] {
  const places: string[] = [];
  const walk = (node: SchemaNode, at: string, within: readonly SchemaNode[]): void => {
    if (within.includes(node)) return;
    for (const [name, inner] of Object.entries(node.properties ?? {})) {
      const place = at === '' ? name : `${at}.${name}`;
      if (name === field) places.push(place);
      step(inner, place, [...within, node]);
    }
    if (node.items !== undefined) step(node.items, `${at}[]`, [...within, node]);
  };
  const step = (node: SchemaNode, at: string, within: readonly SchemaNode[]): void => {
    walk(node.$ref === undefined ? node : target(root, node.$ref), at, within);
  };
  walk(root, '', []);
  return places;
}

function resolve(root: SchemaNode, node: SchemaNode): SchemaNode {
  if (node.$ref === undefined) return node;
  const { $ref, ...beside } = node;
  return { ...resolve(root, target(root, $ref)), ...beside };
}

function target(root: SchemaNode, reference: string): SchemaNode {
  const found = own(root.$defs, reference.replace('#/$defs/', ''));
  if (found === undefined) throw new Error(`the schema has no ${reference}`);
  return found;
}

function own<T>(record: Record<string, T> | undefined, key: string): T | undefined {
  return record !== undefined && Object.hasOwn(record, key) ? record[key] : undefined;
}
