import type { PlacedDocument } from '../placed-document.ts';
import { type ClusterApiObject, fieldsOf } from './cluster-api-object.ts';
import type { Findings } from './findings.ts';
import { isClusterApiKind } from './kinds.ts';
import { readObject } from './read-object.ts';

/** `kubectl get -o yaml` of several objects is one List; its items are documents. */
export function withoutLists(documents: readonly PlacedDocument[]): PlacedDocument[] {
  return documents.flatMap((document): PlacedDocument[] => {
    const { kind, items } = fieldsOf(document.value);
    if (typeof kind !== 'string' || !/^([A-Z]\w*)?List$/.test(kind) || !Array.isArray(items)) return [document];
    return withoutLists(
      items.map((value: unknown, index) => ({
        ...document,
        value,
        locate: (complaint) => document.locate({ ...complaint, path: ['items', index, ...complaint.path] }),
      })),
    );
  });
}

/** The Cluster API documents among `documents`, and the others. */
export function readDocuments(
  documents: readonly PlacedDocument[],
  findings: Findings,
): { objects: ClusterApiObject[]; others: PlacedDocument[] } {
  const objects: ClusterApiObject[] = [];
  const others: PlacedDocument[] = [];
  for (const document of documents) {
    const { kind } = fieldsOf(document.value);
    if (typeof kind !== 'string' || !isClusterApiKind(kind)) {
      others.push(document);
      continue;
    }
    const object = readObject(document, kind, findings);
    if (object !== undefined) objects.push(object);
  }
  return { objects, others };
}
