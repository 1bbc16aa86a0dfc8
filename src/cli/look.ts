import type { Desired } from '../model/desired.ts';
import type { HostFacts } from '../model/facts.ts';
import type { ReadOnlyHost } from '../model/host-handle.ts';
import { type Machine, machinesOf } from '../model/machine.ts';
import type { MachineState } from '../model/machine-state.ts';
import type { ClusterView, Observed } from '../model/observed.ts';
import type { StepState } from '../model/step.ts';
import { observeCluster, observeHosts } from '../observe/observe.ts';
import { apiPortOf } from '../operations/api-port.ts';
import type { Recipes, Situation } from '../operations/recipes.ts';
import { observeSteps } from '../operations/steps-on-host.ts';
import { type ClusterIdentity, clusterIdentity, reachableFacts } from '../plan/cluster-identity.ts';
import { initiatorOf } from '../plan/control-plane.ts';
import { machineStates } from '../plan/plan-cluster.ts';

/** Everything that was seen in one look, and what it means. */
export interface Look {
  observed: Observed;
  facts: Record<string, HostFacts>;
  states: Record<string, MachineState>;
  identity: ClusterIdentity;
  /** The machine that starts the cluster, where there is none yet. */
  initiator?: string;
  /** Why no control plane told of the cluster although there is one. */
  clusterUnavailable?: string;
  /** Why steps could not be looked at on some host. Preflight speaks first: it knows causes such as a bundle with gaps. */
  stepsError?: unknown;
}

/** Looks at every host that the inventory gives a place, and at the cluster: two round trips per host, a third on one control plane. */
export async function look(
  desired: Desired,
  host: (name: string) => ReadOnlyHost,
  stepsFor: Recipes['stepsFor'],
): Promise<Look> {
  const machines = machinesOf(desired);
  const hosts = await observeHosts(
    machines.map(({ name }) => host(name)),
    Date.now,
  );
  const facts = reachableFacts({ hosts: withoutSteps(hosts) });
  const identity = clusterIdentity(desired, facts);
  const states = machineStates(desired, { hosts: withoutSteps(hosts) });
  const initiator = identity.witnesses.length > 0 ? undefined : initiatorOf(machines, states)?.name;
  const [steps, cluster] = await Promise.all([
    Promise.allSettled(
      machines.map((machine) =>
        stepsOf(machine, facts[machine.name], states[machine.name], machine.name === initiator, host, stepsFor),
      ),
    ),
    askCluster(desired, machines, identity, host),
  ]);
  const observed: Observed = {
    hosts: Object.fromEntries(
      machines.map(({ name }, i) => {
        const seen = hosts[name] ?? { reachable: false as const, error: { message: 'was not asked' } };
        const told = steps[i];
        return [name, seen.reachable ? { ...seen, steps: told?.status === 'fulfilled' ? told.value : [] } : seen];
      }),
    ),
    cluster: cluster && !('unavailable' in cluster) ? cluster : undefined,
  };
  const clusterUnavailable = cluster && 'unavailable' in cluster ? cluster.unavailable : undefined;
  const stepsError = steps.find((result) => result.status === 'rejected')?.reason;
  return { observed, facts, states, identity, initiator, clusterUnavailable, stepsError };
}

type FactsByHost = Awaited<ReturnType<typeof observeHosts>>;

function withoutSteps(hosts: FactsByHost): Observed['hosts'] {
  return Object.fromEntries(
    Object.entries(hosts).map(([name, seen]) => [name, seen.reachable ? { ...seen, steps: [] } : seen]),
  );
}

/** How the steps of one host stand; none on a host that serves something else. */
async function stepsOf(
  machine: Machine,
  facts: HostFacts | undefined,
  state: MachineState | undefined,
  initiator: boolean,
  host: (name: string) => ReadOnlyHost,
  stepsFor: Recipes['stepsFor'],
): Promise<StepState[]> {
  if (!facts || state === undefined || state === 'foreign') return [];
  const situation: Situation = { bootstrapped: state === 'bootstrapped', initiator };
  const steps = [
    ...stepsFor(machine, facts, 'prepare', situation),
    ...(situation.bootstrapped ? stepsFor(machine, facts, 'post', situation) : []),
  ];
  return observeSteps(host(machine.name), steps);
}

/** Any control plane that is up tells of the cluster; the next is asked only when one does not answer. */
async function askCluster(
  desired: Desired,
  machines: Machine[],
  identity: ClusterIdentity,
  host: (name: string) => ReadOnlyHost,
): Promise<ClusterView | { unavailable: string } | undefined> {
  const reasons: string[] = [];
  for (const machine of machines.filter(({ name }) => identity.initialised.includes(name))) {
    const view = await observeCluster(host(machine.name), {
      node: machine.name,
      address: machine.host.internalAddress,
      port: apiPortOf(machine),
      endpoint: desired.cluster.endpoint,
    });
    if (!('unavailable' in view)) return view;
    reasons.push(`${machine.name}: ${view.unavailable}`);
  }
  return reasons.length > 0 ? { unavailable: reasons.join('; ') } : undefined;
}
