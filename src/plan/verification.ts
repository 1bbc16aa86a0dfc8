import { clusterTroubles } from '../model/cluster-troubles.ts';
import { etcdIsExternal } from '../model/external-etcd.ts';
import type { PlannedOperation } from '../model/plan.ts';
import { operation } from './draft.ts';
import type { Situation } from './situation.ts';

/**
 * Done means: every node that is to stay Ready, its control planes well and the endpoint answering. Also planned alone,
 * when a converged cluster is not healthy.
 */
export function planVerification(changes: PlannedOperation[], situation: Situation): PlannedOperation[] {
  const troubles = unhealthy(situation);
  if (changes.length === 0 && troubles.length === 0) return [];
  return [
    operation({
      action: 'verify-cluster',
      title: 'Wait until every node is Ready, every control plane is well and the endpoint answers',
      reason: changes.length > 0 ? 'done means that the cluster serves' : troubles.join('; '),
      needs: changes.map(({ id }) => id),
    }),
  ];
}

function unhealthy({ desired, cluster, machines }: Situation): string[] {
  if (!cluster) return [];
  return clusterTroubles(cluster, {
    nodes: machines.map(({ name }) => name),
    controlPlanes: machines.filter(({ role }) => role === 'control-plane').map(({ name }) => name),
    endpoint: desired.cluster.endpoint,
    externalEtcd: etcdIsExternal(desired),
  });
}
