import { setTimeout } from 'node:timers/promises';
import PQueue from 'p-queue';
import { hopError } from './hop.ts';
import { ChannelRefused, type Link } from './link.ts';
import { runMarked } from './marked-exec.ts';
import type { MarkedExec } from './marked-run.ts';

/** sshd allows 10 sessions on one connection unless told otherwise (MaxSessions); forks on the host are dear besides. */
const CONCURRENCY = 4;
/** sshd closes a channel before it has reaped its process, and counts the session until then. Milliseconds. */
const REAP_TIME = 3000;
const REAP_PAUSE = 20;

/** The queue of one host: a few sessions at a time on its one connection, fewer where its sshd allows fewer. */
export class Sessions {
  readonly #queue = new PQueue({ concurrency: CONCURRENCY });
  readonly #waiting: (() => void)[] = [];
  /** Sessions asked for and not answered yet. */
  #asking = 0;
  /** On the clock of `performance.now()`. */
  #lastEnd = Number.NEGATIVE_INFINITY;
  #open = 0;
  #roundTrips = 0;

  /** Sessions opened so far. */
  get roundTrips(): number {
    return this.#roundTrips;
  }

  /** Runs `exec` when it is its turn, over the connection that `connect` gives then. Returns its exit status. */
  run(connect: () => Promise<Link>, exec: MarkedExec): Promise<number> {
    return new Promise((resolve, reject) => {
      const turn = async (): Promise<void> => {
        const { code, released } = await this.#start(connect, exec);
        resolve(code);
        // The place is kept until the server has given it back, or a server with few sessions refuses the next.
        await released;
      };
      this.#queue.add(turn).catch(reject);
    });
  }

  async #start(connect: () => Promise<Link>, exec: MarkedExec) {
    for (;;) {
      const link = await connect();
      let open = false;
      this.#asking++;
      const onOpen = (): void => {
        open = true;
        this.#asking--;
        this.#open++;
        this.#roundTrips++;
        exec.onOpen?.();
      };
      const leave = (): void => {
        if (open) {
          this.#open--;
          this.#lastEnd = performance.now();
          this.#wake();
        } else this.#asking--;
      };
      try {
        const { code, released } = await runMarked(link, { ...exec, onOpen });
        return { code, released: released.finally(leave) };
      } catch (error) {
        leave();
        if (!(error instanceof ChannelRefused)) throw error;
        if (this.#open + this.#asking === 0) {
          if (performance.now() - this.#lastEnd < REAP_TIME) {
            await setTimeout(REAP_PAUSE);
            continue;
          }
          // Nothing of ours is in the way: waiting would not help, neither this one nor those that wait already.
          this.#wake();
          throw refused(link, error);
        }
        this.#queue.concurrency = Math.max(1, Math.min(this.#queue.concurrency, this.#open));
        await new Promise<void>((resolve) => this.#waiting.push(resolve));
      }
    }
  }

  #wake(): void {
    for (const tell of this.#waiting.splice(0)) tell();
  }
}

function refused(link: Link, error: ChannelRefused) {
  return hopError(
    link.hop,
    `the server opens no session (${error.message})`,
    'Check MaxSessions and ForceCommand in its sshd_config: sshd -T | grep -i maxsessions',
    { cause: error },
  );
}
