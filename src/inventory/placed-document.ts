import type { SourceDocument } from './source-document.ts';

/** A document with the folder that its relative paths start from. */
export interface PlacedDocument extends SourceDocument {
  folder: string;
  /** Made of others, which have been looked at: how its fields are spelt is no matter. */
  derived?: true;
}
