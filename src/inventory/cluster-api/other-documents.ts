import type { PlacedDocument } from '../placed-document.ts';
import { fieldsOf, valueAt } from './cluster-api-object.ts';
import type { Findings } from './findings.ts';

/** Groups of kinds that describe machines or networks which hosts take the place of. */
const INFRASTRUCTURE = /^([^/]+\.)?(infrastructure|ipam)\.cluster\.x-k8s\.io\/|^metal3\.io\//;
/** Kinds without effect of their own. */
const PASSIVE = ['v1/ConfigMap', 'v1/Namespace'];

/** Kinds whose absence would be noticed, and what to do instead. */
const REFUSED: Record<string, string> = {
  ClusterResourceSet: 'Write its manifests under spec.manifests of the Inventory, and leave it out.',
  MachineDrainRule: 'Label pods that a drain is to leave alone with cluster.x-k8s.io/drain=skip, and leave it out.',
};

/**
 * States what is not used of the documents that are no Cluster API documents of ours; returns those that are no such thing
 * either.
 */
export function otherDocuments(documents: readonly PlacedDocument[], findings: Findings): PlacedDocument[] {
  const infrastructure: PlacedDocument[] = [];
  const passive: PlacedDocument[] = [];
  const rest = documents.filter((document) => {
    const { apiVersion, kind } = fieldsOf(document.value);
    if (typeof kind !== 'string' || typeof apiVersion !== 'string') return true;
    const [group = ''] = apiVersion.split('/');
    if (INFRASTRUCTURE.test(apiVersion)) infrastructure.push(document);
    else if (PASSIVE.includes(`${apiVersion}/${kind}`)) passive.push(document);
    else if (group.endsWith('cluster.x-k8s.io') && Object.hasOwn(REFUSED, kind)) {
      findings.error(
        document,
        ['kind'],
        `${kind} is not supported, and leaving it out unsaid would change the cluster`,
        REFUSED[kind],
      );
    } else return true;
    return false;
  });
  say(infrastructure, 'not used, machines come from the hosts of the Inventory', findings);
  say(passive, 'nothing refers to, and nothing is done with', findings);
  return rest;
}

function say(documents: readonly PlacedDocument[], words: string, findings: Findings): void {
  const [first] = documents;
  if (first === undefined) return;
  const titles = documents.map(({ value }) =>
    `${String(fieldsOf(value).kind)} ${String(valueAt(value, ['metadata', 'name']) ?? '')}`.trim(),
  );
  findings.warning(first, ['kind'], `${words}: ${titles.join(', ')}`);
}
