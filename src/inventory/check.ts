import type { DraftInventory } from './draft.ts';
import type { Complaint, DocumentPath } from './problem.ts';

/** One rule that a schema cannot express. Looks at a draft and complains; never throws. */
export type Check = (inventory: DraftInventory, complain: Complain) => void;

export interface Complain {
  (path: DocumentPath, message: string, hint?: string): void;
  /** The same, without stopping anything. */
  warn(path: DocumentPath, message: string, hint?: string): void;
  /** Points at the field's name instead of its value. */
  atKey(path: DocumentPath, message: string, hint?: string): void;
}

/** A `complain` that adds to `complaints`. */
export function complainInto(complaints: Complaint[]): Complain {
  const add =
    (severity: Complaint['severity'], at: Complaint['at']) =>
    (path: DocumentPath, message: string, hint?: string): void => {
      complaints.push({ severity, path, at, message, ...(hint === undefined ? {} : { hint }) });
    };
  return Object.assign(add('error', 'value'), { warn: add('warning', 'value'), atKey: add('error', 'key') });
}
