import type { ReadOnlyHost } from '../model/host-handle.ts';
import type { ObservedHost } from '../model/observed.ts';
import { observeHosts } from '../observe/observe.ts';

/** The hosts that one look has visited. Each is asked for its facts once; a host that does not answer was visited too. */
export class Visits {
  readonly #host: (name: string) => ReadOnlyHost;
  readonly #asked = new Map<string, Promise<void>>();
  readonly #hosts: Record<string, ObservedHost> = {};

  constructor(host: (name: string) => ReadOnlyHost) {
    this.#host = host;
  }

  /** What was seen so far, steps not among it. */
  get hosts(): Readonly<Record<string, ObservedHost>> {
    return this.#hosts;
  }

  /** Visits those that were not visited yet, side by side. */
  async to(names: readonly string[]): Promise<void> {
    await Promise.all(names.map((name) => this.#visit(name)));
  }

  #visit(name: string): Promise<void> {
    const known = this.#asked.get(name);
    if (known !== undefined) return known;
    const visit = observeHosts([this.#host(name)], Date.now).then((answers) => {
      const seen = answers[name] ?? { reachable: false as const, error: { message: 'was not asked' } };
      this.#hosts[name] = seen.reachable ? { ...seen, steps: [] } : seen;
    });
    this.#asked.set(name, visit);
    return visit;
  }
}
