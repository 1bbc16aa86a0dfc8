import { homedir } from 'node:os';
import { join } from 'node:path';

/** A path with a leading `~/` made absolute. */
export function expandHome(path: string): string {
  if (path === '~') return homedir();
  return path.startsWith('~/') ? join(homedir(), path.slice(2)) : path;
}
