/** One unit of change as the engine sees it: a value with an order and a body. The engine knows nothing of what it does. */
export interface OperationNode {
  /** Unique within one run. */
  id: string;
  host?: string;
  title: string;
  /** Ids of operations of the same run that must have ended well before this one starts. */
  needs: readonly string[];
  /** Operations of one lane never run at the same time. Absent: only `concurrency` holds it back. */
  lane?: string;
  /** Starts although another operation has failed (its own needs must still have ended well). Never after an interrupt. */
  evenAfterFailure?: boolean;
  /** Does the work. What others need of it is the result, found under this id in their `results`. */
  run(context: OperationContext): Promise<OperationResult>;
}

export interface OperationResult {
  changed: boolean;
  result?: unknown;
}

export interface OperationContext {
  /** Aborted when the operator cuts the run: stop waiting and throw. */
  signal: AbortSignal;
  /** Results of the operations that have ended well so far, by id. */
  results: ReadonlyMap<string, unknown>;
  /** Says what is being done now; `bytes` of `totalBytes` where something is being sent. */
  progress(message: string, bytes?: number, totalBytes?: number): void;
  /** Reports one step that ended on a host. */
  step(step: FinishedStep): void;
}

export interface FinishedStep {
  step: string;
  title: string;
  status: string;
  /** Milliseconds. */
  ms: number;
  /** Default: the operation's host. */
  host?: string;
}

/** How one operation ended: exactly one per operation. */
export type OperationOutcome =
  | { status: 'changed' | 'ok'; ms: number; result: unknown }
  | { status: 'failed'; ms: number; error: unknown }
  | { status: 'skipped'; reason: string };
