import type { FinishedStep } from '../../src/engine/operation-node.ts';
import type { ApplyContext } from '../../src/operations/operation.ts';

/** A context for an operation's body that keeps everything it is told. */
export class RecordingContext implements ApplyContext {
  readonly controller = new AbortController();
  readonly signal = this.controller.signal;
  readonly messages: string[] = [];
  readonly bytes: (readonly [number | undefined, number | undefined])[] = [];
  readonly steps: FinishedStep[] = [];

  readonly progress = (message: string, bytes?: number, totalBytes?: number): void => {
    this.messages.push(message);
    this.bytes.push([bytes, totalBytes]);
  };

  readonly step = (step: FinishedStep): void => {
    this.steps.push(step);
  };
}
