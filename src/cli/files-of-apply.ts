import { InstallerError } from '../errors.ts';
import { readPlanFile } from './read-plan-file.ts';
import type { SavedPlan } from './refuse-outdated-plan.ts';

/**
 * The inventory's files and the plan that apply was given. A plan knows its inventory; files that are named win.
 * @throws InstallerError `usage` when neither is named, or the plan cannot be read
 */
export async function filesOfApply(
  files: string[] | undefined,
  path: string | undefined,
): Promise<{ files: string[]; saved?: SavedPlan }> {
  if (path === undefined) {
    if (files) return { files };
    throw new InstallerError('usage', 'neither an inventory nor a plan is named', {
      hint: 'installer apply -f inventory.yaml, or: installer apply PLAN (installer apply --help shows what there is)',
    });
  }
  const plan = await readPlanFile(path);
  const found = files ?? plan.inventoryFiles;
  if (!files && (found.length === 0 || found.includes('-'))) {
    throw new InstallerError('usage', `${path} was made of an inventory that came over standard input`, {
      hint: `name the inventory: installer apply -f inventory.yaml ${path}`,
    });
  }
  return { files: found, saved: { path, plan, files: found } };
}
