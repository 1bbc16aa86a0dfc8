import type { Desired } from '../model/desired.ts';
import type { ExistingMachine } from '../model/existing-machine.ts';
import { type Machine, machinesOf } from '../model/machine.ts';
import type { Observed } from '../model/observed.ts';
import { assignHosts } from './assign-hosts.ts';
import { existingMachines } from './existing-machines.ts';
import { healingOptions } from './health/healing-options.ts';
import type { Removal } from './owner.ts';
import { planCleaning } from './removal.ts';
import { controlPlaneRolls } from './rollout/control-plane-rolls.ts';
import { settledMachines } from './settled-machines.ts';

export interface SeenByNow {
  /** As the inventory says. */
  desired: Desired;
  /** A host that does not answer was visited too. */
  observed: Observed;
  /** See plan/machine-revision.ts. `undefined`: not known, never settled. */
  revisionOf(machine: Machine): string | undefined;
  /** Every host that is to serve matters, those of settled machines too. */
  everywhere?: boolean;
}

/** Whose hosts matter, and what follows from what was seen by now. */
export interface Visiting {
  /** The inventory, with hosts assigned to owners in the light of what exists. */
  desired: Desired;
  existing: ExistingMachine[];
  removals: Removal[];
  /** Names of wanted machines whose hosts matter: they have to answer. Another that was asked about the cluster need not. */
  worked: ReadonlySet<string>;
  /** Names of hosts that matter and were not visited yet. Empty: enough was seen. */
  toVisit: string[];
}

/**
 * Whom to visit next: the hosts of machines that are to be made, changed, removed or cleaned; and of all that are wanted
 * when there is no such machine, so that drift is found. What a visit brings may change who is to be visited next: ask
 * until nobody is left. That ends, because nobody who was visited is named again.
 */
export function whomToVisit({ desired: inventory, observed, revisionOf, everywhere = false }: SeenByNow): Visiting {
  const existing = existingMachines(inventory, observed);
  const { desired, removals, upgrades } = assignHosts(inventory, existing, healingOptions(observed));
  const { cluster } = observed;
  // kube-proxy changes on all nodes with the control plane: their hosts are sent its image.
  const images =
    desired.bundle !== undefined &&
    !observed.healing &&
    controlPlaneRolls({ existing, upgrades, cluster, desired }).version;
  const settled = settledMachines(desired, observed, revisionOf);
  const machines = machinesOf(desired).map(({ name }) => name);
  const open = machines.filter((name) => !settled.has(name));
  const leaving = removals.map(({ machine }) => machine.name);
  const unclean = existing.filter(({ record }) => record?.toBeCleaned).map(({ name }) => name);
  const missing = (worked: string[]) =>
    [...new Set([...worked, ...leaving, ...unclean])].filter((name) => !(name in observed.hosts));
  // One that is still to be cleaned, but cannot be, gives nothing to do.
  const toClean = existing.filter((machine) => machine.record?.toBeCleaned && planCleaning(machine).length > 0);
  const nothingToDo = missing(open).length + open.length + leaving.length + toClean.length === 0;
  const worked = everywhere || (nothingToDo && !observed.healing) ? machines : open;
  const toVisit = missing(images ? [...worked, ...machines] : worked);
  return { desired, existing, removals, worked: new Set(worked), toVisit };
}
