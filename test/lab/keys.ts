import { randomBytes } from 'node:crypto';
import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { PlannedNode } from './addresses.ts';
import { exists } from './cache.ts';
import { run } from './run.ts';

export interface LabKeys {
  /** Private key that logs in as root, ops and opspw. */
  readonly privateKeyPath: string;
  readonly publicKey: string;
  readonly knownHostsPath: string;
  /** File holding opspw's password, for login and for sudo. */
  readonly passwordPath: string;
  readonly password: string;
}

/** Makes an ed25519 key pair without passphrase at `path` and `path`.pub, unless it is there. Returns the public half. */
export async function ensureKeyPair(path: string, comment: string): Promise<string> {
  if (!(await exists(path))) await run('ssh-keygen', ['-q', '-t', 'ed25519', '-N', '', '-C', comment, '-f', path]);
  return (await readFile(`${path}.pub`, 'utf8')).trim();
}

/** Where the host key of a node is kept; known before the node starts, so that known_hosts is complete. */
export function hostKeyPath(folder: string, node: string): string {
  return join(folder, 'hostkeys', node);
}

/** Makes every key and the password of a lab in its state folder, and its known_hosts. */
export async function writeLabKeys(
  folder: string,
  nodes: readonly PlannedNode[],
  options: { shareHostKey?: boolean } = {},
): Promise<LabKeys> {
  await mkdir(join(folder, 'hostkeys'), { recursive: true, mode: 0o700 });
  const privateKeyPath = join(folder, 'id_ed25519');
  const publicKey = await ensureKeyPair(privateKeyPath, 'lab');

  if (options.shareHostKey) await ensureKeyPair(hostKeyPath(folder, 'shared'), 'shared');
  const lines = await Promise.all(
    nodes.map(async (node) => {
      const key = await ensureKeyPair(hostKeyPath(folder, options.shareHostKey ? 'shared' : node.name), node.name);
      return `${node.address} ${key.split(' ').slice(0, 2).join(' ')}\n`;
    }),
  );
  const knownHostsPath = join(folder, 'known_hosts');
  await writeFile(knownHostsPath, lines.join(''));

  const passwordPath = join(folder, 'opspw-password');
  if (!(await exists(passwordPath))) {
    await writeFile(passwordPath, `${randomBytes(9).toString('base64url')}\n`, { mode: 0o600 });
  }
  const password = (await readFile(passwordPath, 'utf8')).trim();
  return { privateKeyPath, publicKey, knownHostsPath, passwordPath, password };
}
