import type { Desired } from '../model/desired.ts';
import type { ExistingMachine } from '../model/existing-machine.ts';

/** @returns name of the owner; undefined: none of the inventory's */
export type OwnerFinder = (machine: Pick<ExistingMachine, 'name' | 'role' | 'owner'>) => string | undefined;

/** Whose a machine is now: its own; a worker whose deployment gave up its host belongs to the one that selects it now. */
export function ownerFinder({ machineDeployments, hosts }: Desired): OwnerFinder {
  const pools = machineDeployments.map(({ name, pool }) => ({ name, pool: new Set(pool) }));
  const spares = new Set(hosts.flatMap(({ name, role }) => (role === 'spare' ? [name] : [])));
  return ({ name, role, owner }) => {
    if (role === 'control-plane') return 'control-plane';
    const own = pools.find((candidate) => candidate.name === owner);
    if (own?.pool.has(name) || spares.has(name)) return own?.name;
    return (pools.find(({ pool }) => pool.has(name)) ?? own)?.name;
  };
}
