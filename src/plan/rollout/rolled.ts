import type { ExistingMachine } from '../../model/existing-machine.ts';
import type { HostAsFree } from '../free-hosts.ts';
import type { FreeHost } from '../spread-hosts.ts';

/** A machine that becomes up to date where it is. */
export interface Upgrade {
  machine: ExistingMachine;
  /** `v1.20.2 → v1.20.3` */
  reason: string;
}

/** What is to be made up to date of one owner, and with what. */
export interface Ground {
  /** Machines that stay and are outdated, in the order in which they would leave. */
  outdated: readonly ExistingMachine[];
  /** Machines that are up to date, but whose upgrade did not open them again. */
  closed: readonly ExistingMachine[];
  /** Hosts that nobody needs. */
  free: readonly FreeHost[];
  /** Machines of the owner by failure domain. */
  serving: Map<string | undefined, number>;
  asFree: HostAsFree;
}

/** How outdated machines become up to date. */
export interface Rolled {
  /** They leave, in this order. A host that is not released takes the new machine. */
  replaced: ExistingMachine[];
  upgrades: Upgrade[];
  /** Hosts on which a machine is made that did not serve this owner before. */
  taken: string[];
  /** Hosts that do not serve this owner in the end. */
  released: string[];
  /**
   * Of workers: what is done one after the other stands in one lane; the lanes of a stage run side by side, after those of
   * the stage before.
   */
  stages: Lane[][];
}

export type Lane = LaneStep[];

export interface LaneStep {
  kind: 'join' | 'remove' | 'upgrade';
  machine: string;
}

/** Why a machine is upgraded where it is. */
export function upgradeOf(machine: ExistingMachine): Upgrade {
  return { machine, reason: machine.outdated?.why ?? 'it was closed for an upgrade that had not ended' };
}
