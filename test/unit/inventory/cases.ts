import { readFileSync } from 'node:fs';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parse } from 'yaml';
import { InventoryError } from '../../../src/inventory/inventory-error.ts';
import type { Problem } from '../../../src/inventory/problem.ts';
import { type ReadInventory, readInventory } from '../../../src/inventory/read-inventory.ts';

const fixtures = new URL('../../fixtures/inventory/', import.meta.url);

/** A case of test/fixtures/inventory: edits of base.yaml, and what is said about the result. */
export interface Case {
  title: string;
  edit?: Record<string, string>;
  problems?: string[];
}

export function casesOf(name: string): Case[] {
  return parse(readFileSync(new URL(name, fixtures), 'utf8')) as Case[];
}

export const BASE = readFileSync(new URL('base.yaml', fixtures), 'utf8');

/** base.yaml with each text replaced; each must occur exactly once, so that a case cannot rot unnoticed. */
export function edited(edit: Record<string, string> = {}): string {
  return Object.entries(edit).reduce((text, [from, to]) => {
    if (text.split(from).length !== 2) throw new Error(`not exactly once in base.yaml: ${from}`);
    return text.replace(from, () => to);
  }, BASE);
}

export type Outcome =
  | { read: ReadInventory; problems: readonly Problem[] }
  | { read?: never; problems: readonly Problem[] };

/** Reads inventory text from standard input; anything thrown but InventoryError is passed on. */
export async function readText(text: string, checkFiles = false): Promise<Outcome> {
  async function* stdin() {
    yield text;
  }
  try {
    const read = await readInventory({
      files: ['-'],
      stdin: stdin(),
      cwd: '/inventories/b',
      home: '/home/ops',
      checkFiles,
    });
    return { read, problems: read.warnings };
  } catch (error) {
    if (!(error instanceof InventoryError)) throw error;
    return { problems: error.problems };
  }
}

/** `8:14 message -> hint`, `warning` before the message of one. */
export function oneLine({ line, column, severity, message, hint }: Problem): string {
  const tail = hint === undefined ? '' : ` -> ${hint}`;
  return `${line}:${column} ${severity === 'warning' ? 'warning ' : ''}${message}${tail}`;
}

/** A folder with these files, removed after `use`. */
export async function withFolder(files: Record<string, string>, use: (folder: string) => Promise<void>): Promise<void> {
  const folder = await mkdtemp(join(tmpdir(), 'inventory-'));
  try {
    for (const [name, text] of Object.entries(files)) await writeFile(join(folder, name), text);
    await use(folder);
  } finally {
    await rm(folder, { recursive: true });
  }
}
