import type { RunLock } from './lock-cluster.ts';
import type { Look } from './look.ts';

/**
 * What is seen under the lock: looked at once more where the lock had to be taken elsewhere too, for another run may have
 * changed it until then.
 * @param runLock undefined: nothing is to be changed
 * @throws InstallerError `locked` when another run has it
 */
export async function lookUnderLock<Seen extends Pick<Look, 'existing' | 'removals'>>(
  runLock: Pick<RunLock, 'extend'> | undefined,
  look: () => Promise<Seen>,
): Promise<Seen> {
  const seen = await look();
  return (await runLock?.extend(seen)) ? look() : seen;
}
