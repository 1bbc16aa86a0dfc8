import { writeFile } from 'node:fs/promises';
import { basename, resolve } from 'node:path';
import { InstallerError } from '../errors.ts';
import type { Plan } from '../model/plan.ts';
import type { Secrets } from '../model/secrets.ts';
import type { PlanBasis } from '../plan/basis.ts';
import { maskDeep } from '../report/mask.ts';

export const PLAN_API_VERSION = 'installer.dev/v1alpha1';

/** What `plan --out` writes: the plan with what it rests on, so that apply can tell whether it still holds. */
export interface PlanFile extends Plan {
  apiVersion: typeof PLAN_API_VERSION;
  kind: 'Plan';
  /** Absolute paths; `-` is standard input. */
  inventoryFiles: string[];
  basis: PlanBasis;
}

/**
 * Writes the plan, secrets masked, readable by its owner alone: it tells much of the inventory.
 * @param files of the inventory, as typed
 * @throws InstallerError `usage` when the file cannot be written
 */
export async function writePlanFile(
  path: string,
  { plan, basis, files, secrets }: { plan: Plan; basis: PlanBasis; files: string[]; secrets: Secrets },
): Promise<void> {
  const inventoryFiles = files.map((file) => (file === '-' ? file : resolve(file)));
  const document: PlanFile = { apiVersion: PLAN_API_VERSION, kind: 'Plan', ...plan, inventoryFiles, basis };
  try {
    await writeFile(path, `${JSON.stringify(maskDeep(asSaved(document), secrets), null, 2)}\n`, { mode: 0o600 });
  } catch (error) {
    throw new InstallerError('usage', `the plan cannot be written: ${(error as Error).message}`, { cause: error });
  }
}

/** A value as it comes back from a file: without fields that are `undefined`. */
export function asSaved<T>(value: T): T {
  return JSON.parse(JSON.stringify(value));
}

/** What messages call the inventory: its file's name where it is one file. */
export function inventoryName(files: readonly string[]): string {
  const [only, ...more] = files;
  return only === undefined || only === '-' || more.length > 0 ? 'inventory' : basename(only);
}
