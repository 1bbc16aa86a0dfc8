import type { ClusterApiObject } from '../cluster-api-object.ts';
import { CLUSTER_LABEL } from '../cluster-name.ts';
import { Composition, type Origin } from '../composition.ts';
import type { Topology } from './topology.ts';

/** On everything that is made of a topology. */
export const OWNED_LABEL = 'topology.cluster.x-k8s.io/owned';

/** The beginning of a document that a topology is expanded to. Whatever nobody wrote is told at `origin`. */
export function generated(
  apiVersion: string,
  kind: string,
  name: string,
  { document, path }: Origin,
  { namespace, name: cluster }: Pick<Topology, 'namespace' | 'name'>,
): Composition {
  const made = new Composition(document);
  made.set(['apiVersion'], apiVersion, document, path);
  made.set(['kind'], kind, document, path);
  made.set(['metadata'], { name, ...(namespace !== undefined && { namespace }) }, document, path);
  made.set(['spec'], {}, document, path);
  if (cluster !== undefined && kind !== 'KubeadmControlPlane' && kind !== 'KubeadmConfigTemplate') {
    made.set(['spec', 'clusterName'], cluster, document, path);
  }
  return made;
}

/** Labels that a machine of a topology carries, besides those that are written. */
export function machineLabels({ name }: Pick<Topology, 'name'>): Record<string, string> {
  return { ...(name !== undefined && { [CLUSTER_LABEL]: name }), [OWNED_LABEL]: '' };
}

/** Whether a topology controller made a document. */
export function isOwned({ labels }: Pick<ClusterApiObject, 'labels'>): boolean {
  return Object.hasOwn(labels, OWNED_LABEL);
}
