import type { ControlPlaneRollout } from '../../model/desired.ts';
import type { ExistingMachine } from '../../model/existing-machine.ts';
import { spreadHosts } from '../spread-hosts.ts';
import { type Ground, type Rolled, upgradeOf } from './rolled.ts';

/**
 * How outdated control planes become up to date. With a free host one after the other is made anew: a machine joins on a
 * free host, an outdated one leaves, and its host is free for the next (Cluster API, KCP update.go: one more than wanted).
 * Without one, a machine of which only the version differs is upgraded where it is; one whose specification differs leaves
 * and is made anew on its own host.
 */
export function rollControlPlane(
  { outdated, closed, free, serving, asFree }: Ground,
  { strategy, maxSurge }: ControlPlaneRollout,
): Rolled {
  const replaced: ExistingMachine[] = [];
  const inPlace = [...closed];
  const hosts = new Set<string>();
  const before = new Set(outdated.map(({ name }) => name));
  let left = [...free];
  for (const machine of outdated) {
    if (strategy === 'InPlace') {
      inPlace.push(machine);
      continue;
    }
    const [host] = maxSurge > 0 ? spreadHosts(left, 1, serving) : [];
    if (host === undefined) {
      if (machine.outdated?.byUpgrade) inPlace.push(machine);
      else replaced.push(machine);
      hosts.add(machine.name);
      continue;
    }
    replaced.push(machine);
    hosts.add(host);
    serving.set(machine.failureDomain, (serving.get(machine.failureDomain) ?? 0) - 1);
    const freed = asFree(machine.name);
    left = [...left.filter(({ name }) => name !== host), ...(freed ? [freed] : [])];
  }
  return {
    replaced,
    upgrades: inPlace.map(upgradeOf),
    taken: [...hosts].filter((name) => !before.has(name)),
    released: strategy === 'InPlace' ? [] : [...before].filter((name) => !hosts.has(name)),
    stages: [],
  };
}
