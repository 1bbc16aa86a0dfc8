import type { Desired } from '../model/desired.ts';
import type { ExistingMachine } from '../model/existing-machine.ts';
import { type Machine, machinesOf } from '../model/machine.ts';
import type { Observed } from '../model/observed.ts';
import { assignHosts } from './assign-hosts.ts';
import { existingMachines, lostItsHost } from './existing-machines.ts';

/**
 * Names of machines whose hosts need no visit: all that is wanted was applied to them, by their record, nothing of them
 * changed hands, and their Nodes are Ready.
 * @param revisionOf what is wanted now, see plan/machine-revision.ts; `undefined`: not known, never settled
 */
export function settledMachines(
  desired: Desired,
  observed: Observed,
  revisionOf: (machine: Machine) => string | undefined,
): Set<string> {
  const existing = existingMachines(desired, observed);
  const machines = new Map(existing.map((machine) => [machine.name, machine]));
  const settled = machinesOf(assignHosts(desired, existing).desired).filter((machine) =>
    isSettled(machine, machines.get(machine.name), revisionOf(machine)),
  );
  return new Set(settled.map(({ name }) => name));
}

function isSettled(
  { owner, role, host }: Machine,
  existing: ExistingMachine | undefined,
  revision: string | undefined,
): boolean {
  const record = existing?.record;
  if (!existing || !record || record.deletion || record.toBeCleaned || lostItsHost(existing)) return false;
  return (
    revision !== undefined &&
    record.revision === revision &&
    record.owner === owner &&
    record.role === role &&
    record.host.address === host.address &&
    record.host.internalAddress === host.internalAddress &&
    existing.node?.ready === true
  );
}
