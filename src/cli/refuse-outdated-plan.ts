import { InstallerError } from '../errors.ts';
import type { Desired } from '../model/desired.ts';
import type { Plan } from '../model/plan.ts';
import type { Secrets } from '../model/secrets.ts';
import { inventoryBasis, type PlanBasis } from '../plan/basis.ts';
import { compareBasis } from '../plan/compare-basis.ts';
import { compareInventory } from '../plan/compare-inventory.ts';
import { comparePlans } from '../plan/compare-plans.ts';
import { maskDeep } from '../report/mask.ts';
import { shellQuote } from '../ssh/quote.ts';
import { asSaved, inventoryName, type PlanFile } from './plan-file.ts';

/** A plan that was saved, and the command line that it came with. */
export interface SavedPlan {
  path: string;
  plan: PlanFile;
  /** Of the inventory, as it is read now. */
  files: string[];
}

const DIFFERENCES_TOLD = 12;

/**
 * Before any host is contacted: the saved plan is of this cluster and of this inventory.
 * @throws InstallerError `usage` for a plan of another cluster, `preflight-refused` naming what has changed
 */
export function refuseOtherInventory({ path, plan, files }: SavedPlan, desired: Desired, secrets: Secrets): void {
  const { name } = desired.cluster;
  if (plan.cluster !== name) {
    throw new InstallerError('usage', `${path} is a plan for ${plan.cluster}, the inventory describes ${name}`, {
      hint: `plan again: ${planAgain(path, files)}`,
    });
  }
  const { manifestContents } = plan.basis.inventory;
  const now = { ...maskDeep(asSaved(inventoryBasis(desired, [])), secrets), manifestContents };
  const differences = compareInventory(plan.basis.inventory, now);
  refuse(
    path,
    files,
    differences.map((difference) => `${inventoryName(files)}: ${difference}`),
  );
}

/** @throws InstallerError `preflight-refused` naming what has changed since the plan was saved, when it no longer holds */
export function refuseOutdatedPlan(
  { path, plan, files }: SavedPlan,
  now: { plan: Plan; basis: PlanBasis },
  secrets: Secrets,
): void {
  const current = maskDeep(asSaved(now), secrets);
  refuse(path, files, [
    ...compareBasis(plan.basis, current.basis, inventoryName(files)),
    ...comparePlans(plan, current.plan),
  ]);
}

function refuse(path: string, files: string[], differences: string[]): void {
  if (differences.length === 0) return;
  const shown = differences.slice(0, DIFFERENCES_TOLD);
  const more = differences.length - shown.length;
  const lines = [...shown, ...(more > 0 ? [`and ${more} more`] : [])].map((line) => `- ${line}`);
  throw new InstallerError(
    'preflight-refused',
    [`the plan of ${path} no longer holds; nothing was changed. Since it was made:`, ...lines].join('\n'),
    { hint: 'plan again, and look at the new plan', nextCommand: planAgain(path, files) },
  );
}

function planAgain(path: string, files: string[]): string {
  return ['installer plan', ...files.map((file) => `-f ${shellQuote(file)}`), `--out ${shellQuote(path)}`].join(' ');
}
