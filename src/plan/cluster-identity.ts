import type { Desired } from '../model/desired.ts';
import type { HostFacts, MachineMark } from '../model/facts.ts';
import type { MachineRecord } from '../model/machine-record.ts';
import type { Observed } from '../model/observed.ts';

/** What is known of the cluster that the inventory names. */
export interface ClusterIdentity {
  /** Of this life of the cluster. Absent: no host bears a mark of it. */
  uid?: string;
  /**
   * Control planes whose bootstrap ended well, by their marks and records, in the inventory or not: from then on a live
   * cluster is assumed, whether it answers or not.
   */
  initialised: string[];
  /**
   * Hosts whose mark proves that this cluster was initialised once: bootstrapped as anything, begun to join, or claimed to join. A second
   * one is never made over it, even when no control plane of it is in the inventory any more.
   */
  witnesses: string[];
}

/** What was seen so far; the cluster may not have been asked yet. */
export type SeenSoFar = Pick<Observed, 'hosts'> & Partial<Pick<Observed, 'cluster' | 'at' | 'healing'>>;

/** Facts of the hosts that answered, by host name. */
export function reachableFacts(observed: Pick<Observed, 'hosts'>): Record<string, HostFacts> {
  const facts: Record<string, HostFacts> = {};
  for (const [name, host] of Object.entries(observed.hosts)) if (host.reachable) facts[name] = host.facts;
  return facts;
}

/**
 * The identity is what most control planes agree on, by their marks and, for hosts that were not visited, their records;
 * other marks count only where no control plane tells, so that one host brought in from elsewhere cannot take the name
 * over. What a machine is, its mark and record say: the inventory's roles may have changed since.
 */
export function clusterIdentity({ cluster: { name } }: Pick<Desired, 'cluster'>, seen: SeenSoFar): ClusterIdentity {
  const marks = Object.entries(reachableFacts(seen)).flatMap(([host, { machine }]) =>
    machine && machine.cluster === name ? [{ host, mark: machine }] : [],
  );
  const ofControlPlanes = marks.filter(({ mark }) => mark.role === 'control-plane');
  const recorded = (seen.cluster?.records ?? []).filter(
    (record) => isControlPlaneOf(record, name) && !marks.some(({ host }) => host === record.name),
  );
  const votes = [
    ...ofControlPlanes.map(({ mark }) => mark.clusterUid),
    ...recorded.map(({ clusterUid }) => clusterUid),
  ];
  const uid = mostCommon(votes.length > 0 ? votes : marks.map(({ mark }) => mark.clusterUid));
  const initialised = [
    ...ofControlPlanes
      .filter(({ mark }) => mark.clusterUid === uid && mark.phase === 'bootstrapped')
      .map(({ host }) => host),
    ...recorded.filter(({ clusterUid, revision }) => clusterUid === uid && revision).map((record) => record.name),
  ];
  const witnesses = marks
    .filter(({ mark }) => mark.clusterUid === uid && (mark.phase === 'bootstrapped' || begunToJoin(mark)))
    .map(({ host }) => host);
  return { ...(uid !== undefined && { uid }), initialised, witnesses };
}

/** Machines serve a cluster whose control planes are all gone, or no longer in the inventory. */
export function isHeadless({ initialised, witnesses }: ClusterIdentity): boolean {
  return initialised.length === 0 && witnesses.length > 0;
}

function isControlPlaneOf({ role, cluster, toBeCleaned }: MachineRecord, name: string): boolean {
  return role === 'control-plane' && cluster === name && !toBeCleaned;
}

function begunToJoin({ bootstrap }: MachineMark): boolean {
  return bootstrap !== undefined && bootstrap !== 'init';
}

function mostCommon(values: string[]): string | undefined {
  const counts = new Map<string, number>();
  for (const value of values) counts.set(value, (counts.get(value) ?? 0) + 1);
  return [...counts.entries()].sort((a, b) => b[1] - a[1])[0]?.[0];
}
