import { setTimeout as sleep } from 'node:timers/promises';
import { InstallerError } from '../errors.ts';
import { limitInWords } from './limit-in-words.ts';

export interface Wait {
  /** Milliseconds until it is given up. */
  limitMs: number;
  /** Milliseconds between two looks. Default 1000. */
  intervalMs?: number;
  /** Completes the sentence `gave up waiting until …`. */
  until: string;
  signal: AbortSignal;
  /** Told what is still missing, how long that may last and has lasted: each time that changes, and every minute. */
  onWaiting?: (missing: string) => void;
  host?: string;
  /** A function is asked when it is given up. */
  hint?: string | (() => string);
}

/**
 * Looks again and again until `look` answers `undefined`; what it answers otherwise says what is still missing.
 * @throws InstallerError `operation-failed` when the limit passes, with the last thing that was missing
 */
export async function waitUntil(wait: Wait, look: () => Promise<string | undefined>): Promise<void> {
  const begun = performance.now();
  const deadline = begun + wait.limitMs;
  let told: { missing: string; minutes: number } | undefined;
  for (;;) {
    const missing = await look();
    if (missing === undefined) return;
    const minutes = Math.floor((performance.now() - begun) / 60_000);
    if (missing !== told?.missing || minutes !== told.minutes) {
      const lasted = minutes > 0 ? `${minutes} min of at most` : 'for at most';
      wait.onWaiting?.(`${missing} (${lasted} ${limitInWords(wait.limitMs)})`);
    }
    told = { missing, minutes };
    wait.signal.throwIfAborted();
    if (performance.now() > deadline) {
      const seconds = Math.round(wait.limitMs / 1000);
      throw new InstallerError(
        'operation-failed',
        `gave up after ${seconds} s waiting until ${wait.until}: ${missing}`,
        {
          host: wait.host,
          hint: typeof wait.hint === 'function' ? wait.hint() : wait.hint,
        },
      );
    }
    await sleep(wait.intervalMs ?? 1000, undefined, { signal: wait.signal });
  }
}
