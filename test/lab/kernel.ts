import { readFile, writeFile } from 'node:fs/promises';
import { say } from './progress.ts';

/** Settings of this machine's kernel that all nodes share. Each is only ever raised. */
const SETTINGS: readonly { path: string; atLeast: number; why: string }[] = [
  { path: 'net/ipv4/ip_forward', atLeast: 1, why: 'routing between nodes and to pods goes through this kernel' },
  {
    path: 'fs/inotify/max_user_instances',
    atLeast: 4096,
    why: 'a node takes a dozen; with none left, containerd starts without CRI and kubelets die',
  },
];

/** Sets what the nodes need; where that is refused, says so and goes on. */
export async function ensureKernelSettings(root = '/proc/sys'): Promise<void> {
  for (const { path, atLeast, why } of SETTINGS) {
    const file = `${root}/${path}`;
    if (Number(await readFile(file, 'utf8')) >= atLeast) continue;
    await writeFile(file, `${atLeast}\n`).catch((error: Error) =>
      say(`${path.replaceAll('/', '.')} could not be set to ${atLeast} (${why}): ${error.message}`),
    );
  }
}
