import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { PlannedNode } from './addresses.ts';
import { labFolder } from './paths.ts';

/** What is written down of a lab, so that another process can find it again. Holds no secrets. */
export interface LabState {
  readonly name: string;
  readonly subnet: string;
  readonly vip: string;
  readonly image: string;
  readonly nodes: readonly PlannedNode[];
  readonly bundle?: string;
}

/** Writes the lab's state file. */
export async function writeLabState(state: LabState): Promise<void> {
  await writeFile(join(labFolder(state.name), 'lab.json'), `${JSON.stringify(state, null, 2)}\n`);
}

/** Reads the lab's state file. */
export async function readLabState(name: string): Promise<LabState> {
  const path = join(labFolder(name), 'lab.json');
  const text = await readFile(path, 'utf8').catch(() => {
    throw new Error(`there is no lab named ${name} on this machine (no ${path}): npm run lab -- up --name ${name}`);
  });
  return JSON.parse(text) as LabState;
}
