import type { Complaint } from './problem.ts';
import { type SchemaError, schemaComplaints } from './schema-complaints.ts';
import { loadSchema } from './schema-node.ts';

/** A validator of validate-*.gen.ts. */
export interface GeneratedValidator {
  (value: unknown): boolean;
  errors?: SchemaError[] | null;
}

/**
 * Checks a document against a schema of schemas/.
 * @param told `what is there`: not of what is lacking, which another document may have
 */
export function validateDocument(
  validator: GeneratedValidator,
  schemaName: string,
  value: unknown,
  told: 'all' | 'what is there' = 'all',
): { errors: SchemaError[]; complaints: Complaint[] } {
  if (validator(value)) return { errors: [], complaints: [] };
  const errors = [...(validator.errors ?? [])];
  const some = told === 'all' ? errors : errors.filter(({ keyword }) => keyword !== 'required');
  return { errors, complaints: schemaComplaints(some, value, loadSchema(schemaName)) };
}
