import type { Desired } from './desired.ts';
import type { Machine } from './machine.ts';

/**
 * Labels of a machine, which machine health checks select by: those of its owner's template, and those that Cluster API sets
 * (api/core/v1beta2/common_types.go). They are not labels of its Node.
 */
export function machineLabels(
  { cluster, controlPlane, machineDeployments }: Desired,
  { role, owner }: Pick<Machine, 'role' | 'owner'>,
): Record<string, string> {
  const common = { 'cluster.x-k8s.io/cluster-name': cluster.name };
  if (role === 'control-plane') {
    return { ...controlPlane.machineLabels, ...common, 'cluster.x-k8s.io/control-plane': '' };
  }
  const deployment = machineDeployments.find(({ name }) => name === owner);
  const label = deployment?.kind === 'MachinePool' ? 'cluster.x-k8s.io/pool-name' : 'cluster.x-k8s.io/deployment-name';
  return { ...deployment?.machineLabels, ...common, [label]: owner };
}
