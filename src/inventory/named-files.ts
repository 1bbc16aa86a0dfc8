import { constants } from 'node:fs';
import { access, readdir, stat } from 'node:fs/promises';
import { join } from 'node:path';
import type { Complain } from './check.ts';
import type { Draft, DraftInventory } from './draft.ts';
import type { NamedFiles } from './fill-defaults.ts';
import type { Bastion } from './inventory.gen.ts';
import type { DocumentPath } from './problem.ts';
import { type PathBase, userPath } from './user-path.ts';

const DOCUMENT = /\.(ya?ml|json)$/i;

/**
 * The playbooks, manifests and bundle that an inventory names, made absolute; folders become their documents by name.
 * Complains of what does not exist or may not be read, private keys and secret files included.
 */
export async function findNamedFiles(
  inventory: DraftInventory,
  base: PathBase,
  complain: Complain,
): Promise<NamedFiles> {
  const { spec } = inventory;
  const [playbooks, manifests] = await Promise.all([
    expandList(spec?.playbooks, ['spec', 'playbooks'], base, complain),
    expandList(spec?.manifests, ['spec', 'manifests'], base, complain),
    ...sshFiles(inventory).map(({ written, path, cure }) =>
      checkReadable(userPath(written, base), path, cure, complain),
    ),
  ]);
  if (spec?.bundle === undefined) return { playbooks, manifests };
  const bundle = userPath(spec.bundle, base);
  const cure = 'Give the folder or tar that holds bundle.yaml; relative paths start at the inventory file.';
  await checkReadable(bundle, ['spec', 'bundle'], cure, complain);
  return { playbooks, manifests, bundle };
}

/** The same paths, unchecked: folders stay folders. */
export function nameFiles(inventory: DraftInventory, base: PathBase): NamedFiles {
  const list = (written: (string | undefined)[] | undefined): string[] =>
    (written ?? []).flatMap((item) => (item === undefined ? [] : [userPath(item, base)]));
  const { spec } = inventory;
  const files = { playbooks: list(spec?.playbooks), manifests: list(spec?.manifests) };
  return spec?.bundle === undefined ? files : { ...files, bundle: userPath(spec.bundle, base) };
}

async function expandList(
  list: (string | undefined)[] | undefined,
  path: DocumentPath,
  base: PathBase,
  complain: Complain,
): Promise<string[]> {
  const expanded = await Promise.all(
    (list ?? []).map(async (written, index) => {
      if (written === undefined) return [];
      const absolute = userPath(written, base);
      const at = [...path, index];
      if (!(await checkReadable(absolute, at, 'Relative paths start at the folder of the inventory file.', complain)))
        return [];
      if (!(await stat(absolute)).isDirectory()) return [absolute];
      const names = (await readdir(absolute)).filter((name) => DOCUMENT.test(name)).sort();
      if (names.length === 0) complain(at, `${absolute} holds no .yaml, .yml or .json file`);
      return names.map((name) => join(absolute, name));
    }),
  );
  return expanded.flat();
}

async function checkReadable(absolute: string, path: DocumentPath, cure: string, complain: Complain): Promise<boolean> {
  try {
    await access(absolute, constants.R_OK);
    return true;
  } catch (error) {
    const denied = (error as NodeJS.ErrnoException).code === 'EACCES';
    complain(path, denied ? `${absolute} may not be read by you` : `${absolute} does not exist`, cure);
    return false;
  }
}

interface WrittenFile {
  written: string;
  path: DocumentPath;
  cure: string;
}

/** Private keys, and files that hold secrets. known_hosts may not exist yet: it begins with the first host accepted. */
function sshFiles(inventory: DraftInventory): WrittenFile[] {
  const files: WrittenFile[] = [];
  const add = (written: string | undefined, path: DocumentPath, cure: string): void => {
    if (written !== undefined) files.push({ written, path, cure });
  };
  const addSecret = (
    source: { file?: string | undefined; age?: string | undefined } | undefined,
    path: DocumentPath,
  ): void => {
    add(source?.file, [...path, 'file'], 'Create it with the secret as its only content, readable by you alone.');
    add(source?.age, [...path, 'age'], 'Create it with: age -r RECIPIENT -o FILE');
  };
  const addLogin = (login: Draft<NonNullable<Bastion>> | undefined | null, path: DocumentPath): void => {
    if (login === undefined || login === null) return;
    add(
      login.privateKeyPath,
      [...path, 'privateKeyPath'],
      'Give the path of your private key, for example ~/.ssh/id_ed25519',
    );
    addSecret(login.passphraseFrom, [...path, 'passphraseFrom']);
    addSecret(login.passwordFrom, [...path, 'passwordFrom']);
    addLogin(login.bastion, [...path, 'bastion']);
  };
  const levels = [
    { ssh: inventory.spec?.ssh, path: ['spec', 'ssh'] },
    ...(inventory.spec?.hosts ?? []).map((host, index) => ({ ssh: host?.ssh, path: ['spec', 'hosts', index, 'ssh'] })),
  ];
  for (const { ssh, path } of levels) {
    if (ssh === undefined) continue;
    addLogin(ssh, path);
    addSecret(ssh.sudo?.passwordFrom, [...path, 'sudo', 'passwordFrom']);
    add(ssh.configFile, [...path, 'configFile'], 'Give the path of an ssh_config file, for example ~/.ssh/config');
  }
  return files;
}
