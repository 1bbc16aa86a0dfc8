import { access, copyFile, mkdir } from 'node:fs/promises';
import path from 'node:path';
import { InstallerError } from '../errors.ts';
import { filesNamedBy } from '../playbook/files-named.ts';
import { builtinPlaybook } from './builtin-playbook.ts';

/**
 * Copies a built-in playbook and the files it names.
 * @returns the paths written, the playbook first, relative to the working directory
 * @throws InstallerError `usage` when a file is there already and `force` is false; nothing is written then
 */
export async function ejectPlaybook(name: string, to: string, force: boolean): Promise<string[]> {
  const { playbook, folder } = await builtinPlaybook(name);
  const files = [`${playbook.name}.yaml`, ...filesNamedBy(playbook)];
  const targets = files.map((file) => path.join(to, file));
  if (!force) {
    for (const target of targets) await refuseExisting(target);
  }
  for (const file of files) {
    const target = path.join(to, file);
    await mkdir(path.dirname(target), { recursive: true });
    await copyFile(path.join(folder, file), target);
  }
  return targets;
}

async function refuseExisting(target: string): Promise<void> {
  const there = await access(target).then(
    () => true,
    () => false,
  );
  if (!there) return;
  throw new InstallerError('usage', `${target} is there already; nothing was written`, {
    hint: 'Give another folder with --to, or write over it with --force.',
  });
}
