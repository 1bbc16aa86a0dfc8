import type { Desired, DesiredHost } from '../model/desired.ts';
import type { HostFacts } from '../model/facts.ts';
import type { ReadOnlyHost } from '../model/host-handle.ts';
import { type Machine, machinesOf } from '../model/machine.ts';
import type { MachineState } from '../model/machine-state.ts';
import type { Healing, Observed } from '../model/observed.ts';
import type { StepState } from '../model/step.ts';
import type { Recipes, Situation } from '../operations/recipes.ts';
import { observeSteps } from '../operations/steps-on-host.ts';
import { type ClusterIdentity, clusterIdentity, reachableFacts } from '../plan/cluster-identity.ts';
import { initiatorOf } from '../plan/control-plane.ts';
import { machineStates } from '../plan/machine-states.ts';
import { type Visiting, whomToVisit } from '../plan/whom-to-visit.ts';
import { findCluster } from './find-cluster.ts';
import { Visits } from './visits.ts';

export interface LookInput {
  desired: Desired;
  host(name: string): ReadOnlyHost;
  /** Makes a host reachable that only a record names. */
  know(host: DesiredHost): void;
  stepsFor: Recipes['stepsFor'];
  revisionOf(machine: Machine): string | undefined;
  /** Visit every host, those of settled machines too. */
  everywhere?: boolean;
  /** Which machines are replaced because they are unhealthy, in the light of what was seen: nothing else matters then. */
  healing?(observed: Observed): Healing;
  /** Why hosts take no machine although they answer, by name. */
  unusable?: Readonly<Record<string, string>>;
}

/** Everything that was seen in one look, and what it means. */
export interface Look extends Omit<Visiting, 'toVisit'> {
  observed: Observed;
  /** Of the hosts that were visited and answered. */
  facts: Record<string, HostFacts>;
  /** Of every machine of which it is known, visited or not. */
  states: Record<string, MachineState>;
  identity: ClusterIdentity;
  /** The machine that starts the cluster, where there is none yet. */
  initiator?: string;
  /** Why no control plane told of the cluster although there is one. */
  clusterUnavailable?: string;
  /** Why steps could not be looked at on some host. Preflight speaks first: it knows causes such as a bundle with gaps. */
  stepsError?: unknown;
}

/**
 * Looks at the cluster through one control plane, then at the hosts that matter: those of machines that are to be made,
 * changed or removed; and at all of them when there is no such machine, so that drift is found. One round trip for facts
 * per host, one for steps, one for the cluster.
 */
export async function look(input: LookInput): Promise<Look> {
  const { host } = input;
  const visits = new Visits(host);
  const at = new Date().toISOString();
  const { cluster: told, clusterUnavailable } = await findCluster(input.desired, visits, host);
  const see = (): Observed => {
    const { unusable } = input;
    const observed: Observed = {
      hosts: visits.hosts,
      cluster: visits.confirm(told),
      at,
      ...(unusable && { unusable }),
    };
    return input.healing ? { ...observed, healing: input.healing(observed) } : observed;
  };
  const { desired, existing, removals, worked } = await visitWhatMatters(input, visits, see);
  const facts = reachableFacts({ hosts: visits.hosts });
  const seen = see();
  const { cluster } = seen;
  const identity = clusterIdentity(desired, { hosts: visits.hosts, cluster });
  const states = machineStates(desired, { hosts: visits.hosts, cluster });
  const machines = machinesOf(desired);
  const initiator = identity.witnesses.length > 0 ? undefined : initiatorOf(machines, states)?.name;
  const visited = machines.filter(({ name }) => worked.has(name));
  const steps = await Promise.allSettled(
    visited.map((machine) => stepsOf(machine, facts[machine.name], states[machine.name], initiator, input)),
  );
  const outcomes = new Map(visited.map(({ name }, i) => [name, steps[i]]));
  const hosts = Object.entries(seen.hosts).map(([name, host]) => {
    const outcome = outcomes.get(name);
    return [name, host.reachable && outcome?.status === 'fulfilled' ? { ...host, steps: outcome.value } : host];
  });
  return {
    desired,
    observed: { ...seen, hosts: Object.fromEntries(hosts) },
    existing,
    removals,
    worked,
    facts,
    states,
    identity,
    initiator,
    clusterUnavailable,
    stepsError: steps.find((result) => result.status === 'rejected')?.reason,
  };
}

async function visitWhatMatters(
  { desired, know, revisionOf, everywhere }: LookInput,
  visits: Visits,
  see: () => Observed,
): Promise<Visiting> {
  for (;;) {
    const visiting = whomToVisit({ desired, observed: see(), revisionOf, everywhere });
    for (const machine of visiting.existing) know(machine.host);
    if (visiting.toVisit.length === 0) return visiting;
    await visits.to(visiting.toVisit);
  }
}

/** How the steps of one host stand; none on a host that serves something else. */
async function stepsOf(
  machine: Machine,
  facts: HostFacts | undefined,
  state: MachineState | undefined,
  initiator: string | undefined,
  { host, stepsFor }: LookInput,
): Promise<StepState[]> {
  if (!facts || state === undefined || state === 'foreign') return [];
  const situation: Situation = { bootstrapped: state === 'bootstrapped', initiator: machine.name === initiator };
  const steps = [
    ...stepsFor(machine, facts, 'prepare', situation),
    ...(situation.bootstrapped ? stepsFor(machine, facts, 'post', situation) : []),
  ];
  return observeSteps(host(machine.name), steps);
}
