import { endpointAddress } from '../../kubeadm/endpoint-address.ts';
import type { Finding } from '../../model/plan.ts';
import type { Ground } from './ground.ts';

/**
 * No cluster is made where one is: an API server answers at the endpoint, and nothing that was seen on these hosts knows of
 * a cluster. That its port is open says nothing, for a balancer listens before it has anybody to forward to.
 */
export function checkEndpoint({ desired, clusterExists, probes = {} }: Ground): Finding[] {
  const heard = Object.keys(probes).find((host) => probes[host]?.api);
  if (clusterExists || heard === undefined) return [];
  const { name, endpoint } = desired.cluster;
  const version = probes[heard]?.api?.version;
  return [
    {
      check: 'endpoint-in-use',
      severity: 'refuse',
      message: `an API server${version ? ` of ${version}` : ''} answers at ${endpointAddress(endpoint)} already (asked from ${heard}), and no host of this inventory serves its cluster`,
      cure: `If that is ${name}, bring its control planes into the inventory. If it is another cluster, choose another spec.cluster.controlPlaneEndpoint, or let the balancer forward to these hosts only.`,
    },
  ];
}
