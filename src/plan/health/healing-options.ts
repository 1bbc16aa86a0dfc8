import type { Observed } from '../../model/observed.ts';
import type { AssignOptions } from '../assign-hosts.ts';

/** How hosts are assigned while unhealthy machines are replaced: a host that does not answer, or cannot be used, takes no new machine, one that was given up lately comes last. */
export function healingOptions({
  healing,
  hosts,
  unusable = {},
}: Pick<Observed, 'healing' | 'hosts' | 'unusable'>): AssignOptions {
  if (!healing) return {};
  const silent = Object.entries(hosts).flatMap(([name, { reachable }]) => (reachable ? [] : [name]));
  const closed = new Set([...silent, ...Object.keys(unusable)]);
  return { healing: { closed, outdated: new Set(healing.outdated), worn: new Set(healing.worn) } };
}
