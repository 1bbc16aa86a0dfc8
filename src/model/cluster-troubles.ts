import { type HealthOptions, machineTroubles } from './control-plane-health.ts';
import type { ClusterView } from './observed.ts';

export interface WantedHealth extends Pick<HealthOptions, 'externalEtcd'> {
  /** Node names that must be Ready. */
  nodes: readonly string[];
  /** Those of them that are control planes: their components and etcd members must be well too. */
  controlPlanes: readonly string[];
  endpoint: { host: string; port: number };
}

/** What is still missing until the cluster serves, in words; empty: nothing. */
export function clusterTroubles(view: ClusterView, { nodes, controlPlanes, endpoint, externalEtcd }: WantedHealth) {
  const missing = nodes.flatMap((name) => {
    if (controlPlanes.includes(name)) return machineTroubles(view, name, { externalEtcd });
    const node = view.nodes.find((candidate) => candidate.name === name);
    if (!node) return [`node ${name} is not registered`];
    return node.ready ? [] : [`node ${name} is not Ready${node.notReadyReason ? ` (${node.notReadyReason})` : ''}`];
  });
  return view.endpointAnswers
    ? missing
    : [...missing, `the endpoint ${endpoint.host}:${endpoint.port} does not answer`];
}
