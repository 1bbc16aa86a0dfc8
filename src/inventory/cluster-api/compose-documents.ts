import { type Choice, chooseInventory } from '../choose-inventory.ts';
import type { PlacedDocument } from '../placed-document.ts';
import type { Complaint } from '../problem.ts';
import { fieldsOf } from './cluster-api-object.ts';
import { composeInventory } from './compose-inventory.ts';
import { Findings } from './findings.ts';
import { otherDocuments } from './other-documents.ts';
import { readDocuments, withoutLists } from './read-documents.ts';

/**
 * The one Inventory that all documents stand for: the Inventory among them, laid over what the Cluster API documents say.
 * @param broken some file could not be read: that an Inventory is missing goes unsaid
 */
export function composeDocuments(
  documents: readonly PlacedDocument[],
  files: readonly string[],
  broken: boolean,
): Choice {
  const findings = new Findings();
  const { objects, others } = readDocuments(withoutLists(documents), findings);
  const rest = otherDocuments(others, findings);
  // Where documents are, the one that is lacking is told at the first of them.
  const choice = chooseInventory(rest, files, broken || documents.length > 0);
  const { inventory } = choice;
  const composed = inventory && objects.length > 0 ? composeInventory(objects, inventory, findings) : inventory;
  const problems = [...findings.problems, ...choice.problems];
  if (composed !== undefined) return { ...choice, inventory: composed, problems };
  const [document] = documents;
  const told = broken || problems.some(({ severity }) => severity === 'error');
  if (document !== undefined && !told) problems.push(document.locate(noInventory(document)));
  return { ...choice, problems };
}

function noInventory({ value }: PlacedDocument): Complaint {
  const { kind } = fieldsOf(value);
  return {
    severity: 'error',
    path: ['kind'],
    at: 'key',
    message: `there is no Inventory beside this ${String(kind)}: nobody says which hosts there are`,
    hint: 'Write one: apiVersion: installer.dev/v1alpha1, kind: Inventory, spec: { ssh: { … }, hosts: [ … ] }',
  };
}
