import { InstallerError } from '../errors.ts';
import { etcdMemberOf } from '../model/etcd-member-of.ts';
import type { Machine } from '../model/machine.ts';
import type { ClusterView } from '../model/observed.ts';

/**
 * Before the last of a machine goes whose host cannot be reached: kubeadm may have gone on there.
 * @throws InstallerError `operation-failed` where a control plane has a member of etcd, again or at last
 */
export function refuseMember(
  { etcdMembers }: Pick<ClusterView, 'etcdMembers'>,
  machine: Pick<Machine, 'name' | 'role' | 'host'>,
): void {
  const member = machine.role === 'control-plane' ? etcdMemberOf(etcdMembers, machine) : undefined;
  if (!member) return;
  throw new InstallerError(
    'operation-failed',
    `${machine.name} has become a member of etcd (${member.id}) while it was being removed: kubeadm went on there; its Node was not deleted`,
    { host: machine.name, hint: 'apply again: it is taken out of etcd first' },
  );
}
