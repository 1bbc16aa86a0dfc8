import { stringify } from 'yaml';
import type { Manifest, RenderedVersion } from '../inventory/cluster-api/render/manifest.ts';
import { type Referred, referred } from '../inventory/cluster-api/render/referred.ts';
import { renderInventory } from '../inventory/cluster-api/render/render-inventory.ts';
import { type Spelling, spellings, usualVersion } from '../inventory/cluster-api/render/spellings.ts';
import { renderProblem } from '../inventory/problem.ts';
import { readInventory } from '../inventory/read-inventory.ts';
import { legible } from '../model/shown.ts';

/**
 * Prints the Cluster API objects of an inventory, and an Inventory with the rest; on standard error what it needs beside it.
 * @throws InventoryError
 */
export async function renderObjects(
  files: readonly string[],
  output: 'yaml' | 'json',
  asked: RenderedVersion | undefined,
): Promise<void> {
  const read = await readInventory({ files, cwd: process.cwd(), checkFiles: false });
  for (const warning of [...read.warnings, ...read.kubeadmWarnings]) {
    process.stderr.write(`${renderProblem(warning)}\n`);
  }
  const found = spellings(read.written);
  const version = asked ?? usualVersion(found);
  const objects = renderInventory(read.written, version);
  const notes = notesOn(referred(read.written), read.folder).map(legible);
  for (const note of [...notes, ...otherWords(found, version)]) process.stderr.write(`note: ${note}\n`);
  process.stdout.write(output === 'json' ? asList(objects) : asYaml(objects, notes));
}

/** Remarks that hold for whoever reads the output, too. */
function notesOn({ secrets, hashes, paths }: Referred, folder: string): string[] {
  return [
    ...(paths.length > 0 ? [`relative paths start from the folder of this file, until now ${folder}`] : []),
    ...(secrets.length > 0 ? [`give the documents of these Secrets along with -f: ${secrets.join(', ')}`] : []),
    ...(hashes.length > 0 ? [`hashes of passwords, as they were written: ${hashes.join(', ')}`] : []),
  ];
}

/** What was written in the words of another version stays so: converted, it would be another template, and roll machines. */
function otherWords(found: readonly Spelling[], version: RenderedVersion): string[] {
  const fields = found.filter((spelling) => spelling.version !== version).map(({ field }) => field);
  if (fields.length === 0) return [];
  return [`not spelt as ${version} has it, as it was not written so: ${fields.join(', ')}`];
}

function asList(items: readonly Manifest[]): string {
  return `${JSON.stringify({ apiVersion: 'v1', kind: 'List', items }, null, 2)}\n`;
}

function asYaml(objects: readonly Manifest[], notes: readonly string[]): string {
  const texts = objects.map((object) => stringify(object, { lineWidth: 0, aliasDuplicateObjects: false }));
  const comments = notes.map((note) => `# ${note}\n`).join('');
  return texts.map((text, index) => (index === texts.length - 1 ? comments + text : text)).join('---\n');
}
