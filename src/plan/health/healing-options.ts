import type { Observed } from '../../model/observed.ts';
import type { AssignOptions } from '../assign-hosts.ts';

/** How hosts are assigned while unhealthy machines are replaced: a host that does not answer takes no new machine, one that was given up lately comes last. */
export function healingOptions({ healing, hosts }: Pick<Observed, 'healing' | 'hosts'>): AssignOptions {
  if (!healing) return {};
  const silent = Object.entries(hosts).flatMap(([name, { reachable }]) => (reachable ? [] : [name]));
  return { healing: { silent: new Set(silent), outdated: new Set(healing.outdated), worn: new Set(healing.worn) } };
}
