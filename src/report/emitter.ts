import type { Emit, RunEvent } from '../model/event.ts';
import type { Secrets } from '../model/secrets.ts';
import { maskDeep } from './mask.ts';
import type { Reporter } from './reporter.ts';

export interface EmitterOptions {
  reporters: readonly Reporter[];
  secrets: Secrets;
  /** Milliseconds since the epoch. Default Date.now. */
  now?: () => number;
}

/**
 * The one door from the run to every sink: stamps the time and masks secrets before any reporter sees the event.
 * A reporter that throws is heard no more; what happens on hosts must not depend on a full disk or a closed terminal.
 */
export function createEmitter({ reporters, secrets, now = Date.now }: EmitterOptions): Emit {
  const listening = new Set(reporters);
  return (untimed) => {
    // Type and time are ours: a password such as `plan` must not make an event unreadable.
    const at = new Date(now()).toISOString();
    const event = { at, ...maskDeep(untimed, secrets), type: untimed.type } as RunEvent;
    for (const reporter of listening) {
      try {
        reporter.handle(event);
      } catch {
        listening.delete(reporter);
      }
    }
  };
}
