import type { Desired } from '../model/desired.ts';
import type { HostFacts, MachineMark } from '../model/facts.ts';
import { controlPlaneMachines } from '../model/machine.ts';
import type { Observed } from '../model/observed.ts';

/** What is known of the cluster that the inventory names, before its API is asked. */
export interface ClusterIdentity {
  /** Of this life of the cluster. Absent: no host bears a mark of it. */
  uid?: string;
  /** Control planes whose bootstrap ended well: from then on a live cluster is assumed, whether it answers or not. */
  initialised: string[];
  /**
   * Hosts whose mark proves that this cluster was initialised once: bootstrapped as anything, or begun to join. A second
   * one is never made over it, even when no control plane of it is in the inventory any more.
   */
  witnesses: string[];
}

/** Facts of the hosts that answered, by host name. */
export function reachableFacts(observed: Pick<Observed, 'hosts'>): Record<string, HostFacts> {
  const facts: Record<string, HostFacts> = {};
  for (const [name, host] of Object.entries(observed.hosts)) if (host.reachable) facts[name] = host.facts;
  return facts;
}

/**
 * The identity is what most hosts' marks agree on; marks of control planes weigh first, so that one host brought in
 * from elsewhere cannot take the name over.
 */
export function clusterIdentity(desired: Desired, facts: Record<string, HostFacts>): ClusterIdentity {
  const controlPlanes = controlPlaneMachines(desired).map((machine) => machine.name);
  const marks = Object.entries(facts).flatMap(([host, { machine }]) =>
    machine && machine.cluster === desired.cluster.name ? [{ host, mark: machine }] : [],
  );
  const ofControlPlanes = marks.filter(({ host }) => controlPlanes.includes(host));
  const uid = mostCommon((ofControlPlanes.length > 0 ? ofControlPlanes : marks).map(({ mark }) => mark.clusterUid));
  const initialised = ofControlPlanes
    .filter(({ mark }) => mark.clusterUid === uid && mark.phase === 'bootstrapped')
    .map(({ host }) => host);
  const witnesses = marks
    .filter(({ mark }) => mark.clusterUid === uid && (mark.phase === 'bootstrapped' || begunToJoin(mark)))
    .map(({ host }) => host);
  return { uid, initialised, witnesses };
}

function begunToJoin({ phase, bootstrap }: MachineMark): boolean {
  return phase === 'bootstrapping' && bootstrap !== undefined && bootstrap !== 'init';
}

function mostCommon(values: string[]): string | undefined {
  const counts = new Map<string, number>();
  for (const value of values) counts.set(value, (counts.get(value) ?? 0) + 1);
  return [...counts.entries()].sort((a, b) => b[1] - a[1])[0]?.[0];
}
