import { readdir, readFile, stat } from 'node:fs/promises';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { InstallerError } from '../errors.ts';
import { parsePlaybook } from './parse-playbook.ts';
import type { Playbook } from './playbook.ts';
import { type Problem, playbookError } from './problem.ts';

/** The folder of the built-in playbooks, from src/playbook and from dist alike. */
export async function playbooksDir(): Promise<string> {
  for (const relative of ['../playbooks/', '../../playbooks/']) {
    const folder = fileURLToPath(new URL(relative, import.meta.url));
    if (await exists(path.join(folder, '10-os-baseline.yaml'))) return folder;
  }
  throw new InstallerError('unexpected', 'the built-in playbooks are not where they belong', {
    hint: 'Reinstall the installer: its package holds a folder named playbooks.',
  });
}

/**
 * The built-in playbooks, with those of the site added or in place of the one of the same name, sorted by name.
 * @param site files, or folders with `*.yaml` in them; a later one wins over an earlier one
 * @throws InstallerError `inventory-invalid` with every problem of every playbook, each with file, line and column
 */
export async function loadPlaybooks(from: { builtinDir: string; site: readonly string[] }): Promise<Playbook[]> {
  const { playbooks, problems } = await readPlaybooks([from.builtinDir, ...from.site]);
  if (problems.length > 0) throw playbookError(problems);
  const byName = new Map(playbooks.map((playbook) => [playbook.name, playbook]));
  return [...byName.values()].sort((a, b) => (a.name < b.name ? -1 : 1));
}

/** Reads every playbook of the given files and folders; does not throw for what is wrong inside them. */
export async function readPlaybooks(paths: readonly string[]): Promise<{ playbooks: Playbook[]; problems: Problem[] }> {
  const files = (await Promise.all(paths.map(yamlFiles))).flat();
  const folders = [...new Set(files.map((file) => path.dirname(file)))];
  const templates = new Map(
    await Promise.all(folders.map(async (folder) => [folder, await readTemplates(folder)] as const)),
  );
  const parsed = await Promise.all(
    files.map(async (file) =>
      parsePlaybook(await readFile(file, 'utf8'), shown(file), templates.get(path.dirname(file)) ?? {}),
    ),
  );
  return {
    playbooks: parsed.flatMap(({ playbook }) => (playbook === undefined ? [] : [playbook])),
    problems: parsed.flatMap(({ problems }) => problems),
  };
}

async function yamlFiles(place: string): Promise<string[]> {
  const info = await stat(place).catch(() => undefined);
  if (info === undefined) {
    throw new InstallerError('inventory-invalid', `playbook ${place} does not exist`, {
      hint: 'Correct spec.playbooks; paths are relative to the inventory.',
    });
  }
  if (!info.isDirectory()) return [path.resolve(place)];
  const names = await readdir(place);
  return names
    .filter((name) => /\.ya?ml$/.test(name))
    .sort()
    .map((name) => path.resolve(place, name));
}

/** Everything under `files/`, named as playbooks name it. */
async function readTemplates(folder: string): Promise<Record<string, string>> {
  const entries = await readdir(path.join(folder, 'files'), { recursive: true, withFileTypes: true }).catch(() => []);
  const texts = await Promise.all(
    entries
      .filter((entry) => entry.isFile())
      .map(async (entry) => {
        const file = path.join(entry.parentPath, entry.name);
        return [path.relative(folder, file), await readFile(file, 'utf8')] as const;
      }),
  );
  return Object.fromEntries(texts);
}

function shown(file: string): string {
  const relative = path.relative(process.cwd(), file);
  return relative.startsWith('..') ? file : relative;
}

async function exists(file: string): Promise<boolean> {
  return stat(file).then(
    () => true,
    () => false,
  );
}
