import { type Choice, chooseInventory } from '../choose-inventory.ts';
import type { PlacedDocument } from '../placed-document.ts';
import type { Problem } from '../problem.ts';
import { valueAt } from './cluster-api-object.ts';
import { composeInventory } from './compose-inventory.ts';
import { Findings } from './findings.ts';
import { isUnreadable } from './is-unreadable.ts';
import { isOfMissing, missingInventory, noInventory } from './missing-inventory.ts';
import { otherDocuments } from './other-documents.ts';
import { readDocuments, withoutLists } from './read-documents.ts';

/** Of a Cluster, and of the Inventory. */
const TOPOLOGIES = [
  ['spec', 'topology'],
  ['spec', 'cluster', 'topology'],
];

interface Composed extends Choice {
  /** Some document could not be read. */
  incomplete: boolean;
  /** The documents have no Inventory beside them: what it would have said is not wrong. */
  missing: boolean;
}

/**
 * The one Inventory that all documents stand for: the Inventory among them, laid over what the Cluster API documents say.
 * @param broken some file could not be read: that an Inventory is missing goes unsaid
 */
export async function composeDocuments(
  documents: readonly PlacedDocument[],
  files: readonly string[],
  broken: boolean,
): Promise<Composed> {
  const listed = withoutLists(documents);
  const incomplete = broken || listed.some(isUnreadable);
  const findings = new Findings(incomplete);
  const expanded = await withoutTopology(listed, incomplete);
  findings.problems.push(...expanded.problems);
  const { objects, others } = readDocuments(expanded.documents, findings);
  const rest = otherDocuments(others, findings);
  // Where documents are, the one that is lacking is told at the first of them.
  const choice = chooseInventory(rest, files, broken || documents.length > 0);
  const [document] = documents;
  const missing = document !== undefined && choice.inventory === undefined && !broken;
  const inventory = choice.inventory ?? (missing && objects.length > 0 ? missingInventory(document) : undefined);
  const composed = inventory && objects.length > 0 ? composeInventory(objects, inventory, findings) : inventory;
  const problems = [...findings.problems, ...choice.problems].filter((problem) => !isOfMissing(problem));
  // A document that cannot be read may be the Inventory.
  if (missing && !(incomplete || choice.problems.some(isError))) problems.push(document.locate(noInventory(document)));
  return { ...choice, ...(composed && { inventory: composed }), problems, incomplete, missing };
}

function isError({ severity }: Problem): boolean {
  return severity === 'error';
}

/** What expands topologies, with the validator that it needs, is read only where there may be one. */
async function withoutTopology(
  documents: PlacedDocument[],
  incomplete: boolean,
): Promise<{ documents: PlacedDocument[]; problems: Problem[] }> {
  if (!documents.some(hasTopology)) return { documents, problems: [] };
  const { expandTopology } = await import('./topology/expand-topology.ts');
  return expandTopology(documents, incomplete);
}

function hasTopology({ value }: PlacedDocument): boolean {
  return TOPOLOGIES.some((path) => valueAt(value, path) !== undefined);
}
