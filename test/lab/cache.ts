import { createHash, randomBytes } from 'node:crypto';
import { mkdir, readdir, readFile, rename, rm, stat, utimes } from 'node:fs/promises';
import { join, relative } from 'node:path';
import { cacheRoot } from './paths.ts';
import { step } from './progress.ts';

/** A short content hash of files and folders (names and bytes) and of plain values. */
export async function contentKey(paths: readonly string[], ...values: readonly string[]): Promise<string> {
  const hash = createHash('sha256');
  for (const path of paths) {
    for (const file of await filesOf(path)) {
      hash
        .update(`${relative(path, file)}\0`)
        .update(await readFile(file))
        .update('\0');
    }
  }
  for (const value of values) hash.update(`${value}\0`);
  return hash.digest('hex').slice(0, 12);
}

async function filesOf(path: string): Promise<string[]> {
  if ((await stat(path)).isFile()) return [path];
  const entries = await readdir(path, { withFileTypes: true, recursive: true });
  return entries
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name))
    .sort();
}

/**
 * Returns the cached folder `kind-key`, building it first when it is not there. It is built under another name and
 * renamed at the end, so a build that was interrupted never counts as cached.
 */
export async function cached(kind: string, key: string, build: (folder: string) => Promise<void>): Promise<string> {
  const folder = join(cacheRoot(), `${kind}-${key}`);
  if (await exists(folder)) {
    const now = new Date();
    await utimes(folder, now, now);
    return folder;
  }
  return await step(`${kind}: building`, async () => {
    const temporary = join(cacheRoot(), 'tmp', `${kind}-${randomBytes(4).toString('hex')}`);
    await mkdir(temporary, { recursive: true });
    try {
      await build(temporary);
      await rename(temporary, folder);
    } catch (error) {
      await rm(temporary, { recursive: true, force: true });
      throw error;
    }
    return folder;
  });
}

/** Removes what interrupted builds left, and cached folders that nobody used for so many days. */
export async function tidyCache(days: number): Promise<void> {
  await rm(join(cacheRoot(), 'tmp'), { recursive: true, force: true });
  const entries = await readdir(cacheRoot()).catch(() => []);
  for (const name of entries.filter((entry) => /-[0-9a-f]{12}$/.test(entry))) {
    const path = join(cacheRoot(), name);
    const age = Date.now() - (await stat(path)).mtimeMs;
    if (age > days * 24 * 3_600_000) await rm(path, { recursive: true, force: true });
  }
}

/** Whether a path exists. */
export async function exists(path: string): Promise<boolean> {
  return stat(path).then(
    () => true,
    () => false,
  );
}
