import { type ClusterApiObject, fieldsOf, valueAt } from './cluster-api-object.ts';

const MAKERS: Record<string, readonly string[]> = {
  MachineSet: ['MachineDeployment'],
  Machine: ['MachineSet', 'KubeadmControlPlane', 'MachinePool'],
  KubeadmConfig: ['Machine', 'MachinePool', 'KubeadmControlPlane', 'MachineSet'],
};

/** Labels that a controller puts on what it makes, and the kind of document whose name they hold. */
const LABELS: Record<string, Record<string, string>> = {
  MachineSet: { 'cluster.x-k8s.io/deployment-name': 'MachineDeployment' },
  Machine: {
    'cluster.x-k8s.io/deployment-name': 'MachineDeployment',
    'cluster.x-k8s.io/set-name': 'MachineSet',
    'cluster.x-k8s.io/control-plane-name': 'KubeadmControlPlane',
    'cluster.x-k8s.io/pool-name': 'MachinePool',
  },
};

/** What a controller made this document of, as `MachineDeployment md-0`; undefined where a person wrote it. */
export function makerOf({ kind, value, labels }: ClusterApiObject): string | undefined {
  const references = valueAt(value, ['metadata', 'ownerReferences']);
  for (const reference of Array.isArray(references) ? references : []) {
    const { kind: owner, name } = fieldsOf(reference);
    if (typeof owner === 'string' && MAKERS[kind]?.includes(owner)) return `${owner} ${String(name)}`;
  }
  for (const [label, owner] of Object.entries(LABELS[kind] ?? {})) {
    if (Object.hasOwn(labels, label)) return `${owner} ${labels[label]}`;
  }
  return undefined;
}
