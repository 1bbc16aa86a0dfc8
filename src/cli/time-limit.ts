import { InstallerError } from '../errors.ts';
import { listed } from '../plan/preflight/amount.ts';

/** Node's timers take no more. Milliseconds. */
const LONGEST_MS = 2 ** 31 - 1;

/** `--timeout`: what a whole run may take. It stands still where nothing is counted: while a person thinks. */
export class TimeLimit {
  readonly #seconds: number | undefined;
  readonly #waitingFor: () => readonly string[];
  readonly #over = new AbortController();
  #leftMs: number;

  /**
   * @param seconds undefined: there is no limit
   * @param waitingFor names of hosts of which an answer is awaited
   */
  constructor(seconds: number | undefined, waitingFor: () => readonly string[]) {
    this.#seconds = seconds;
    this.#waitingFor = waitingFor;
    this.#leftMs = Math.min((seconds ?? Number.POSITIVE_INFINITY) * 1000, LONGEST_MS);
  }

  /** Aborted when the time is up. */
  get signal(): AbortSignal {
    return this.#over.signal;
  }

  /** Counts what `work` takes; it hears of the end by `signal`. */
  async counting<T>(work: () => Promise<T>): Promise<T> {
    if (this.#seconds === undefined) return work();
    const begun = performance.now();
    const timer = setTimeout(() => this.#over.abort(), Math.max(0, this.#leftMs));
    try {
      return await work();
    } finally {
      clearTimeout(timer);
      this.#leftMs -= performance.now() - begun;
    }
  }

  /**
   * The same, for work that does not hear the signal: it is left alone when the time is up.
   * @throws InstallerError `operation-failed`, naming the hosts that were waited for
   */
  async within<T>(work: () => Promise<T>): Promise<T> {
    return this.counting(() => {
      const begun = work();
      // Nobody waits for it any more when the time is up.
      begun.catch(() => undefined);
      return new Promise<T>((resolve, reject) => {
        const giveUp = () => {
          const hosts = this.#waitingFor();
          reject(this.isUp(hosts.length > 0 ? `${listed(hosts)} did not answer yet` : 'it was still being looked'));
        };
        if (this.signal.aborted) return giveUp();
        this.signal.addEventListener('abort', giveUp, { once: true });
        begun.then(resolve, reject).finally(() => this.signal.removeEventListener('abort', giveUp));
      });
    });
  }

  /** @param state how things stood then: `w-1 did not answer yet` */
  isUp(state: string): InstallerError {
    const message = `given up after ${this.#seconds} s, the limit given with --timeout: ${state}`;
    return new InstallerError('operation-failed', message, {
      hint: 'Give it longer; or see what takes so long: the same with --debug.',
    });
  }
}
