import { type Choice, chooseInventory } from '../choose-inventory.ts';
import type { PlacedDocument } from '../placed-document.ts';
import { titleOf } from './cluster-api-object.ts';
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
  const [first] = objects;
  const choice = chooseInventory(
    rest,
    files,
    broken || (documents.length > 0 && findings.problems.length + objects.length > 0),
  );
  const { inventory } = choice;
  if (first === undefined) return { ...choice, problems: [...findings.problems, ...choice.problems] };
  if (inventory === undefined) {
    if (!broken) {
      const hint =
        'Write one beside them: apiVersion: installer.dev/v1alpha1, kind: Inventory, spec: { ssh: { … }, hosts: [ … ] }';
      findings.errorAtKey(
        first.document,
        ['kind'],
        `${titleOf(first)} has no Inventory beside it: nobody says which hosts there are`,
        hint,
      );
    }
    return { ...choice, problems: [...findings.problems, ...choice.problems] };
  }
  const composed = composeInventory(objects, inventory, findings);
  return { ...choice, inventory: composed, problems: [...findings.problems, ...choice.problems] };
}
