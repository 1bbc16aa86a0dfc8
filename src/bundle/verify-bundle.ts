import { createHash } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { stat } from 'node:fs/promises';
import { join } from 'node:path';
import { InstallerError } from '../errors.ts';
import type { Bundle, BundleItem } from '../model/bundle.ts';
import { bundlePath } from './bundle-path.ts';
import { cacheFolder } from './cache-folder.ts';
import { type BadItem, checkBundle } from './check-bundle.ts';
import { type DigestCache, loadDigestCache } from './digest-cache.ts';

export interface VerifyOptions {
  /** Default: all of the bundle's. */
  items?: readonly BundleItem[];
  /** Bytes read so far and in all, of the files that had to be read. */
  onProgress?: (progress: { item: BundleItem; bytes: number; totalBytes: number }) => void;
  signal?: AbortSignal;
  /** Default: the operator's. */
  cacheFolder?: string;
}

export interface Verified {
  /** Items found right. */
  items: number;
  /** Bytes that were read; 0 when everything was known from an earlier run. */
  bytesRead: number;
}

/** Files hashed side by side: one reads while the other computes. */
const TOGETHER = 2;
const CHUNK_BYTES = 1024 * 1024;

/**
 * Compares the sha256 of the bundle's files with its list. A file whose size, times and inode are those of an earlier
 * run is not read again.
 * @throws InstallerError `preflight-refused` naming every missing or corrupt item, with expected and actual
 */
export async function verifyBundle(bundle: Bundle, options: VerifyOptions = {}): Promise<Verified> {
  const items = options.items ?? bundle.items;
  const bad = await checkBundle(bundle, items);
  const known = await loadDigestCache(join(options.cacheFolder ?? cacheFolder(), 'verified.json'));
  const broken = new Set(bad.map(({ item }) => item));
  const unread = new Map<string, BundleItem[]>();
  for (const item of items) {
    if (broken.has(item)) continue;
    const path = bundlePath(bundle, item);
    const digest = known.digestOf(path, await stat(path, { bigint: true }));
    if (digest === undefined) unread.set(path, [...(unread.get(path) ?? []), item]);
    else if (digest !== item.sha256) bad.push(corrupt(item, path, digest));
  }
  const totalBytes = [...unread.values()].reduce((sum, [item]) => sum + (item?.size ?? 0), 0);
  let bytesRead = 0;
  const queue = [...unread];
  const work = async (): Promise<void> => {
    for (let next = queue.shift(); next !== undefined; next = queue.shift()) {
      options.signal?.throwIfAborted();
      const [path, sharing] = next;
      const digest = await digestFile(path, known, options.signal, (bytes) => {
        bytesRead += bytes;
        for (const item of sharing.slice(0, 1)) options.onProgress?.({ item, bytes: bytesRead, totalBytes });
      }).catch((error: unknown) => error as NodeJS.ErrnoException);
      options.signal?.throwIfAborted();
      for (const item of sharing) {
        if (typeof digest !== 'string') bad.push(unreadable(item, path, digest));
        else if (digest !== item.sha256) bad.push(corrupt(item, path, digest));
      }
    }
  };
  try {
    await Promise.all(Array.from({ length: TOGETHER }, work));
  } finally {
    await known.save();
  }
  if (bad.length > 0) throw refusal(bundle, bad);
  return { items: items.length, bytesRead };
}

/** Hex sha256 of a file, remembered only when the file did not change while it was read. */
async function digestFile(
  path: string,
  known: DigestCache,
  signal: AbortSignal | undefined,
  onBytes: (bytes: number) => void,
): Promise<string> {
  const before = await stat(path, { bigint: true });
  const hash = createHash('sha256');
  for await (const chunk of createReadStream(path, { highWaterMark: CHUNK_BYTES, ...(signal && { signal }) })) {
    hash.update(chunk as Buffer);
    onBytes((chunk as Buffer).length);
  }
  const digest = hash.digest('hex');
  const after = await stat(path, { bigint: true });
  if (before.mtimeNs === after.mtimeNs && before.size === after.size) known.remember(path, after, digest);
  return digest;
}

function corrupt(item: BundleItem, path: string, actual: string): BadItem {
  return { item, path, fault: 'sha256', expected: item.sha256, actual };
}

function unreadable(item: BundleItem, path: string, error: Error): BadItem {
  return { item, path, fault: 'unreadable', expected: item.sha256, actual: error.message };
}

/** The error that names every bad item of a bundle. */
export function refusal(bundle: Bundle, bad: readonly BadItem[]): InstallerError {
  const count = bad.length === 1 ? 'an item' : `${bad.length} items`;
  return new InstallerError(
    'preflight-refused',
    `${count} of the bundle ${bundle.root} ${bad.length === 1 ? 'is' : 'are'} missing or corrupt`,
    {
      lastLines: bad.map(({ item, fault, expected, actual }) =>
        fault === 'sha256'
          ? `${item.kind} ${item.name} (${item.path}): sha256 is ${actual}, expected ${expected}`
          : `${item.kind} ${item.name} (${item.path}): ${actual}, expected ${expected}`,
      ),
      hint: 'Nothing was changed on any host. Copy the bundle again, or build it again, then run the same command.',
    },
  );
}
