import type { Action } from '../model/plan.ts';

/** One thing that will be, or was, changed, and why. */
export interface Change {
  what: string;
  why: string;
}

/** Handed to `apply`: how an operation tells what it is doing and learns that it should end. */
export interface ApplyContext {
  signal: AbortSignal;
  /** Says what is being done or waited for now; bytes when a transfer is under way. */
  progress(message: string, bytes?: number, totalBytes?: number): void;
  /** Reports a playbook step as it ends. */
  step(step: { id: string; title: string; status: string; ms: number }): void;
}

/**
 * One unit of change. The engine observes again right before it applies: the plan was a forecast.
 * `Seen` is plain data.
 */
export interface Operation<Seen = unknown> {
  action: Action;
  /** What is there now. Is only ever handed hosts that it cannot change. */
  observe(): Promise<Seen>;
  /** Pure. Empty: nothing to do. */
  changes(seen: Seen): Change[];
  /** Does it. @throws InstallerError `operation-failed` with host, command and last lines */
  apply(seen: Seen, context: ApplyContext): Promise<void>;
}

/** Observes, decides, applies. Resolves to whether anything was changed. */
export async function perform<Seen>(operation: Operation<Seen>, context: ApplyContext): Promise<boolean> {
  const seen = await operation.observe();
  if (operation.changes(seen).length === 0) return false;
  await operation.apply(seen, context);
  return true;
}
