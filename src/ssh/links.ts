import { setMaxListeners } from 'node:events';
import PQueue from 'p-queue';
import { InstallerError } from '../errors.ts';
import type { Emit } from '../model/event.ts';
import { type Hop, hopKey, runIsEnding } from './hop.ts';
import { hostKeyPolicy } from './host-key-policy.ts';
import { KnownHosts } from './known-hosts.ts';
import type { Link } from './link.ts';
import type { LoginPlanner } from './login-plan.ts';
import { LoginRefused, openLink } from './open-link.ts';

/** Lockouts count failures within 10 or 15 minutes, three at least. Milliseconds. */
const REFUSAL_KEPT_MS = 600_000;

export interface LinksOptions {
  planner: LoginPlanner;
  /** Connections being opened at the same time. */
  connectLimit: number;
  interactive: boolean;
  emit?: Emit | undefined;
  /** How long a refused login is not tried again, milliseconds. Default: 10 minutes. */
  refusalKeptMs?: number | undefined;
}

/** Every open connection: one per host (two where its sshd gives one session each), one per bastion however many hosts stand behind it. */
export class Links {
  readonly #options: LinksOptions;
  readonly #knownHosts = new KnownHosts();
  readonly #connecting: PQueue;
  readonly #links = new Map<string, Promise<Link>>();
  readonly #opened = new Map<string, number>();
  readonly #ending = new AbortController();

  constructor(options: LinksOptions) {
    this.#options = options;
    // Every connection that is being opened listens: many are no leak.
    setMaxListeners(0, this.#ending.signal);
    this.#connecting = new PQueue({ concurrency: options.connectLimit });
  }

  /**
   * The live connection to a host, opened when there is none. `beside`: a second one.
   * @throws InstallerError `unreachable`
   */
  toHost(hop: Hop, beside = false): Promise<Link> {
    return this.#get(hop, `${beside ? 'beside ' : ''}host ${hop.host}`);
  }

  /** Connections opened so far to hosts, by name; a bastion's are under its address. */
  get opened(): ReadonlyMap<string, number> {
    return this.#opened;
  }

  /** Closes all, those behind bastions first; those that are being opened are given up. */
  async close(): Promise<void> {
    this.#ending.abort();
    const settled = await Promise.allSettled(this.#links.values());
    const links = settled.flatMap((result) => (result.status === 'fulfilled' ? [result.value] : []));
    const depth = (hop: Hop): number => (hop.via === undefined ? 0 : 1 + depth(hop.via));
    const depths = [...new Set(links.map((link) => depth(link.hop)))].sort((a, b) => b - a);
    for (const level of depths) {
      await Promise.all(links.filter((link) => depth(link.hop) === level).map((link) => link.close()));
    }
  }

  async #get(hop: Hop, key: string): Promise<Link> {
    for (;;) {
      if (this.#ending.signal.aborted) throw runIsEnding(hop);
      const opening = this.#links.get(key) ?? this.#open(hop, key);
      const link = await opening;
      if (link.alive) return link;
      if (this.#links.get(key) === opening) this.#links.delete(key);
    }
  }

  #open(hop: Hop, key: string): Promise<Link> {
    const opening = this.#connect(hop);
    this.#links.set(key, opening);
    opening.catch((error: unknown) => {
      const forget = () => {
        if (this.#links.get(key) === opening) this.#links.delete(key);
      };
      const refused = error instanceof InstallerError && error.details.cause instanceof LoginRefused;
      // Asking again with the same password brings a lockout nearer; but a watch has to find a host that lets it in again.
      if (refused) setTimeout(forget, this.#options.refusalKeptMs ?? REFUSAL_KEPT_MS).unref();
      else forget();
    });
    return opening;
  }

  async #connect(hop: Hop): Promise<Link> {
    const { planner, interactive, emit } = this.#options;
    // The bastion first, outside of the queue: hosts that wait for it must not take all the places it needs.
    const via = hop.via === undefined ? undefined : await this.#bastion(hop, hop.via);
    const policy = hostKeyPolicy(hop, this.#knownHosts, interactive, emit);
    const link = await this.#connecting.add(() =>
      this.#unlessEnding(hop, openLink(hop, policy, planner, this.#ending.signal, via)),
    );
    this.#opened.set(hop.label, (this.#opened.get(hop.label) ?? 0) + 1);
    if (hop.label === hop.host) {
      emit?.({ type: 'host-connected', host: hop.host, roundTripMs: Math.round(link.roundTripMs) });
    }
    return link;
  }

  /** What is asked meanwhile, a person for a password or a bastion for a way on, may take as long as it likes. */
  #unlessEnding(hop: Hop, opening: Promise<Link>): Promise<Link> {
    const { signal } = this.#ending;
    return new Promise((resolve, reject) => {
      const end = (): void => {
        reject(runIsEnding(hop));
        opening.then((link) => link.close()).catch(() => undefined);
      };
      if (signal.aborted) end();
      signal.addEventListener('abort', end, { once: true });
      opening.then(resolve, reject).finally(() => signal.removeEventListener('abort', end));
    });
  }

  async #bastion(hop: Hop, via: Hop): Promise<Link> {
    try {
      return await this.#get(via, hopKey(via));
    } catch (error) {
      if (!(error instanceof InstallerError)) throw error;
      const message = `${hop.label}: cannot pass ${error.message}`;
      throw new InstallerError(error.kind, message, { ...error.details, host: hop.host });
    }
  }
}
