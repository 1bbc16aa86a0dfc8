import { InstallerError } from '../errors.ts';
import { etcdMemberOf } from '../model/etcd-member-of.ts';
import { quorumAfter } from '../model/etcd-quorum.ts';
import type { Machine } from '../model/machine.ts';
import type { ClusterView, EtcdMember } from '../model/observed.ts';
import { atLeast } from '../model/version.ts';
import { type AskCluster, clusterNow } from './cluster-now.ts';
import { dropClusterStatusEntry } from './cluster-status-entry.ts';
import type { ControlPlaneHost } from './control-plane-access.ts';
import { etcdctlScript } from './etcdctl-script.ts';
import { forwardEtcdLeadership } from './forward-etcd-leadership.ts';
import { mustRun } from './host-script.ts';
import type { ApplyContext } from './operation.ts';
import { waitUntil } from './wait-until.ts';

/** The other members agree on a member list within a moment, or there is no quorum. */
const GONE_MS = 60_000;

export interface EtcdLeave {
  machine: Pick<Machine, 'name' | 'host'>;
  /** A ready one, not the machine's. */
  controlPlane: ControlPlaneHost;
  view: AskCluster;
}

/**
 * Removes the machine's etcd member, its leadership forwarded first, and sees to it that it is gone. kubeadm's own list of
 * endpoints goes before (as in kubeadm reset), so that a run that is cut in between still finds the member.
 * Nothing when the machine has none.
 * @throws InstallerError `operation-failed` when etcd would lose its quorum, or does not tell who its members are
 */
export async function takeOutOfEtcd({ machine, controlPlane, view }: EtcdLeave, context: ApplyContext): Promise<void> {
  const seen = await clusterNow(view, context);
  const members = toldMembers(seen, machine.name);
  const member = etcdMemberOf(members, machine);
  if (!member) return;
  refuseAtStake(members, member, machine.name);
  await forwardEtcdLeadership(controlPlane, members, member, context);
  const { signal, progress } = context;
  if (keepsClusterStatus(seen)) await dropClusterStatusEntry(controlPlane, machine.name, context);
  progress(`removing etcd member ${member.id} of ${machine.name}`);
  const script = etcdctlScript(controlPlane, `member remove '${member.id}'`);
  await mustRun(controlPlane.host, 'etcdctl member remove', script, { signal });
  await waitUntil(
    { limitMs: GONE_MS, until: `etcd member ${member.id} of ${machine.name} is gone`, signal, host: machine.name },
    async () => {
      const left = toldMembers(await clusterNow(view, context), machine.name);
      return left.some(({ id }) => id === member.id) ? 'etcd still lists it' : undefined;
    },
  );
}

/** @throws InstallerError `operation-failed` when etcd does not tell its members */
export function toldMembers({ etcdMembers }: Pick<ClusterView, 'etcdMembers'>, name: string): EtcdMember[] {
  if (etcdMembers.length > 0) return etcdMembers;
  throw new InstallerError('operation-failed', 'the cluster does not tell its etcd members: it gave no answer', {
    host: name,
    hint: `a member that ${name} may have in it is never left behind: bring etcd back, then try again`,
  });
}

function refuseAtStake(members: EtcdMember[], member: EtcdMember, name: string): void {
  const verdict = quorumAfter(members, { remove: member.id });
  if (verdict.safe) return;
  throw new InstallerError(
    'operation-failed',
    `etcd member ${member.id} of ${name} cannot be removed safely: ${verdict.reason ?? 'quorum would be lost'}`,
    { host: name, hint: 'bring the other etcd members back to health first, then apply again' },
  );
}

/** kubeadm gave it up with 1.22, and with it the config API v1beta3. */
function keepsClusterStatus({ kubernetesVersion }: Pick<ClusterView, 'kubernetesVersion'>): boolean {
  return kubernetesVersion === undefined || !atLeast(kubernetesVersion, '1.22');
}
