import type { RunEvent } from '../model/event.ts';

/** A sink for what happens in a run. Events arrive masked and in order. */
export interface Reporter {
  handle(event: RunEvent): void;
  /** Resolves when everything handed over has been written. Called once, after the last event. */
  finish(): Promise<void>;
}
