import { hostname, userInfo } from 'node:os';
import { InstallerError } from '../errors.ts';
import { type ClusterLock, takeClusterLock } from '../operations/cluster-lock.ts';
import type { Look } from './look.ts';
import type { Session } from './session.ts';

/** Where a run holds the lock of its cluster, and how it goes on holding it where other runs look for it. */
export interface RunLock {
  lock: ClusterLock;
  /**
   * Holds the lock also where another run may look for it: on the first control plane by name, and when the plan removes
   * that one, on the next. While there is none yet, on every host that is to be one and answers: whichever of them
   * another run reaches first, it meets this one, so that not both of them begin a cluster.
   * @returns whether a lock was added: what was seen before may have changed meanwhile
   * @throws InstallerError `locked` when another run has it
   */
  extend(seen: LockGround): Promise<boolean>;
}

/** What of a look tells where the lock has to be held. */
export type LockGround = Pick<Look, 'desired' | 'existing' | 'removals' | 'facts'>;

/**
 * Takes the lock of the cluster on the first control plane of the inventory, by name, that answers: before anything is
 * looked at, so that what is seen stays as it is. `undefined` when none of them answers: nothing can be changed then.
 * @throws InstallerError `locked` when another run has it, naming that run
 */
export async function lockCluster({ desired, host }: Session, command: string): Promise<RunLock | undefined> {
  const cluster = desired.cluster.name;
  const taker = { cluster, command: `installer ${command}`, who: whoAmI(), since: new Date() };
  const { hosts, pool } = desired.controlPlane;
  const rest = pool.filter((name) => !hosts.includes(name));
  for (const name of [...hosts.toSorted(), ...rest.toSorted()]) {
    try {
      const lock = await takeClusterLock(host(name), taker);
      const held = new Set([name]);
      return { lock, extend: (seen) => extend(lock, held, seen, host) };
    } catch (error) {
      if (!(error instanceof InstallerError) || error.kind !== 'unreachable') throw error;
    }
  }
  return undefined;
}

async function extend(lock: ClusterLock, held: Set<string>, seen: LockGround, host: Session['host']): Promise<boolean> {
  const controlPlanes = controlPlanesIn(seen);
  const begun = controlPlanes.length > 0;
  const missing = (begun ? whereOthersLook(controlPlanes, seen) : beginners(seen)).filter((name) => !held.has(name));
  // Always in the order of names, and nobody waits for anybody.
  for (const name of missing) {
    await (begun ? lock.alsoHold(host(name)) : lock.alsoHoldWhileItAnswers(host(name)));
    held.add(name);
  }
  return missing.length > 0;
}

/** Names of those that other runs find, in order. */
function controlPlanesIn({ existing }: LockGround): string[] {
  return (
    existing
      .filter(
        ({ role, state, reachable }) => role === 'control-plane' && state === 'bootstrapped' && reachable !== false,
      )
      // One that has left is about to be cleaned: a later run would not look there.
      .filter(({ record }) => !record?.toBeCleaned)
      .map(({ name }) => name)
      .toSorted()
  );
}

function whereOthersLook(controlPlanes: string[], { removals }: LockGround): string[] {
  const leaving = new Set(removals.map(({ machine }) => machine.name));
  const staying = controlPlanes.find((name) => !leaving.has(name));
  return [...new Set([controlPlanes[0], staying])].filter((name) => name !== undefined);
}

function beginners({ desired, facts }: LockGround): string[] {
  return desired.controlPlane.hosts.filter((name) => facts[name]).toSorted();
}

function whoAmI(): string {
  return `${userName()}@${hostname()} (pid ${process.pid})`;
}

function userName(): string {
  try {
    return userInfo().username;
  } catch {
    // A uid that the system has no name for, as in containers.
    return `uid ${process.getuid?.() ?? 'unknown'}`;
  }
}
