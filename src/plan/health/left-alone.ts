import type { ExistingMachine } from '../../model/existing-machine.ts';
import type { Machine } from '../../model/machine.ts';
import type { Observed } from '../../model/observed.ts';
import { lostItsHost } from '../existing-machines.ts';

/**
 * Names of machines that nothing is done about while unhealthy ones are replaced: whose host was installed anew, and which no
 * health check wants replaced; whose host cannot be used; and all that their owners want otherwise by now, done or not.
 */
export function leftAlone(
  { healing, unusable = {} }: Pick<Observed, 'healing' | 'unusable'>,
  existing: readonly ExistingMachine[],
  wanted: readonly Machine[],
): Set<string> {
  if (!healing) return new Set();
  const lost = existing.filter(
    (machine) => lostItsHost(machine) && machine.remediation === undefined && !machine.record?.deletion,
  );
  const outdated = wanted.filter(({ owner }) => healing.outdated?.includes(owner));
  return new Set([...[...lost, ...outdated].map(({ name }) => name), ...Object.keys(unusable)]);
}
