import type { PlannedOperation } from '../model/plan.ts';
import { operation } from './draft.ts';
import type { Situation } from './situation.ts';

/**
 * Done means: every node that is to stay Ready and the endpoint answering. Also planned alone, when a converged cluster is
 * not healthy.
 */
export function planVerification(changes: PlannedOperation[], situation: Situation): PlannedOperation[] {
  const troubles = unhealthy(situation);
  if (changes.length === 0 && troubles.length === 0) return [];
  return [
    operation({
      action: 'verify-cluster',
      title: 'Wait until every node is Ready and the endpoint answers',
      reason: changes.length > 0 ? 'done means that the cluster serves' : troubles.join('; '),
      needs: changes.map(({ id }) => id),
    }),
  ];
}

function unhealthy({ cluster, machines }: Situation): string[] {
  if (!cluster) return [];
  const ready = new Set(cluster.nodes.filter((node) => node.ready).map(({ name }) => name));
  return [
    ...machines.filter(({ name }) => !ready.has(name)).map(({ name }) => `node ${name} is not Ready`),
    ...(cluster.endpointAnswers ? [] : ['the endpoint does not answer']),
  ];
}
