import { step } from './progress.ts';
import { output, run } from './run.ts';

/**
 * The Debian 12 repository that this machine itself uses: the one that is known to answer from here. Reads the package
 * lists first when there are none, as on a machine that was just made.
 */
export async function debianMirror(): Promise<string> {
  const known = await askApt();
  if (known) return known;
  await step('apt-get update', () => run('apt-get', ['update', '-q']));
  const mirror = await askApt();
  if (mirror) return mirror;
  throw new Error(
    'apt on this machine knows no Debian 12 (bookworm) repository: add one under /etc/apt, then run apt-get update',
  );
}

async function askApt(): Promise<string | undefined> {
  const targets = ['indextargets', '--format', '$(REPO_URI)', 'Created-By: Packages', 'Codename: bookworm'];
  return (await output('apt-get', targets)).split('\n')[0] || undefined;
}
