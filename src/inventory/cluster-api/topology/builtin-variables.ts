import { isIPv6 } from 'node:net';
import type { PlacedDocument } from '../../placed-document.ts';
import { fieldsOf, textFields, valueAt } from '../cluster-api-object.ts';

export interface ClusterFacts {
  name?: string;
  namespace?: string;
  version: unknown;
  class: string;
  classNamespace?: string;
  /** metadata and clusterNetwork as they are written. */
  metadata: unknown;
  network: unknown;
}

/** `builtin.cluster` of the variables of a topology. What only a management cluster knows (uid) is not there. */
export function builtinCluster(facts: ClusterFacts): Record<string, unknown> {
  const { namespace = 'default', classNamespace = namespace } = facts;
  const { labels, annotations } = fieldsOf(facts.metadata);
  return {
    ...(facts.name !== undefined && { name: facts.name }),
    namespace,
    metadata: { labels: textFields(labels), annotations: textFields(annotations) },
    topology: { version: facts.version, class: facts.class, classNamespace },
    classRef: { name: facts.class, namespace: classNamespace },
    ...(Object.keys(fieldsOf(facts.network)).length > 0 && { network: network(facts.network) }),
  };
}

function network(written: unknown): Record<string, unknown> {
  const { serviceDomain } = fieldsOf(written);
  const pods = blocks(written, 'pods');
  const services = blocks(written, 'services');
  return {
    ...(typeof serviceDomain === 'string' && { serviceDomain }),
    ...(services.length > 0 && { services }),
    ...(pods.length > 0 && { pods }),
    ipFamily: ipFamily([...pods, ...services]),
  };
}

function blocks(written: unknown, of: string): string[] {
  const list = valueAt(written, [of, 'cidrBlocks']);
  return (Array.isArray(list) ? list : []).filter((block): block is string => typeof block === 'string');
}

/** Cluster API's: IPv4 where nothing is written. */
function ipFamily(cidrs: readonly string[]): string {
  const six = cidrs.filter((cidr) => isIPv6(cidr.split('/')[0] ?? ''));
  if (six.length === 0) return 'IPv4';
  return six.length === cidrs.length ? 'IPv6' : 'DualStack';
}

/** The network that a cluster's documents and the Inventory say together. */
export function networkOf(cluster: PlacedDocument | undefined, inventory: PlacedDocument | undefined): unknown {
  const theirs = fieldsOf(valueAt(cluster?.value, ['spec', 'clusterNetwork']));
  return { ...theirs, ...fieldsOf(valueAt(inventory?.value, ['spec', 'cluster', 'clusterNetwork'])) };
}
