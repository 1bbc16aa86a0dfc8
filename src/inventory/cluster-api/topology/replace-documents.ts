import type { PlacedDocument } from '../../placed-document.ts';
import { type ClusterApiObject, titleOf, valueAt } from '../cluster-api-object.ts';
import { Composition } from '../composition.ts';
import type { Findings } from '../findings.ts';
import { type WrittenTopology, withoutTopology } from './find-topology.ts';
import { isOwned, OWNED_LABEL } from './generated.ts';

/** Kinds that nothing but a topology uses, and templates, which others may. */
const CLASS_KINDS = ['ClusterClass', 'KubeadmControlPlaneTemplate', 'KubeadmConfigTemplate'];

/** What a topology was expanded to. */
export interface Expanded {
  documents: PlacedDocument[];
  /** The class and its templates. */
  used: readonly ClusterApiObject[];
  /** Name of the KubeadmControlPlane. */
  controlPlane?: string;
}

/** The documents without what the topology stands for, and with what it is expanded to. */
export function replaceDocuments(
  documents: readonly PlacedDocument[],
  objects: readonly ClusterApiObject[],
  { cluster, inventory }: WrittenTopology,
  expanded: Expanded | undefined,
  findings: Findings,
): PlacedDocument[] {
  const gone = new Set<PlacedDocument>();
  if (expanded !== undefined) {
    const owned = objects.filter((object) => object.kind !== 'Cluster' && isOwned(object));
    const [first] = owned;
    if (first !== undefined) {
      const message = `not used, the topology of the Cluster stands for what was made of it: ${owned.map(titleOf).join(', ')}`;
      findings.warning(first.document, ['metadata', 'labels', OWNED_LABEL], message);
    }
    const used = expanded.used.filter(({ kind, name }) => kind !== 'KubeadmConfigTemplate' || !isNamed(name, objects));
    for (const { document } of [...owned, ...used]) gone.add(document);
  }
  // With errors, it is open what would have been used.
  if (findings.errors > 0) {
    const unused = objects.filter(({ kind, name }) => CLASS_KINDS.includes(kind) && !isNamed(name, objects));
    for (const { document } of unused) gone.add(document);
  }
  const rest = documents.flatMap((document): PlacedDocument[] => {
    if (document === cluster?.document) return [withoutItsTopology(cluster, expanded?.controlPlane)];
    if (document === inventory) return [withoutTopology(document)];
    return gone.has(document) ? [] : [document];
  });
  return [...rest, ...(expanded?.documents ?? [])];
}

/** Whether something besides the class names a template. */
function isNamed(name: string, objects: readonly ClusterApiObject[]): boolean {
  const places = [
    ['spec', 'template', 'spec', 'bootstrap', 'configRef', 'name'],
    ['spec', 'bootstrap', 'configRef', 'name'],
  ];
  return objects.some((object) => !isOwned(object) && places.some((path) => valueAt(object.value, path) === name));
}

function withoutItsTopology({ document, value }: ClusterApiObject, controlPlane: string | undefined): PlacedDocument {
  const made = new Composition(document);
  for (const [field, inner] of Object.entries(value)) made.set([field], structuredClone(inner), document, [field]);
  made.remove(['spec', 'topology']);
  made.writtenBy(['spec'], document, ['spec']);
  if (controlPlane !== undefined) {
    const reference = { kind: 'KubeadmControlPlane', name: controlPlane };
    made.set(['spec', 'controlPlaneRef'], reference, document, ['spec', 'topology', 'controlPlane']);
  }
  return { ...made.placed(), ...(document.derived && { derived: true }) };
}
