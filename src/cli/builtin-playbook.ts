import path from 'node:path';
import { InstallerError } from '../errors.ts';
import { didYouMean } from '../playbook/did-you-mean.ts';
import { playbooksDir, readPlaybooks } from '../playbook/load.ts';
import type { Playbook } from '../playbook/playbook.ts';

/**
 * The built-in playbook of that name, and where it is.
 * @param name whole, or a start that only one has: `40`
 * @throws InstallerError `usage` when there is none, or more than one
 */
export async function builtinPlaybook(name: string): Promise<{ playbook: Playbook; path: string; folder: string }> {
  const folder = await playbooksDir();
  const { playbooks } = await readPlaybooks([folder]);
  const exact = playbooks.filter((playbook) => playbook.name === name);
  const matching = exact.length > 0 ? exact : playbooks.filter((playbook) => playbook.name.startsWith(name));
  const [playbook] = matching;
  if (playbook !== undefined && matching.length === 1) {
    return { playbook, path: path.join(folder, `${playbook.name}.yaml`), folder };
  }
  const names = playbooks.map((known) => known.name);
  throw new InstallerError(
    'usage',
    matching.length === 0
      ? `there is no built-in playbook named ${name}${didYouMean(name, names)}`
      : `${name} may be any of ${matching.map((known) => known.name).join(', ')}`,
    { hint: 'See them all with: installer playbooks list' },
  );
}
