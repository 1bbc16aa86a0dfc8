import type { Desired } from '../model/desired.ts';
import type { ExistingMachine } from '../model/existing-machine.ts';
import { type Machine, machinesOf } from '../model/machine.ts';
import type { MachineState } from '../model/machine-state.ts';
import type { ClusterView, Observed } from '../model/observed.ts';
import { assignHosts } from './assign-hosts.ts';
import { clusterIdentity } from './cluster-identity.ts';
import { existingMachines } from './existing-machines.ts';
import { healingOptions } from './health/healing-options.ts';
import { leftAlone } from './health/left-alone.ts';
import { machineStates } from './machine-states.ts';
import type { Removal } from './owner.ts';
import type { Rolled, Upgrade } from './rollout/rolled.ts';

/** What is wanted against what is there: worked out once, for everything that plans or refuses. */
export interface Situation {
  /** With every owner's hosts decided. */
  desired: Desired;
  existing: ExistingMachine[];
  /** None as long as no control plane answers: nothing is taken away from a cluster that cannot be asked. */
  removals: Removal[];
  /** Machines that become up to date where they are; none as above. */
  upgrades: Upgrade[];
  /** How machine deployments are rolled; nothing as above. */
  rolled: ReadonlyMap<string, Rolled>;
  states: Record<string, MachineState>;
  /** Names of hosts on which there is a machine that goes: if they are to serve again, then after it is gone. */
  vacating: ReadonlySet<string>;
  /** Machines that left and whose hosts are to be cleaned. */
  toBeCleaned: ExistingMachine[];
  /** Machines that can be worked on, or that are settled: their hosts are not silent and serve nobody else. */
  machines: Machine[];
  cluster: ClusterView | undefined;
  clusterExists: boolean;
}

/** Pure. */
export function situationOf(desired: Desired, observed: Observed): Situation {
  const { cluster, hosts } = observed;
  const existing = existingMachines(desired, observed);
  const assigned = assignHosts(desired, existing, healingOptions(observed));
  const states = machineStates(desired, observed);
  const toBeCleaned = existing.filter(({ record }) => record?.toBeCleaned);
  const wanted = machinesOf(assigned.desired);
  const alone = leftAlone(observed, existing, wanted);
  const removals = cluster ? assigned.removals : [];
  return {
    desired: assigned.desired,
    existing,
    removals,
    upgrades: cluster ? assigned.upgrades : [],
    rolled: cluster ? assigned.rolled : new Map(),
    vacating: new Set([...removals.map(({ machine }) => machine), ...toBeCleaned].map(({ name }) => name)),
    toBeCleaned,
    states,
    machines: wanted.filter(
      ({ name }) =>
        !alone.has(name) && states[name] !== 'foreign' && (hosts[name]?.reachable ?? states[name] === 'bootstrapped'),
    ),
    cluster,
    clusterExists: cluster !== undefined || clusterIdentity(desired, observed).witnesses.length > 0,
  };
}
