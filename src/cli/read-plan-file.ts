import { readFile } from 'node:fs/promises';
import { InstallerError } from '../errors.ts';
import { shown } from '../model/shown.ts';
import { flagOfEach, isInventoryName } from './flag-of-each.ts';
import { PLAN_API_VERSION, type PlanFile } from './plan-file.ts';

const HOW_TO_MAKE_ONE = 'make one: installer plan -f inventory.yaml --out FILE';
const MAPS = ['inventory', 'revisions', 'hosts', 'nodes', 'etcdMembers', 'controlPlanePods', 'records'] as const;

/**
 * Reads what `plan --out` wrote.
 * @param files inventories that were named beside it
 * @throws InstallerError `usage` when the file is no plan that this version can run
 */
export async function readPlanFile(path: string, files: readonly string[] = []): Promise<PlanFile> {
  if (isInventoryName(path)) throw takenForPlan(path, files);
  const value = parse(path, await text(path, files));
  if (value.kind === 'Inventory') throw takenForPlan(path, files);
  if (value.kind !== 'Plan' && !('operations' in value)) throw noPlan(path, 'it is no plan');
  if (value.apiVersion === undefined && 'operations' in value) {
    throw noPlan(path, 'it holds a plan without what the plan rests on, as plan -o json prints it');
  }
  if (value.apiVersion !== PLAN_API_VERSION) {
    throw new InstallerError(
      'usage',
      `${path} is a plan of version ${shown(value.apiVersion)}; this installer runs ${PLAN_API_VERSION}`,
      { hint: 'plan again with this version: installer plan -f inventory.yaml --out FILE' },
    );
  }
  if (!isPlan(value)) throw noPlan(path, 'parts of the plan are missing or have another form');
  return value;
}

async function text(path: string, files: readonly string[]): Promise<string> {
  try {
    return await readFile(path, 'utf8');
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'EISDIR') throw takenForPlan(path, files);
    throw new InstallerError('usage', `the plan cannot be read: ${(error as Error).message}`, {
      hint: HOW_TO_MAKE_ONE,
      cause: error,
    });
  }
}

function parse(path: string, content: string): Record<string, unknown> {
  try {
    const value: unknown = JSON.parse(content);
    if (isObject(value)) return value;
  } catch {
    // Told below, as everything that is no plan.
  }
  throw noPlan(path, 'it is no plan');
}

function noPlan(path: string, why: string): InstallerError {
  return new InstallerError('usage', `${path} cannot be applied: ${why}`, { hint: HOW_TO_MAKE_ONE });
}

/** As after `-f a.yaml b.yaml`, which other commands take for two inventories. */
function takenForPlan(path: string, files: readonly string[]): InstallerError {
  return new InstallerError('usage', `${path} stands where a plan belongs, and is no plan but an inventory`, {
    hint: flagOfEach([...files, path]),
  });
}

/** As far as what follows rests on it: the file was written by us, and may have been cut or edited since. */
function isPlan(value: object): value is PlanFile {
  const { cluster, operations, inventoryFiles, basis } = value as Partial<PlanFile>;
  return (
    typeof cluster === 'string' &&
    Array.isArray(operations) &&
    operations.every(isOperation) &&
    Array.isArray(inventoryFiles) &&
    inventoryFiles.every((file) => typeof file === 'string') &&
    isObject(basis) &&
    MAPS.every((name) => isObject(basis[name])) &&
    isInventory(basis.inventory)
  );
}

function isOperation(value: unknown): boolean {
  if (!isObject(value)) return false;
  const { id, needs, diffs } = value;
  return typeof id === 'string' && Array.isArray(needs) && Array.isArray(diffs);
}

function isInventory(value: unknown): boolean {
  if (!isObject(value)) return false;
  const { hosts, controlPlane, machineDeployments } = value;
  const named = (list: unknown): list is { name: unknown }[] => Array.isArray(list) && list.every(isObject);
  return (
    named(hosts) &&
    isObject(controlPlane) &&
    Array.isArray(controlPlane.pool) &&
    named(machineDeployments) &&
    machineDeployments.every((deployment) => 'pool' in deployment && Array.isArray(deployment.pool))
  );
}

function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
