import type { KubeadmConfigSpec } from '../model/desired.ts';
import type { DraftInventory } from './draft.ts';
import { record } from './effective.ts';
import type { DocumentPath } from './problem.ts';

/** A kubeadmConfigSpec whose fields may be missing, and where it stands. */
export interface PlacedSpec {
  spec: Partial<KubeadmConfigSpec>;
  path: DocumentPath;
}

/** Every kubeadmConfigSpec of an inventory: of the control plane and of all groups of workers. */
export function kubeadmSpecs({ spec }: DraftInventory): PlacedSpec[] {
  const { controlPlane, machineDeployments, machinePools } = record(spec);
  const at = (owner: unknown, ...path: (string | number)[]): PlacedSpec => ({
    spec: record(record(owner).kubeadmConfigSpec) as Partial<KubeadmConfigSpec>,
    path: ['spec', ...path, 'kubeadmConfigSpec'],
  });
  const all = (owners: unknown, name: string): PlacedSpec[] =>
    Array.isArray(owners) ? owners.map((owner, index) => at(owner, name, index)) : [];
  return [
    at(controlPlane, 'controlPlane'),
    ...all(machineDeployments, 'machineDeployments'),
    ...all(machinePools, 'machinePools'),
  ];
}
