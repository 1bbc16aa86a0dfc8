import { InstallerError } from '../errors.ts';
import { shQuote } from '../kubeadm/sh-text.ts';
import { type Problem, renderProblem } from './problem.ts';

/** The inventory cannot be used. Carries every problem found; `details.lastLines` holds them as text. */
export class InventoryError extends InstallerError {
  readonly problems: readonly Problem[];

  /** @param files all that was named with `-f`: one of several documents alone is no inventory */
  constructor(problems: readonly Problem[], files: readonly string[]) {
    const errors = problems.filter((problem) => problem.severity === 'error').length;
    super('inventory-invalid', `The inventory has ${errors === 1 ? 'an error' : `${errors} errors`}`, {
      lastLines: problems.flatMap((problem) => renderProblem(problem).split('\n')),
      hint: `Correct the inventory, then check it with: installer validate -f ${files.map(asArgument).join(' -f ') || 'FILE'}`,
    });
    this.problems = problems;
  }
}

function asArgument(file: string): string {
  return /^[\w./-]+$/.test(file) ? file : shQuote(file);
}
