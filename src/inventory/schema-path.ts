import { existsSync } from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';

/**
 * Absolute path of schemas/<name>.schema.json, from the sources as well as from an installed package.
 * @throws Error when no package.json lies above this file: the installation is broken
 */
export function schemaPath(name: string): string {
  return path.join(packageRoot(), 'schemas', `${name}.schema.json`);
}

/** The folder of this package's package.json. */
export function packageRoot(): string {
  let folder = path.dirname(fileURLToPath(import.meta.url));
  while (!existsSync(path.join(folder, 'package.json'))) {
    const parent = path.dirname(folder);
    if (parent === folder) throw new Error(`no package.json above ${fileURLToPath(import.meta.url)}`);
    folder = parent;
  }
  return folder;
}
