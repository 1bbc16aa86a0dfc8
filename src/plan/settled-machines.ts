import type { Desired } from '../model/desired.ts';
import type { ExistingMachine } from '../model/existing-machine.ts';
import { type Machine, machinesOf } from '../model/machine.ts';
import type { Observed } from '../model/observed.ts';
import { assignHosts } from './assign-hosts.ts';
import { existingMachines, lostItsHost } from './existing-machines.ts';
import { healingOptions } from './health/healing-options.ts';

/**
 * Names of machines whose hosts need no visit: all that is wanted was applied to them, by their record, or they are outdated
 * and stay so for now; nothing of them changed hands, and their Nodes are Ready.
 * @param revisionOf what is wanted now, see plan/machine-revision.ts; `undefined`: not known, never settled
 */
export function settledMachines(
  desired: Desired,
  observed: Observed,
  revisionOf: (machine: Machine) => string | undefined,
): Set<string> {
  const existing = existingMachines(desired, observed);
  const machines = new Map(existing.map((machine) => [machine.name, machine]));
  const assigned = assignHosts(desired, existing, healingOptions(observed));
  const changing = new Set([...assigned.removals, ...assigned.upgrades].map(({ machine }) => machine.name));
  const settled = machinesOf(assigned.desired).filter((machine) => {
    const known = machines.get(machine.name);
    // Whoever is there and goes on being there, well or not, is none of the healer's business.
    if (observed.healing) return !changing.has(machine.name) && known !== undefined && isMade(known);
    // It waits for its turn, or for a person: what is wanted now is not looked for there.
    const waits = known?.outdated !== undefined && known.reachable !== false;
    return (
      !changing.has(machine.name) && isSettled(machine, known, waits ? known.record?.revision : revisionOf(machine))
    );
  });
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

/** Its bootstrap ended well, as far as the cluster tells. */
function isMade({ record, node, state }: ExistingMachine): boolean {
  if (!record) return node !== undefined && (state === undefined || state === 'bootstrapped');
  return record.revision !== undefined && !record.deletion && !record.toBeCleaned;
}
