import type { OperationContext, OperationNode } from '../engine/operation-node.ts';
import type { Action, PlannedOperation } from '../model/plan.ts';

/** One thing that will be, or was, changed, and why. */
export interface Change {
  what: string;
  why: string;
}

/** Handed to `apply`: how an operation tells what it is doing and learns that it should end. */
export type ApplyContext = Pick<OperationContext, 'signal' | 'progress' | 'step'>;

/**
 * One unit of change. The engine observes again right before it applies: the plan was a forecast.
 * `Seen` is plain data.
 */
export interface Operation<Seen> {
  action: Action;
  /** What it does changes nothing: it waits. */
  onlyLooks?: true;
  /** What is there now. Is only ever handed hosts that it cannot change. */
  observe(): Promise<Seen>;
  /** Pure. Empty: nothing to do. */
  changes(seen: Seen): Change[];
  /** Does it. @throws InstallerError `operation-failed` with host, command and last lines */
  apply(seen: Seen, context: ApplyContext): Promise<void>;
}

/** A planned operation and its body, as the engine runs them: observe, decide, apply. */
export function operationNode<Seen>(
  planned: PlannedOperation,
  operation: Operation<Seen>,
  options: Pick<OperationNode, 'lane'> = {},
): OperationNode {
  return {
    id: planned.id,
    host: planned.host,
    title: planned.title,
    needs: planned.needs,
    ...options,
    run: async (context) => {
      const seen = await operation.observe();
      if (operation.changes(seen).length === 0) return { changed: false };
      await operation.apply(seen, context);
      return { changed: !operation.onlyLooks };
    },
  };
}
