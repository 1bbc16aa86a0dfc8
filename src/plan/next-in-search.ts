import type { Desired } from '../model/desired.ts';
import type { Observed } from '../model/observed.ts';

export interface Search {
  /** What was seen so far. */
  hosts: Observed['hosts'];
  /** Names of hosts whose visit was begun: it may be that they have not answered yet. */
  begun: ReadonlySet<string>;
  /** Names of control planes that were asked for the cluster in vain. */
  asked: ReadonlySet<string>;
}

/** Ask a control plane for the cluster; or visit hosts, those first whose visit was begun and has not ended. */
export type SearchStep = { ask: string } | { visit: string[] };

/**
 * What to do next to hear of the cluster, so that no more hosts are visited for it than necessary: the first control plane
 * by name, the others only when that one is none, or does not answer; and every host of the inventory, whatever its role
 * is now, before it is taken for certain that there is no cluster. `undefined`: nothing is left to do; where nobody was
 * asked, there is no cluster, or none of its control planes is in the inventory.
 */
export function nextInSearch(desired: Desired, { hosts, begun, asked }: Search): SearchStep | undefined {
  const candidates = candidatesIn(desired);
  const ask = candidates.find((name) => !asked.has(name) && servesAsControlPlane(desired, hosts, name));
  if (ask !== undefined) return { ask };
  const stages = [candidates.slice(0, 1), desired.controlPlane.pool, ...(asked.size > 0 ? [] : [candidates])];
  const stage = stages.find((names) => names.some((name) => !begun.has(name) && !(name in hosts)));
  return stage && { visit: stage.filter((name) => !(name in hosts)) };
}

/** Every host: those that the inventory names as control planes first, then those that may be, each by name. */
function candidatesIn({ controlPlane: { hosts, pool }, hosts: all }: Desired): string[] {
  return [...new Set([...hosts.toSorted(), ...pool.toSorted(), ...all.map(({ name }) => name).toSorted()])];
}

function servesAsControlPlane({ cluster }: Desired, hosts: Observed['hosts'], name: string): boolean {
  const host = hosts[name];
  const mark = host?.reachable ? host.facts.machine : undefined;
  return mark?.cluster === cluster.name && mark.role === 'control-plane' && mark.phase === 'bootstrapped';
}
