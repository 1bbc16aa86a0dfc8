import type { DocumentPath } from '../problem.ts';
import type { ClusterApiObject } from './cluster-api-object.ts';
import type { Composition } from './composition.ts';
import type { Findings } from './findings.ts';
import type { References } from './references.ts';

/** What the parts of the translation share. */
export interface Translation {
  composition: Composition;
  references: References;
  findings: Findings;
  /** Copies what a document says to the part of the Inventory that it becomes. */
  place(object: ClusterApiObject, at: DocumentPath): void;
}
