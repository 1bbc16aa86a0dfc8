import { setTimeout as sleep } from 'node:timers/promises';
import { InstallerError } from '../errors.ts';

export interface Wait {
  /** Milliseconds until it is given up. */
  limitMs: number;
  /** Milliseconds between two looks. Default 1000. */
  intervalMs?: number;
  /** Completes the sentence `gave up waiting until …`. */
  until: string;
  signal: AbortSignal;
  /** Told what is still missing, each time that changes. */
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
  const deadline = performance.now() + wait.limitMs;
  let told: string | undefined;
  for (;;) {
    const missing = await look();
    if (missing === undefined) return;
    if (missing !== told) wait.onWaiting?.(missing);
    told = missing;
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
