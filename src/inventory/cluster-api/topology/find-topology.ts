import type { PlacedDocument } from '../../placed-document.ts';
import { type ClusterApiObject, fieldsOf, valueAt } from '../cluster-api-object.ts';
import { Composition } from '../composition.ts';

/** Lists of a topology whose entries are laid over one another by name. */
const NAMED_LISTS = [['variables'], ['workers', 'machineDeployments'], ['workers', 'machinePools']];
const IN_CLUSTER = ['spec', 'topology'];
const IN_INVENTORY = ['spec', 'cluster', 'topology'];

/** The topology that a Cluster writes and the Inventory lays over; either may be missing. */
export interface WrittenTopology {
  cluster?: ClusterApiObject;
  inventory?: PlacedDocument;
  /** Holds it at `topology`. */
  composition: Composition;
}

/** The topology among the documents; undefined where nobody writes one. */
export function findTopology(
  clusters: readonly ClusterApiObject[],
  documents: readonly PlacedDocument[],
): WrittenTopology | undefined {
  const cluster = clusters.find(({ value }) => isWritten(valueAt(value, IN_CLUSTER)));
  const inventory = documents.find(({ value }) => fieldsOf(value).kind === 'Inventory');
  const ours = valueAt(inventory?.value, IN_INVENTORY);
  const writer = cluster?.document ?? inventory;
  if (writer === undefined || (cluster === undefined && !isWritten(ours))) return undefined;
  const composition = new Composition(writer);
  if (cluster !== undefined) {
    composition.set(['topology'], structuredClone(valueAt(cluster.value, IN_CLUSTER)), cluster.document, IN_CLUSTER);
  } else composition.set(['topology'], {}, writer, IN_INVENTORY);
  if (inventory !== undefined && isWritten(ours)) layOver(composition, inventory, ours);
  return {
    composition,
    ...(cluster !== undefined && { cluster }),
    ...(inventory !== undefined && { inventory }),
  };
}

/** The Inventory without its topology. */
export function withoutTopology(inventory: PlacedDocument): PlacedDocument {
  const value = fieldsOf(inventory.value);
  const spec = fieldsOf(value.spec);
  const { topology, ...cluster } = fieldsOf(spec.cluster);
  if (topology === undefined) return inventory;
  return { ...inventory, value: { ...value, spec: { ...spec, cluster } } };
}

function isWritten(topology: unknown): boolean {
  return typeof topology === 'object' && topology !== null && !Array.isArray(topology);
}

function layOver(composition: Composition, inventory: PlacedDocument, ours: unknown): void {
  const rest = structuredClone(fieldsOf(ours)) as Record<string, unknown>;
  for (const list of NAMED_LISTS) {
    const patches = valueAt(ours, list);
    const base = composition.get(['topology', ...list]);
    if (!Array.isArray(patches) || !Array.isArray(base)) continue;
    const holder = list.length === 1 ? rest : (rest.workers as Record<string, unknown>);
    delete holder[list.at(-1) ?? ''];
    composition.mergeByName(['topology', ...list], patches, inventory, [...IN_INVENTORY, ...list]);
  }
  composition.merge(['topology'], rest, inventory, IN_INVENTORY);
}
