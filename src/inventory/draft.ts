import type { Inventory } from './inventory.gen.ts';
import type { DocumentPath } from './problem.ts';
import { pathOf, type SchemaError } from './schema-complaints.ts';

/**
 * A document that may still have errors: whatever is present has the right form, whatever was wrong is absent. Checks
 * work on drafts, so that one run states the errors of the schema and those of meaning together.
 */
export type Draft<T> = T extends readonly (infer Item)[]
  ? (Draft<Item> | undefined)[]
  : T extends object
    ? { [Key in keyof T]?: Draft<T[Key]> | undefined }
    : T;

export type DraftInventory = Draft<Inventory>;

/** A copy of `value` without the fields that the schema refused. Array entries keep their index. */
export function withoutInvalid(value: unknown, errors: readonly SchemaError[]): DraftInventory {
  const copy: unknown = structuredClone(value);
  for (const error of errors) {
    // An object that lacks a field or has one too many is still good for the rest of it.
    if (error.keyword === 'required' || error.keyword === 'additionalProperties') continue;
    remove(copy, pathOf(error.instancePath, value));
  }
  return (typeof copy === 'object' && copy !== null ? copy : {}) as DraftInventory;
}

function remove(copy: unknown, path: DocumentPath): void {
  const parent = path
    .slice(0, -1)
    .reduce((here, segment) => (here as Record<string, unknown> | undefined)?.[segment], copy);
  const last = path.at(-1);
  if (typeof parent === 'object' && parent !== null && last !== undefined) {
    (parent as Record<string | number, unknown>)[last] = undefined;
  }
}
