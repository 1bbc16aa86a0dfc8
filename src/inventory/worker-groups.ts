import type { Draft, DraftInventory } from './draft.ts';
import type { MachineDeployment } from './inventory.gen.ts';
import type { DocumentPath } from './problem.ts';

/** A machine deployment or a machine pool as written. A pool has no strategy, and its replicas count for nothing. */
export interface WorkerGroup {
  kind: 'machine deployment' | 'machine pool';
  written: Draft<MachineDeployment> | undefined;
  path: DocumentPath;
}

/** Every machine deployment that is written, then every machine pool. */
export function workerGroups({ spec }: DraftInventory): WorkerGroup[] {
  const group =
    (kind: WorkerGroup['kind'], field: string) =>
    (written: Draft<MachineDeployment> | undefined, index: number): WorkerGroup => ({
      kind,
      written,
      path: ['spec', field, index],
    });
  return [
    ...(spec?.machineDeployments ?? []).map(group('machine deployment', 'machineDeployments')),
    ...(spec?.machinePools ?? []).map(group('machine pool', 'machinePools')),
  ];
}
