import type { Complaint } from './problem.ts';
import { type SchemaError, schemaComplaints } from './schema-complaints.ts';
import { loadSchema } from './schema-node.ts';

/** A validator of validate-*.gen.ts. */
export interface GeneratedValidator {
  (value: unknown): boolean;
  errors?: SchemaError[] | null;
}

/** Checks a document against a schema of schemas/. */
export function validateDocument(
  validator: GeneratedValidator,
  schemaName: string,
  value: unknown,
): { errors: SchemaError[]; complaints: Complaint[] } {
  if (validator(value)) return { errors: [], complaints: [] };
  const errors = [...(validator.errors ?? [])];
  return { errors, complaints: schemaComplaints(errors, value, loadSchema(schemaName)) };
}
