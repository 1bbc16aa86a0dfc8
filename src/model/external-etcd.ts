import type { Desired } from './desired.ts';

/** etcd runs elsewhere (clusterConfiguration.etcd.external): the control planes hold no member of it. */
export function etcdIsExternal({ controlPlane }: Pick<Desired, 'controlPlane'>): boolean {
  const etcd = controlPlane.kubeadmConfigSpec.clusterConfiguration?.etcd;
  return typeof etcd === 'object' && etcd !== null && 'external' in etcd;
}
