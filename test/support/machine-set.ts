import type { MachineSet } from '../../src/model/machine-set.ts';

/** A revision of cluster `b-cluster`; a test names what differs. */
export function machineSet(owner: string, revision: number, overrides: Partial<MachineSet> = {}): MachineSet {
  return {
    name: `${owner}-${revision}`,
    owner,
    revision,
    version: 'v1.20.2',
    template: `verbosity:${revision}`,
    kubeadmConfigSpec: { verbosity: revision },
    omitted: [],
    createdAt: '2026-01-02T03:04:05Z',
    ...overrides,
  };
}
