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

/** Gives a connection of the host: the one of all work, or one beside it. */
export type Connect = (beside: boolean) => Promise<Link>;

/**
 * The queue of one host: a few sessions at a time on its one connection, fewer where its sshd allows fewer. Where what is
 * held takes the only session that sshd gives, everything else goes over a second connection.
 */
export class Sessions {
  readonly #connect: Connect;
  readonly #queue = new PQueue({ concurrency: CONCURRENCY });
  readonly #waiting: (() => void)[] = [];
  /** Sessions asked for and not answered yet. */
  #asking = 0;
  /** On the clock of `performance.now()`. */
  #lastEnd = Number.NEGATIVE_INFINITY;
  #open = 0;
  #held = 0;
  #beside = false;
  #roundTrips = 0;

  constructor(connect: Connect) {
    this.#connect = connect;
  }

  /** Sessions opened so far, but for those that were held. */
  get roundTrips(): number {
    return this.#roundTrips;
  }

  /** The connection that sessions are opened on now. */
  link(): Promise<Link> {
    return this.#connect(this.#beside);
  }

  /** Runs `exec` when it is its turn. Returns its exit status. */
  run(exec: MarkedExec): Promise<number> {
    return new Promise((resolve, reject) => {
      const turn = async (): Promise<void> => {
        const { code, released } = await this.#start(exec, false);
        resolve(code);
        // The place is kept until the server has given it back, or a server with few sessions refuses the next.
        await released;
      };
      this.#queue.add(turn).catch(reject);
    });
  }

  /** Runs `exec` at once, beside the queue: it will stay. Returns its exit status. */
  async hold(exec: MarkedExec): Promise<number> {
    const { code } = await this.#start(exec, true);
    return code;
  }

  async #start(exec: MarkedExec, held: boolean) {
    for (;;) {
      const beside = this.#beside;
      const link = await this.#connect(beside);
      const place = this.#ask(link, held);
      try {
        const onOpen = (): void => {
          place.opened();
          exec.onOpen?.();
        };
        const { code, released } = await runMarked(link, { ...exec, onOpen });
        return { code, released: released.finally(() => place.leave()) };
      } catch (error) {
        place.leave();
        if (!(error instanceof ChannelRefused)) throw error;
        if (beside !== this.#beside) continue;
        if (this.#open + this.#asking === 0) {
          if (performance.now() - this.#lastEnd < REAP_TIME) {
            await setTimeout(REAP_PAUSE);
            continue;
          }
          // Nothing that ends soon is in the way: waiting would not help, neither this one nor those that wait already.
          this.#wake();
          if (this.#held === 0 || beside) throw refused(link, error);
          this.#beside = true;
          continue;
        }
        this.#queue.concurrency = Math.max(1, Math.min(this.#queue.concurrency, this.#open));
        await new Promise<void>((resolve) => this.#waiting.push(resolve));
      }
    }
  }

  /** Counts one session from the moment it is asked for until it is given back. */
  #ask(link: Link, held: boolean): { opened: () => void; leave: () => void } {
    let open = false;
    let relax = (): void => undefined;
    this.#asking++;
    return {
      opened: () => {
        open = true;
        this.#asking--;
        if (held) {
          this.#held++;
          relax = link.stayResponsive();
          // It will not end soon: who waits for a place must not wait for this one.
          this.#wake();
        } else {
          this.#open++;
          this.#roundTrips++;
        }
      },
      leave: () => {
        relax();
        if (!open) {
          this.#asking--;
          return;
        }
        if (held) this.#held--;
        else this.#open--;
        this.#lastEnd = performance.now();
        this.#wake();
      },
    };
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
