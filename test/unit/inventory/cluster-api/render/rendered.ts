import { expect } from 'vitest';
import { stringify } from 'yaml';
import type { Manifest, RenderedVersion } from '../../../../../src/inventory/cluster-api/render/manifest.ts';
import { renderInventory } from '../../../../../src/inventory/cluster-api/render/render-inventory.ts';
import { InventoryError } from '../../../../../src/inventory/inventory-error.ts';
import { type ReadInventory, readInventory } from '../../../../../src/inventory/read-inventory.ts';
import { parseDocuments } from '../../../../../src/inventory/source-document.ts';

export const VERSIONS = ['v1beta1', 'v1beta2'] as const;

/** Reads texts as one file of a folder that need not be there; undefined where they are no inventory. */
export async function readTexts(texts: readonly string[]): Promise<ReadInventory | undefined> {
  async function* stdin() {
    yield texts.join('\n---\n');
  }
  try {
    return await readInventory({
      files: ['-'],
      stdin: stdin(),
      cwd: '/inventories',
      home: '/home/ops',
      checkFiles: false,
    });
  } catch (error) {
    if (error instanceof InventoryError) return undefined;
    throw error;
  }
}

export function asText(objects: readonly Manifest[]): string {
  return objects.map((object) => stringify(object, { aliasDuplicateObjects: false })).join('---\n');
}

/** Fails where what is written out of `texts`, given the same Secrets, stands for anything else than `texts`. */
export async function sameWhenRendered(texts: readonly string[]): Promise<ReadInventory | undefined> {
  const read = await readTexts(texts);
  if (read === undefined) return undefined;
  const secrets = texts.flatMap((text) =>
    parseDocuments('x', text).documents.flatMap(({ value }) =>
      (value as { kind?: string }).kind === 'Secret' ? [stringify(value)] : [],
    ),
  );
  for (const version of VERSIONS) {
    const objects = renderInventory(read.written, version);
    const again = await readTexts([asText(objects), ...secrets]);
    expect(again?.desired, version).toEqual(read.desired);
    expect(spellingWarnings(again, version), version).toEqual([]);
    if (again !== undefined) expect(renderInventory(again.written, version), version).toEqual(objects);
  }
  return read;
}

/** Objects are to be spelt as their version has it; what a kubeadmConfigSpec says is nobody's business here. */
function spellingWarnings(read: ReadInventory | undefined, version: RenderedVersion): string[] {
  const found = read?.warnings.filter(({ message }) => message.includes(`is not spelt so in ${version}`)) ?? [];
  return found.map(({ message }) => message);
}
