import { type ClusterStatus, clusterStatus } from '../plan/cluster-status.ts';
import { existingMachines } from '../plan/existing-machines.ts';
import { maskDeep } from '../report/mask.ts';
import { findCluster } from './find-cluster.ts';
import type { Session } from './session.ts';
import { Visits } from './visits.ts';

export interface StatusNow {
  status: ClusterStatus;
  /** Why no control plane told of the cluster although there is one. */
  clusterUnavailable?: string;
}

/**
 * Looks at the cluster and at every host, those of the inventory and those that only records name. A host that does not
 * answer is part of the picture, not an error. The status is masked: hosts word the reasons in it.
 */
export async function statusNow(session: Pick<Session, 'desired' | 'host' | 'know' | 'secrets'>): Promise<StatusNow> {
  const { desired: inventory, host, know, secrets } = session;
  const visits = new Visits(host);
  const at = new Date().toISOString();
  const [{ cluster, clusterUnavailable }] = await Promise.all([
    findCluster(inventory, visits, host),
    visits.to(inventory.hosts.map(({ name }) => name)),
  ]);
  const recorded = existingMachines(inventory, { hosts: visits.hosts, cluster }).map((machine) => machine.host);
  for (const found of recorded) know(found);
  await visits.to(recorded.map(({ name }) => name));
  const observed = { hosts: visits.hosts, cluster: visits.confirm(cluster), at };
  const status = clusterStatus(inventory, observed, clusterUnavailable);
  return { status: maskDeep(status, secrets), clusterUnavailable };
}
