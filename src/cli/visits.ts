import { confirmedView } from '../model/confirmed-view.ts';
import type { ReadOnlyHost } from '../model/host-handle.ts';
import type { ClusterView, ObservedHost } from '../model/observed.ts';
import { observeHosts } from '../observe/observe.ts';
import { reachableFacts } from '../plan/cluster-identity.ts';

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

  /** The cluster, with what the visited control planes say themselves of their components. */
  confirm(cluster: ClusterView | undefined): ClusterView | undefined {
    const well = Object.entries(reachableFacts({ hosts: this.#hosts })).flatMap(
      ([
        name,
        {
          kubeadm: { answering },
        },
      ]) => (answering && answering.length > 0 ? [[name, answering] as const] : []),
    );
    return cluster && confirmedView(cluster, new Map(well));
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
