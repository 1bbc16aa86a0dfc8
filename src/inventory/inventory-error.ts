import { InstallerError } from '../errors.ts';
import { shQuote } from '../kubeadm/sh-text.ts';
import { type Problem, renderProblem } from './problem.ts';

/** The inventory cannot be used. Carries every problem found; `details.lastLines` holds them as text. */
export class InventoryError extends InstallerError {
  readonly problems: readonly Problem[];

  constructor(problems: readonly Problem[]) {
    const errors = problems.filter((problem) => problem.severity === 'error').length;
    const file = problems.find((problem) => problem.severity === 'error')?.file;
    super('inventory-invalid', `The inventory has ${errors === 1 ? 'an error' : `${errors} errors`}`, {
      lastLines: problems.flatMap((problem) => renderProblem(problem).split('\n')),
      hint: `Correct the inventory, then check it with: installer validate -f ${file === undefined ? 'FILE' : asArgument(file)}`,
    });
    this.problems = problems;
  }
}

function asArgument(file: string): string {
  if (file === '<stdin>') return '-';
  return /^[\w./-]+$/.test(file) ? file : shQuote(file);
}
