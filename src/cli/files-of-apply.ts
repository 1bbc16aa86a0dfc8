import { existsSync } from 'node:fs';
import { InstallerError } from '../errors.ts';
import { flagOfEach, isInventoryName } from './flag-of-each.ts';
import { readPlanFile } from './read-plan-file.ts';
import type { SavedPlan } from './refuse-outdated-plan.ts';

/**
 * The inventory's files and the plan that apply was given. A plan knows its inventory; files that are named win.
 * @param paths what stands without an option
 * @throws InstallerError `usage` when neither is named, several plans are, or the plan cannot be read; `inventory-invalid`
 * when the plan's inventory is not where it was
 */
export async function filesOfApply(
  files: string[] | undefined,
  paths: readonly string[],
): Promise<{ files: string[]; saved?: SavedPlan }> {
  const [path, ...more] = paths;
  if (more.length > 0) throw severalPlans(files ?? [], paths);
  if (path === undefined) {
    if (files) return { files };
    throw new InstallerError('usage', 'neither an inventory nor a plan is named', {
      hint: 'installer apply -f inventory.yaml, or: installer apply PLAN (installer apply --help shows what there is)',
    });
  }
  const plan = await readPlanFile(path, files);
  const found = files ?? plan.inventoryFiles;
  if (!files && (found.length === 0 || found.includes('-'))) {
    throw new InstallerError('usage', `${path} was made of an inventory that came over standard input`, {
      hint: `name the inventory: installer apply -f inventory.yaml ${path}`,
    });
  }
  const missing = files ? undefined : found.find((one) => !existsSync(one));
  if (missing !== undefined) {
    throw new InstallerError('inventory-invalid', `${path} was made of ${missing}, which is not there any more`, {
      hint: `if it was moved, say where it is now: installer apply -f INVENTORY ${path}`,
    });
  }
  return { files: found, saved: { path, plan, files: found } };
}

function severalPlans(files: readonly string[], paths: readonly string[]): InstallerError {
  const hint = paths.some(isInventoryName)
    ? flagOfEach([...files, ...paths])
    : 'installer apply --help shows what there is';
  return new InstallerError('usage', `apply takes one plan, not ${paths.length}: ${paths.join(' ')}`, { hint });
}
