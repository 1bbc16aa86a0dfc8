import type { PlacedDocument } from '../placed-document.ts';
import type { Complaint, DocumentPath, Problem } from '../problem.ts';

/** Collects problems of several documents, each stated by path inside its own. */
export class Findings {
  readonly problems: Problem[] = [];
  /** Some document could not be read: what is referred to may be that one, and what refers to something. */
  readonly incomplete: boolean;

  constructor(incomplete = false) {
    this.incomplete = incomplete;
  }

  /** How many of them are errors. */
  get errors(): number {
    return this.problems.filter(({ severity }) => severity === 'error').length;
  }

  error(document: PlacedDocument, path: DocumentPath, message: string, hint?: string): void {
    this.#add('error', 'value', document, path, message, hint);
  }

  /** Points at the field's name instead of its value. */
  errorAtKey(document: PlacedDocument, path: DocumentPath, message: string, hint?: string): void {
    this.#add('error', 'key', document, path, message, hint);
  }

  warning(document: PlacedDocument, path: DocumentPath, message: string, hint?: string): void {
    this.#add('warning', 'key', document, path, message, hint);
  }

  #add(
    severity: Complaint['severity'],
    at: Complaint['at'],
    document: PlacedDocument,
    path: DocumentPath,
    message: string,
    hint: string | undefined,
  ): void {
    this.problems.push(document.locate({ severity, path, at, message, ...(hint !== undefined && { hint }) }));
  }
}

/** `a.yaml:3`, for a hint that points elsewhere. */
export function placeOf(document: PlacedDocument, path: DocumentPath = []): string {
  const { file, line } = document.locate({ severity: 'error', path, at: 'key', message: '' });
  return `${file}:${line}`;
}
