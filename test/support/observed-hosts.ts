import type { ReadOnlyHost } from '../../src/model/host-handle.ts';
import type { ClusterView, Observed } from '../../src/model/observed.ts';
import type { ObservedFacts } from '../../src/observe/observe.ts';

/** Stands in for src/observe/observe.ts: answers as a world does that is known already, and keeps who was asked. */
export class ObservedHosts {
  /** Names of the hosts that were asked for facts, in order. */
  readonly visited: string[] = [];
  /** Names of the hosts that were asked for the cluster, in order. */
  readonly asked: string[] = [];
  /** Facts of a host are not given before this has come. */
  readonly late: Record<string, Promise<void>> = {};
  /** Names of control planes whose API server does not answer. */
  readonly down = new Set<string>();
  readonly #world: Observed;

  constructor(world: Observed) {
    this.#world = world;
  }

  readonly observeHosts = async (hosts: readonly ReadOnlyHost[]): Promise<Record<string, ObservedFacts>> => {
    this.visited.push(...hosts.map(({ name }) => name));
    const pairs = hosts.map(async ({ name }) => {
      await this.late[name];
      const seen = this.#world.hosts[name] ?? { reachable: false as const, error: { message: `no route to ${name}` } };
      return [name, seen] as const;
    });
    return Object.fromEntries(await Promise.all(pairs));
  };

  readonly observeCluster = async ({ name }: ReadOnlyHost): Promise<ClusterView | { unavailable: string }> => {
    this.asked.push(name);
    const { cluster } = this.#world;
    if (!cluster || this.down.has(name)) return { unavailable: 'connection refused' };
    return { ...cluster, via: name };
  };
}
