import type { PlacedDocument } from '../placed-document.ts';
import type { DocumentPath } from '../problem.ts';
import { type ClusterApiObject, titleOf, valueAt } from './cluster-api-object.ts';
import { type Findings, placeOf } from './findings.ts';

export const CLUSTER_LABEL = 'cluster.x-k8s.io/cluster-name';

interface Claim {
  name: string;
  path: DocumentPath;
}

/**
 * The cluster that the documents and the Inventory speak of: the Cluster's name, else the Inventory's, else the one that the
 * documents name. Everything that speaks of another is an error.
 */
export function clusterName(
  objects: readonly ClusterApiObject[],
  inventory: PlacedDocument,
  findings: Findings,
): string | undefined {
  const clusters = objects.filter(({ kind }) => kind === 'Cluster');
  const [first, ...more] = clusters;
  for (const second of more) {
    if (second.name === first?.name) continue;
    const message = `several Clusters: ${clusters.map(({ name }) => name).join(', ')}; an Inventory is of one`;
    findings.error(second.document, ['metadata', 'name'], message, 'Give -f the documents of one cluster only.');
  }
  const written = valueAt(inventory.value, ['metadata', 'name']);
  const ours = typeof written === 'string' ? written : undefined;
  if (more.some(({ name }) => name !== first?.name)) return ours ?? first?.name;
  if (first !== undefined && ours !== undefined && ours !== first.name) {
    const message = `the Inventory is of the cluster ${ours}, the Cluster at ${placeOf(first.document)} is ${first.name}`;
    const hint = `Leave metadata.name out here, or write ${first.name}: a cluster keeps its name.`;
    findings.error(inventory, ['metadata', 'name'], message, hint);
  }
  const name = first?.name ?? ours ?? objects.flatMap(claims)[0]?.name;
  for (const object of objects) {
    const other = claims(object).find((claim) => claim.name !== name);
    if (other === undefined) continue;
    const hint = 'Give -f the documents of one cluster only, or correct it.';
    findings.error(
      object.document,
      other.path,
      `${titleOf(object)} is of the cluster ${other.name}, not of ${name}`,
      hint,
    );
  }
  return name;
}

/** What a document says of the cluster that it belongs to. */
function claims({ kind, value }: ClusterApiObject): Claim[] {
  const paths: DocumentPath[] = [
    ['metadata', 'labels', CLUSTER_LABEL],
    ['spec', 'clusterName'],
    ['spec', 'template', 'spec', 'clusterName'],
  ];
  if (kind === 'Cluster') return [];
  return paths.flatMap((path) => {
    const name = valueAt(value, path);
    return typeof name === 'string' && name !== '' ? [{ name, path }] : [];
  });
}
