import { execFile } from 'node:child_process';
import { createHash } from 'node:crypto';
import { access, mkdir, mkdtemp, readdir, rename, rm, stat } from 'node:fs/promises';
import { basename, join } from 'node:path';
import { promisify } from 'node:util';
import { InstallerError } from '../errors.ts';

const run = promisify(execFile);

/**
 * Unpacks a tar (compressed or not: the system's tar tells) into the cache, once for each state of the file, and returns
 * the folder that holds bundle.yaml. What an earlier state of the same tar left there is removed.
 * @throws InstallerError `preflight-refused` when it cannot be unpacked
 */
export async function unpackBundle(tar: string, cache: string): Promise<string> {
  const { size, mtimeNs, ino } = await stat(tar, { bigint: true });
  const family = `${basename(tar).replace(/[^\w.-]/g, '_')}-${short(tar)}`;
  const folders = join(cache, 'bundles');
  const target = join(folders, `${family}-${short(`${size} ${mtimeNs} ${ino}`)}`);
  if (!(await exists(target))) {
    await mkdir(folders, { recursive: true });
    const fresh = await mkdtemp(join(folders, '.unpacking-'));
    try {
      await run('tar', ['-xf', tar, '-C', fresh, '--no-same-owner']);
      await removeStates(folders, family);
      await rename(fresh, target);
    } catch (error) {
      await rm(fresh, { recursive: true, force: true });
      // Another run may have finished the same folder meanwhile.
      if (!(await exists(target))) throw cannotUnpack(tar, error);
    }
  }
  return await manifestFolder(target);
}

/** bundle.yaml lies at the top of the tar, or in the one folder that the tar holds. */
async function manifestFolder(folder: string): Promise<string> {
  if (await exists(join(folder, 'bundle.yaml'))) return folder;
  const entries = await readdir(folder, { withFileTypes: true });
  const [only, ...others] = entries;
  return only?.isDirectory() && others.length === 0 ? join(folder, only.name) : folder;
}

async function removeStates(folders: string, family: string): Promise<void> {
  const stale = (await readdir(folders)).filter((name) => name.startsWith(`${family}-`));
  await Promise.all(stale.map((name) => rm(join(folders, name), { recursive: true, force: true })));
}

function cannotUnpack(tar: string, error: unknown): InstallerError {
  const stderr = (error as { stderr?: string }).stderr ?? '';
  return new InstallerError('preflight-refused', `the bundle ${tar} cannot be unpacked: it is no tar, or cut short`, {
    hint: 'Copy it again from where it was built; look for disk space in ~/.cache/installer.',
    lastLines: stderr
      .split('\n')
      .filter((line) => line !== '')
      .slice(-5),
    cause: error,
  });
}

function short(text: string): string {
  return createHash('sha256').update(text).digest('hex').slice(0, 12);
}

async function exists(path: string): Promise<boolean> {
  return await access(path).then(
    () => true,
    () => false,
  );
}
