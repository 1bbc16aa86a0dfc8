import type { Desired } from '../../src/model/desired.ts';
import { type Machine, machinesOf } from '../../src/model/machine.ts';
import type { ClusterView, Healing, Observed, ObservedHost } from '../../src/model/observed.ts';
import { nextInSearch } from '../../src/plan/next-in-search.ts';
import { type Visiting, whomToVisit } from '../../src/plan/whom-to-visit.ts';
import { viewThrough, visit } from './world/view.ts';
import type { World } from './world/world.ts';

/** What one look brings. */
export interface Seen extends Omit<Visiting, 'toVisit'> {
  observed: Observed;
  /** A control plane serves, and none of them told of the cluster. */
  unavailable: boolean;
}

/** Looks as the command line does (src/cli/look.ts): at the cluster through one control plane, then at the hosts that matter. */
export function look(
  world: World,
  inventory: Desired,
  revisionOf: (machine: Machine) => string,
  healing?: (observed: Observed) => Healing,
): Seen {
  const hosts: Record<string, ObservedHost> = {};
  const go = (name: string, wanted?: string) => {
    hosts[name] = visit(world.host(name), wanted);
  };
  const answer = findCluster(world, inventory, hosts, go);
  const told: Observed = { hosts, ...(answer !== 'unavailable' && answer && { cluster: answer }) };
  for (;;) {
    const observed = healing ? { ...told, healing: healing(told) } : told;
    const { toVisit, ...visiting } = whomToVisit({ desired: inventory, observed, revisionOf });
    for (const name of toVisit) go(name);
    if (toVisit.length > 0) continue;
    for (const machine of machinesOf(visiting.desired)) {
      if (visiting.worked.has(machine.name)) go(machine.name, revisionOf(machine));
    }
    return { ...visiting, observed, unavailable: answer === 'unavailable' };
  }
}

/** `undefined`: no host of the inventory that answers serves as control plane. */
function findCluster(
  world: World,
  inventory: Desired,
  hosts: Readonly<Record<string, ObservedHost>>,
  go: (name: string) => void,
): ClusterView | 'unavailable' | undefined {
  const asked = new Set<string>();
  for (;;) {
    const step = nextInSearch(inventory, { hosts, begun: new Set(), asked });
    if (!step) return asked.size > 0 ? 'unavailable' : undefined;
    if ('visit' in step) {
      for (const name of step.visit) go(name);
      continue;
    }
    const view = viewThrough(world, step.ask);
    if (view) return view;
    asked.add(step.ask);
  }
}
