import type { MachineSet } from './machine-set.ts';

/** The custom resource that earlier templates are kept as: `kubectl get machinesets.installer.dev`. Cluster-scoped. */
export const MACHINE_SET_RESOURCE = {
  group: 'installer.dev',
  version: 'v1alpha1',
  kind: 'MachineSet',
  listKind: 'MachineSetList',
  plural: 'machinesets',
  singular: 'machineset',
} as const;

/** As kubectl names it, so that it is never taken for Cluster API's. */
export const MACHINE_SETS = `${MACHINE_SET_RESOURCE.plural}.${MACHINE_SET_RESOURCE.group}`;

export const MACHINE_SET_API_VERSION = `${MACHINE_SET_RESOURCE.group}/${MACHINE_SET_RESOURCE.version}`;

/** What is put into the cluster for a set. */
export function machineSetResource({ name, createdAt: _, ...spec }: MachineSet) {
  return {
    apiVersion: MACHINE_SET_API_VERSION,
    kind: MACHINE_SET_RESOURCE.kind,
    metadata: { name },
    spec,
  };
}
