import { createHash } from 'node:crypto';
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { stringify } from 'yaml';
import type { BundleItem } from '../../../src/model/bundle.ts';

export const sha256 = (content: string): string => createHash('sha256').update(content).digest('hex');

/** An item whose file holds `content`. */
export function itemOf(name: string, content: string, more: Partial<BundleItem> = {}): BundleItem {
  return {
    name,
    kind: 'binary',
    path: `bin/${name}`,
    sha256: sha256(content),
    size: Buffer.byteLength(content),
    ...more,
  };
}

/** The text of a bundle.yaml. */
export function manifestText(items: BundleItem[], more: Record<string, unknown> = {}): string {
  return stringify({ kubernetesVersion: 'v1.34.2', arch: 'amd64', items, ...more });
}

/** A temporary folder with `bundle/` (bundle.yaml and these files) and room for a cache; removed after `use`. */
export async function withBundle(
  manifest: string,
  files: Record<string, string>,
  use: (folders: { bundle: string; cacheFolder: string; top: string }) => Promise<void>,
): Promise<void> {
  const top = await mkdtemp(join(tmpdir(), 'bundle-'));
  try {
    const bundle = join(top, 'bundle');
    for (const [path, content] of Object.entries({ 'bundle.yaml': manifest, ...files })) {
      await mkdir(dirname(join(bundle, path)), { recursive: true });
      await writeFile(join(bundle, path), content);
    }
    await use({ bundle, cacheFolder: join(top, 'cache'), top });
  } finally {
    await rm(top, { recursive: true });
  }
}
