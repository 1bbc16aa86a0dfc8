import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { parse, stringify } from 'yaml';
import type { Lab } from '../../lab/lab.ts';

interface InventoryHost {
  name: string;
  role: string;
  [field: string]: unknown;
}

export interface LabInventory {
  spec: {
    hosts: InventoryHost[];
    ssh: Record<string, unknown>;
    bundle: string;
    manifests: string[];
    [field: string]: unknown;
  };
  [field: string]: unknown;
}

/** Writes a copy of the lab's inventory with one thing changed, beside it, and returns its path. */
export async function editedInventory(
  lab: Lab,
  name: string,
  edit: (inventory: LabInventory) => void,
): Promise<string> {
  const inventory = parse(await readFile(lab.inventoryPath, 'utf8')) as LabInventory;
  edit(inventory);
  const path = join(lab.folder, `${name}.yaml`);
  await writeFile(path, stringify(inventory), { mode: 0o600 });
  return path;
}
