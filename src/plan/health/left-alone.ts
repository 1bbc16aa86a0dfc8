import type { ExistingMachine } from '../../model/existing-machine.ts';
import type { Observed } from '../../model/observed.ts';
import { lostItsHost } from '../existing-machines.ts';

/**
 * Names of machines that nothing is done about while unhealthy ones are replaced: whose host was installed anew, and which no
 * health check wants replaced. Until they were removed nothing may be made on their hosts.
 */
export function leftAlone({ healing }: Pick<Observed, 'healing'>, existing: readonly ExistingMachine[]): Set<string> {
  if (!healing) return new Set();
  const left = existing.filter(
    (machine) => lostItsHost(machine) && machine.remediation === undefined && !machine.record?.deletion,
  );
  return new Set(left.map(({ name }) => name));
}
