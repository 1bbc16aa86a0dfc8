import PQueue from 'p-queue';
import { hopError } from './hop.ts';
import { ChannelRefused, type Link } from './link.ts';
import { type MarkedExec, runMarked } from './marked-exec.ts';

/** sshd allows 10 sessions on one connection unless told otherwise (MaxSessions); forks on the host are dear besides. */
const CONCURRENCY = 4;

/** The queue of one host: a few sessions at a time on its one connection, fewer where its sshd allows fewer. */
export class Sessions {
  readonly #queue = new PQueue({ concurrency: CONCURRENCY });
  readonly #released: (() => void)[] = [];
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
      let opened = false;
      const done = (): void => {
        if (opened) this.#release();
        opened = false;
      };
      try {
        const onOpen = (): void => {
          opened = true;
          this.#open++;
          this.#roundTrips++;
          exec.onOpen?.();
        };
        const outcome = await runMarked(link, { ...exec, onOpen });
        return { code: outcome.code, released: outcome.released.finally(done) };
      } catch (error) {
        done();
        if (!(error instanceof ChannelRefused)) throw error;
        if (this.#open === 0) throw refused(link, error);
        this.#queue.concurrency = Math.min(this.#queue.concurrency, this.#open);
        await new Promise<void>((resolve) => this.#released.push(resolve));
      }
    }
  }

  #release(): void {
    this.#open--;
    for (const tell of this.#released.splice(0)) tell();
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
