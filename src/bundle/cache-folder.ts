import { homedir } from 'node:os';
import { join } from 'node:path';

/** The operator's cache: losing it costs time, nothing else. `$XDG_CACHE_HOME/installer`, else `~/.cache/installer`. */
export function cacheFolder(env: Readonly<Record<string, string | undefined>> = process.env): string {
  const base = env.XDG_CACHE_HOME;
  return join(base?.startsWith('/') ? base : join(homedir(), '.cache'), 'installer');
}
