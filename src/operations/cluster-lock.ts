import { InstallerError } from '../errors.ts';
import type { HeldScript, HoldOptions, Host } from '../model/host-handle.ts';
import { lastLines } from './host-script.ts';
import { LOCK_EXIT, type LockTaker, lockScript } from './lock-script.ts';
import { lockedError } from './locked-error.ts';

/** The right to change a cluster, held by kernels of its control planes. */
export interface ClusterLock {
  /** Inventory name of the host that holds it; the first one, when there are several. */
  readonly host: string;
  /** Aborted when a host that it rests on may have let go of it; the reason is an InstallerError that says where and why. */
  readonly lost: AbortSignal;
  /**
   * Holds it on this host too: before its own host leaves the cluster.
   * @throws InstallerError as `takeClusterLock`
   */
  alsoHold(host: Host): Promise<void>;
  /**
   * Holds it on this host too for as long as that one answers. Lost there, it is taken there once more; only where another
   * run has it by then is it lost as a whole. A host that answers nobody shows nobody a lock.
   * @throws InstallerError as `takeClusterLock`
   */
  alsoHoldWhileItAnswers(host: Host): Promise<void>;
  /** Lets go of it everywhere, at once. Never throws. */
  release(): Promise<void>;
}

/**
 * Takes the lock of a cluster on one host, or says who has it. There is no waiting for another run; only one that has
 * just ended, or just begun, is given two seconds.
 * @throws InstallerError `locked` when another run holds it
 * @throws InstallerError `operation-failed` when the host cannot lock; `unreachable`
 */
export async function takeClusterLock(host: Host, taker: LockTaker, beat?: HoldOptions['beat']): Promise<ClusterLock> {
  const lost = new AbortController();
  const held = new Map<Host, HeldScript>();
  let released = false;
  const hold = async (on: Host, onLost: (reason: unknown) => void): Promise<void> => {
    const script = await holdOn(on, taker, beat);
    held.set(on, script);
    if (released) await script.release();
    const tell = () => onLost(script.lost.reason);
    if (script.lost.aborted) tell();
    else script.lost.addEventListener('abort', tell, { once: true });
  };
  const end = (reason: unknown) => lost.abort(reason);
  const takeAgain = (on: Host): void => {
    if (released) return;
    hold(on, end).catch((error: unknown) => {
      if (!(error instanceof InstallerError) || error.kind !== 'unreachable') end(error);
    });
  };
  await hold(host, end);
  return {
    host: host.name,
    lost: lost.signal,
    alsoHold: (on) => hold(on, end),
    alsoHoldWhileItAnswers: (on) => hold(on, () => takeAgain(on)),
    release: async () => {
      released = true;
      await Promise.all([...held.values()].map((script) => script.release()));
    },
  };
}

async function holdOn(host: Host, taker: LockTaker, beat: HoldOptions['beat']): Promise<HeldScript> {
  const { cluster } = taker;
  const title = `the lock of ${cluster}`;
  const outcome = await host.hold(lockScript(taker), { title, ...(beat === undefined ? {} : { beat }) });
  if ('said' in outcome) return outcome;
  if (outcome.code === LOCK_EXIT.locked) throw lockedError(host.name, cluster, outcome.stdout);
  throw new InstallerError('operation-failed', `${title} cannot be taken on ${host.name}`, {
    host: host.name,
    hint: 'It is a lock of the kernel on a file in /run: is flock (util-linux) there, and /run writable?',
    exitCode: outcome.code,
    lastLines: lastLines(`${outcome.stdout}\n${outcome.stderr}`),
  });
}
