import { type ErrorKind, InstallerError } from '../errors.ts';
import type { SavedPlan } from './refuse-outdated-plan.ts';
import { typedAgain } from './typed-again.ts';

const CONTINUED: readonly ErrorKind[] = ['operation-failed', 'interrupted', 'unreachable', 'locked'];

/**
 * The error of a saved plan's run that was cut: what is left of the plan is another plan, so the inventory is applied to
 * continue, with the same options.
 * @param argv what was typed after the program's name
 */
export function continuedWithoutPlan(
  error: unknown,
  { path, plan, files }: SavedPlan,
  argv: readonly string[],
): unknown {
  if (!(error instanceof InstallerError) || !CONTINUED.includes(error.kind)) return error;
  // Files that are not the plan's own were typed.
  const inventory = files === plan.inventoryFiles ? files.flatMap((file) => ['-f', file]) : [];
  const nextCommand = typedAgain([...argv.filter((word) => word !== path), ...inventory]);
  return new InstallerError(error.kind, error.message, { ...error.details, nextCommand });
}
