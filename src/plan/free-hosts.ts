import type { DesiredHost } from '../model/desired.ts';
import type { ExistingMachine } from '../model/existing-machine.ts';
import type { FreeHost } from './spread-hosts.ts';

/** The host as one that an owner could use for a new machine; undefined: it cannot be used now. */
export type HostAsFree = (name: string) => FreeHost | undefined;

/**
 * Rank 0: as good as any host; 1: a spare; 2: to be cleaned first; 3: its machine is unhealthy; 4: so was one on it lately.
 * @param healing.closed names of hosts that do not answer or cannot be used, where that is known of those without a machine too
 * @param healing.worn names of hosts that were given up lately
 */
export function hostAsFree(
  existing: readonly ExistingMachine[],
  hosts: ReadonlyMap<string, DesiredHost>,
  failureDomainLabel: string,
  { closed, worn }: { closed?: ReadonlySet<string>; worn?: ReadonlySet<string> } = {},
): HostAsFree {
  const machines = new Map(existing.map((machine) => [machine.name, machine]));
  const rankOf = (name: string): number | undefined => {
    const machine = machines.get(name);
    // Its machine is on its way out; a host that does not answer, or may serve somebody else, cannot be cleaned.
    if (machine?.reachable === false || machine?.doubt !== undefined || closed?.has(name)) return undefined;
    if (machine?.record?.toBeCleaned && machine.reachable !== true) return undefined;
    if (worn?.has(name)) return 4;
    if (machine?.record?.toBeCleaned) return 2;
    if (machine?.remediation !== undefined) return 3;
    return hosts.get(name)?.role === 'spare' ? 1 : 0;
  };
  return (name) => {
    const rank = rankOf(name);
    return rank === undefined ? undefined : { name, rank, failureDomain: hosts.get(name)?.labels[failureDomainLabel] };
  };
}

/** Those of a pool that nobody has taken. */
export function freeHosts(pool: Iterable<string>, taken: ReadonlySet<string>, asFree: HostAsFree): FreeHost[] {
  return [...pool].flatMap((name) => (taken.has(name) ? [] : (asFree(name) ?? [])));
}

/** Machines by failure domain. */
export function domainsServed(
  names: Iterable<string>,
  hosts: ReadonlyMap<string, DesiredHost>,
  failureDomainLabel: string,
): Map<string | undefined, number> {
  const serving = new Map<string | undefined, number>();
  for (const name of names) {
    const domain = hosts.get(name)?.labels[failureDomainLabel];
    serving.set(domain, (serving.get(domain) ?? 0) + 1);
  }
  return serving;
}
