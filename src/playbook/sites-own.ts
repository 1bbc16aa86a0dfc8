import type { PlaybookContext } from './context.ts';
import type { RenderedFile } from './expand-files.ts';
import { specFiles } from './spec-files.ts';

/** A file of a step, and how the step treats it. */
export interface Entry {
  file: RenderedFile;
  secret: boolean;
  once: boolean;
}

/**
 * Files of a playbook beside those of kubeadmConfigSpec with the same path. The site's own stands in the playbook's place,
 * so that whatever reads it starts with it; where the site appends, the playbook's is written first, and once. On a
 * bootstrapped machine such a file is left alone: the site's commands may have changed it since.
 */
export function sitesOwn(entries: readonly Entry[], context: PlaybookContext): Entry[] {
  const paths = new Set((context.kubeadmConfigSpec.files ?? []).map(({ path }) => path));
  if (!entries.some(({ file }) => paths.has(file.path))) return [...entries];
  const given = specFiles(context);
  return entries.flatMap((entry) => {
    const { path, append, block, directory } = entry.file;
    if (!paths.has(path) || append || block || directory) return [entry];
    if (context.machine.bootstrapped) return [];
    const whole = given.findLast((file) => file.path === path && !file.append);
    return [whole === undefined ? { ...entry, once: true } : { file: whole, secret: whole.secret, once: true }];
  });
}
