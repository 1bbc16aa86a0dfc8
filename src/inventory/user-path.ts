import path from 'node:path';

/** Where paths written in one inventory start from. */
export interface PathBase {
  /** Absolute folder of the inventory file. */
  folder: string;
  home: string;
}

/** The absolute path of what a user wrote: `~` is the home folder, relative paths start at the inventory file's folder. */
export function userPath(text: string, base: PathBase): string {
  if (text === '~') return base.home;
  if (text.startsWith('~/')) return path.join(base.home, text.slice(2));
  return path.resolve(base.folder, text);
}
