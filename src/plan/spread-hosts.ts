/** A host that an owner could use for a new machine. */
export interface FreeHost {
  name: string;
  /** Hosts of a lower rank are used up first. */
  rank: number;
  failureDomain: string | undefined;
}

interface Queued {
  name: string;
  place: number;
}

/**
 * Chooses hosts for new machines, one after the other: of the lowest rank that is left, in the failure domain that serves
 * the owner with the fewest machines, the first of those given (Cluster API, failure_domains.go PickFewest).
 * @param serving machines of the owner by failure domain; the chosen ones are counted in
 * @returns `count` names, or all where there are fewer
 */
export function spreadHosts(
  free: readonly FreeHost[],
  count: number,
  serving: Map<string | undefined, number>,
): string[] {
  const chosen: string[] = [];
  for (const rank of [...new Set(free.map((host) => host.rank))].sort((a, b) => a - b)) {
    const queues = queuesOf(free, rank);
    while (chosen.length < count && queues.size > 0) {
      const [failureDomain, queue] = [...queues].reduce((best, other) =>
        comesBefore(other, best, serving) ? other : best,
      );
      const next = queue.pop();
      if (next) chosen.push(next.name);
      if (queue.length === 0) queues.delete(failureDomain);
      serving.set(failureDomain, served(failureDomain, serving) + 1);
    }
  }
  return chosen;
}

type Queue = [failureDomain: string | undefined, hosts: Queued[]];

/** The hosts of one rank by failure domain, the next one last. */
function queuesOf(free: readonly FreeHost[], rank: number): Map<string | undefined, Queued[]> {
  const queues = new Map<string | undefined, Queued[]>();
  for (const [place, host] of [...free.entries()].reverse()) {
    if (host.rank !== rank) continue;
    const queue = queues.get(host.failureDomain) ?? [];
    queue.push({ name: host.name, place });
    queues.set(host.failureDomain, queue);
  }
  return queues;
}

function comesBefore(
  [domain, hosts]: Queue,
  [other, others]: Queue,
  serving: Map<string | undefined, number>,
): boolean {
  const difference = served(domain, serving) - served(other, serving);
  return difference < 0 || (difference === 0 && placeOf(hosts) < placeOf(others));
}

function served(domain: string | undefined, serving: Map<string | undefined, number>): number {
  return serving.get(domain) ?? 0;
}

function placeOf(hosts: Queued[]): number {
  return hosts.at(-1)?.place ?? Number.POSITIVE_INFINITY;
}
