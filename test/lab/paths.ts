import { homedir } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

/** The folder of the lab's own sources. */
export const labSources = dirname(fileURLToPath(import.meta.url));

/** Where everything the lab makes is kept: never inside the work tree, so that a fresh clone finds it again. */
export function cacheRoot(): string {
  return process.env.INSTALLER_LAB_CACHE ?? join(homedir(), '.cache', 'installer-lab');
}

/** The state folder of one lab: keys, known_hosts, inventory. Removed by `down`. */
export function labFolder(name: string): string {
  return join(cacheRoot(), 'labs', name);
}
