import type { RemediationFor } from '../../model/machine-record.ts';
import type { ClusterView } from '../../model/observed.ts';

/**
 * The last unhealthy control plane that was taken away and whose place nobody took yet, so that whoever does is counted as
 * its replacement, also when the run that began it was cut (Cluster API, KCP's annotation remediation-in-progress).
 */
export function unansweredRemediation(cluster: ClusterView | undefined): RemediationFor | undefined {
  const { records = [], pastRemediations = [] } = cluster ?? {};
  const ofControlPlanes = pastRemediations.filter(({ role }) => role === 'control-plane');
  const last = ofControlPlanes.toSorted((one, other) => (one.timestamp < other.timestamp ? 1 : -1))[0];
  if (!last || records.some(({ remediationFor }) => remediationFor?.timestamp === last.timestamp)) return undefined;
  const { role: _, ...remediationFor } = last;
  return remediationFor;
}
