import type { Desired } from '../../src/model/desired.ts';
import type { ExistingMachine } from '../../src/model/existing-machine.ts';
import { type Machine, machinesOf } from '../../src/model/machine.ts';
import type { ClusterView, Observed, ObservedHost } from '../../src/model/observed.ts';
import { assignHosts } from '../../src/plan/assign-hosts.ts';
import { existingMachines } from '../../src/plan/existing-machines.ts';
import { settledMachines } from '../../src/plan/settled-machines.ts';
import { answers } from './world/sim-host.ts';
import { viewThrough, visit } from './world/view.ts';
import type { World } from './world/world.ts';

/** What one look brings. */
export interface Seen {
  /** With hosts assigned. */
  desired: Desired;
  observed: Observed;
  existing: ExistingMachine[];
  /** Names of wanted machines whose hosts had to be visited. */
  worked: string[];
  /** A control plane serves, and none of them told of the cluster. */
  unavailable: boolean;
}

/**
 * Looks as the command line does (src/cli/look.ts): at the cluster through one control plane of the inventory, then at
 * the hosts that matter; at all of them when nothing is to be made, changed or removed.
 */
export function look(world: World, inventory: Desired, revisionOf: (machine: Machine) => string): Seen {
  const hosts: Record<string, ObservedHost> = {};
  const go = (name: string, wanted?: string) => {
    hosts[name] = visit(world.host(name), wanted);
  };
  const answer = findCluster(world, inventory, (name) => go(name));
  const cluster = answer === 'unavailable' ? undefined : answer;
  let everywhere = false;
  for (;;) {
    const observed: Observed = { hosts, ...(cluster && { cluster }) };
    const existing = existingMachines(inventory, observed);
    const { desired, removals } = assignHosts(inventory, existing);
    const settled = settledMachines(inventory, observed, revisionOf);
    const machines = machinesOf(desired);
    const open = machines.filter(({ name }) => !settled.has(name));
    const worked = everywhere ? machines : open;
    const leaving = removals.map(({ machine }) => machine.name);
    const unclean = existing.filter(({ record }) => record?.toBeCleaned).map(({ name }) => name);
    const missing = [...worked.map(({ name }) => name), ...leaving, ...unclean].filter((name) => !(name in hosts));
    if (missing.length > 0) {
      for (const name of missing) go(name);
      continue;
    }
    const toClean = unclean.filter((name) => hosts[name]?.reachable);
    if (!everywhere && open.length + leaving.length + toClean.length === 0) {
      everywhere = true;
      continue;
    }
    for (const machine of worked) go(machine.name, revisionOf(machine));
    return {
      desired,
      observed,
      existing,
      worked: worked.map(({ name }) => name),
      unavailable: answer === 'unavailable',
    };
  }
}

/** `undefined`: no host of the inventory that answers serves as control plane. */
function findCluster(
  world: World,
  { controlPlane, hosts }: Desired,
  go: (name: string) => void,
): ClusterView | 'unavailable' | undefined {
  const pool = [...new Set([...controlPlane.hosts.toSorted(), ...controlPlane.pool.toSorted()])];
  const rest = hosts.map(({ name }) => name).filter((name) => !pool.includes(name));
  let silent = false;
  // The first; the others that may be control planes; at last, if none of them is one, every host, whatever its role is now.
  for (const names of [pool.slice(0, 1), pool.slice(1), rest.toSorted()]) {
    if (silent && names.every((name) => !pool.includes(name))) break;
    for (const name of names) go(name);
    for (const name of names.filter((one) => servesAsControlPlane(world, one))) {
      const view = viewThrough(world, name);
      if (view) return view;
      silent = true;
    }
  }
  return silent ? 'unavailable' : undefined;
}

function servesAsControlPlane(world: World, name: string): boolean {
  const host = world.host(name);
  return answers(host) && host.mark?.role === 'control-plane' && host.mark.phase === 'bootstrapped';
}
