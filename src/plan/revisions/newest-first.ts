import type { MachineSet } from '../../model/machine-set.ts';

/** By revision; two of the same, which only a write by hand could make, by name. */
export function newestFirst(sets: readonly MachineSet[]): MachineSet[] {
  return [...sets].sort((a, b) => b.revision - a.revision || (a.name < b.name ? -1 : 1));
}
