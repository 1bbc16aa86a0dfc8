import type { LockGround, RunLock } from './lock-cluster.ts';

/**
 * What is seen under the lock: looked at once more where the lock had to be taken elsewhere too, for another run may have
 * changed it until then. It ends, because no host is locked twice.
 * @param runLock undefined: nothing is to be changed
 * @throws InstallerError `locked` when another run has it
 */
export async function lookUnderLock<Seen extends LockGround>(
  runLock: Pick<RunLock, 'extend'> | undefined,
  look: () => Promise<Seen>,
): Promise<Seen> {
  for (;;) {
    const seen = await look();
    if (!(await runLock?.extend(seen))) return seen;
  }
}
