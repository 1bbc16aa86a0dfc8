import type { PlannedOperation } from '../model/plan.ts';

/** What the controllers write down; the rest of a planned operation follows from it. */
export type DraftOperation = Pick<PlannedOperation, 'action' | 'title' | 'reason' | 'needs'> &
  Partial<Pick<PlannedOperation, 'machine' | 'host' | 'destructive' | 'diffs'>>;

/** Id of the operation that does `action` for `subject` (a host, or `cluster`). */
export function operationId(subject: string, action: PlannedOperation['action']): string {
  return `${subject}/${action}`;
}

export function operation(draft: DraftOperation): PlannedOperation {
  return {
    id: operationId(draft.host ?? 'cluster', draft.action),
    destructive: false,
    diffs: [],
    ...draft,
  };
}
