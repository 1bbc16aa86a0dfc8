import { InstallerError } from '../errors.ts';

/** What `work` refuses, in words; undefined when it refuses nothing. Other errors go on. */
export function refusal(work: () => unknown): { message: string; hint?: string | undefined } | undefined {
  try {
    work();
    return undefined;
  } catch (error) {
    if (!(error instanceof InstallerError) || error.kind !== 'inventory-invalid') throw error;
    return { message: error.message, hint: error.details.hint };
  }
}
