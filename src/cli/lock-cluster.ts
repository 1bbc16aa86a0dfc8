import { hostname, userInfo } from 'node:os';
import { InstallerError } from '../errors.ts';
import { type ClusterLock, takeClusterLock } from '../operations/cluster-lock.ts';
import type { Look } from './look.ts';
import type { Session } from './session.ts';

/** Where a run holds the lock of its cluster, and how it goes on holding it where other runs look for it. */
export interface RunLock {
  lock: ClusterLock;
  /**
   * Holds the lock also where a run with another inventory looks for it: on the first control plane by name, and when the
   * plan removes that one, on the next.
   * @returns whether a lock was added: what was seen before may have changed meanwhile
   * @throws InstallerError `locked` when another run has it
   */
  extend(seen: Pick<Look, 'existing' | 'removals'>): Promise<boolean>;
}

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

async function extend(
  lock: ClusterLock,
  held: Set<string>,
  { existing, removals }: Pick<Look, 'existing' | 'removals'>,
  host: Session['host'],
): Promise<boolean> {
  const leaving = new Set(removals.map(({ machine }) => machine.name));
  const controlPlanes = existing
    .filter(({ role, state, reachable }) => role === 'control-plane' && state === 'bootstrapped' && reachable !== false)
    // One that has left is about to be cleaned: a later run would not look there.
    .filter(({ record }) => !record?.toBeCleaned)
    .map(({ name }) => name)
    .toSorted();
  const staying = controlPlanes.filter((name) => !leaving.has(name));
  const missing = [controlPlanes[0], staying[0]].filter((name) => name !== undefined && !held.has(name));
  for (const name of new Set(missing)) {
    if (name === undefined) continue;
    await lock.alsoHold(host(name));
    held.add(name);
  }
  return missing.length > 0;
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
