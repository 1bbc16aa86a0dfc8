import { homedir } from 'node:os';
import path from 'node:path';

/**
 * Where the operator's machine keeps what runs leave behind: a cache, losing it loses nothing.
 * `INSTALLER_STATE_DIR`, else `$XDG_STATE_HOME/installer`, else `~/.local/state/installer`
 * (XDG Base Directory Specification: relative paths are ignored).
 */
export function stateFolder(env: NodeJS.ProcessEnv = process.env): string {
  if (env.INSTALLER_STATE_DIR) return path.resolve(env.INSTALLER_STATE_DIR);
  const xdg = env.XDG_STATE_HOME;
  const base = xdg && path.isAbsolute(xdg) ? xdg : path.join(homedir(), '.local', 'state');
  return path.join(base, 'installer');
}

/** The folder of one cluster below it. A name that could leave the folder is made harmless. */
export function clusterFolder(cluster: string, env: NodeJS.ProcessEnv = process.env): string {
  const safe = cluster.replace(/[^A-Za-z0-9._-]/g, '_').replace(/^\.+/, '_');
  return path.join(stateFolder(env), safe || 'unnamed');
}
