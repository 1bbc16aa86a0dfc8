import { InstallerError } from '../errors.ts';
import type { Plan } from '../model/plan.ts';
import { removalText } from '../report/removal-text.ts';
import { confirmByName } from './confirm-by-name.ts';
import { confirm, isInteractive } from './terminal.ts';

export interface Confirmation {
  yes?: boolean;
  confirmDelete?: string;
}

/**
 * A plan that removes machines wants the cluster's name, one that does not wants a yes. What was not given on the command
 * line is asked; a name that is typed is a yes too.
 * @throws InstallerError `usage` when the name is another, or nobody can be asked; `interrupted` when the answer is no
 */
export async function confirmPlan(plan: Plan, { yes, confirmDelete }: Confirmation): Promise<void> {
  const { cluster } = plan;
  const removes = plan.summary.delete > 0;
  if (removes) {
    const what = removalText(plan);
    requireAnswers(what, [
      ...(yes ? [] : ['--yes']),
      ...(confirmDelete === undefined ? [`--confirm-delete ${cluster}`] : []),
    ]);
    await confirmByName(cluster, what, confirmDelete);
    if (confirmDelete === undefined) return;
  }
  if (!yes && !(await confirm(`Do this to ${cluster}?`))) {
    throw new InstallerError('interrupted', 'not confirmed; nothing was changed');
  }
}

/** Where nobody can be asked, all that is missing is named at once. */
function requireAnswers(what: string, missing: string[]): void {
  if (missing.length === 0 || isInteractive()) return;
  throw new InstallerError('usage', `${what} wants a confirmation: this is not a terminal; nothing was changed`, {
    hint: `add ${missing.join(' ')}`,
  });
}
