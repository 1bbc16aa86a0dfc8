import type { PlacedDocument } from '../placed-document.ts';
import { type ClusterApiObject, fieldsOf } from './cluster-api-object.ts';
import { Composition } from './composition.ts';
import type { Findings } from './findings.ts';
import { translate } from './translate.ts';

/** Lists whose entries are laid over one another by name. */
const NAMED_LISTS = ['machineDeployments', 'machinePools', 'machineHealthChecks'];
const MERGED = ['cluster', 'controlPlane'];

/**
 * One Inventory from Cluster API documents and the Inventory beside them, whose own fields win: JSON merge patch, the lists
 * of deployments, pools and health checks entry by entry of the same name.
 */
export function composeInventory(
  objects: readonly ClusterApiObject[],
  inventory: PlacedDocument,
  findings: Findings,
): PlacedDocument {
  const written = fieldsOf(inventory.value);
  const { spec, ...others } = written;
  // Not even an object: the schema says what is wrong, the documents would only hide it.
  if (spec !== undefined && (typeof spec !== 'object' || spec === null || Array.isArray(spec))) return inventory;
  const composition = new Composition(inventory);
  for (const [name, value] of Object.entries(others))
    composition.set([name], structuredClone(value), inventory, [name]);
  translate(objects, inventory, composition, findings);
  for (const [name, value] of Object.entries(fieldsOf(spec))) {
    const path = ['spec', name];
    const base = composition.get(path);
    if (base === undefined || !(MERGED.includes(name) || NAMED_LISTS.includes(name))) {
      composition.set(path, value, inventory, path);
    } else if (Array.isArray(value) && Array.isArray(base)) composition.mergeByName(path, value, inventory, path);
    else composition.merge(path, value, inventory, path);
  }
  return composition.placed();
}
