import { InstallerError } from '../errors.ts';
import { quorumAfter } from '../model/etcd-quorum.ts';
import type { Machine } from '../model/machine.ts';
import type { ClusterView, EtcdMember } from '../model/observed.ts';
import { type ControlPlaneHost, kubectlPreamble, readyControlPlane } from './control-plane-access.ts';
import { mustRun } from './host-script.ts';
import type { ApplyContext } from './operation.ts';

export interface ForgetInput {
  machine: Machine;
  /** The cluster's other control planes. */
  controlPlanes: ControlPlaneHost[];
  view(): Promise<ClusterView | { unavailable: string }>;
  /** etcd is not ours to look after: only the Node is taken out. */
  externalEtcd?: boolean;
}

/** Takes the machine's etcd member and Node out of the cluster, so that it can join under the same name again.
 * @throws InstallerError `operation-failed` when etcd would lose its quorum, or does not tell who its members are */
export async function forgetMachine(
  { machine, controlPlanes, view, externalEtcd }: ForgetInput,
  { signal, progress }: ApplyContext,
): Promise<void> {
  const onWaiting = (missing: string) => progress(`waiting for an API server: ${missing}`);
  const controlPlane = await readyControlPlane(controlPlanes, { limitMs: 120_000, signal, onWaiting });
  const members = machine.role === 'worker' || externalEtcd ? [] : membersIn(await view(), machine);
  const member = memberOf(members, machine);
  if (member) {
    const verdict = quorumAfter(members, { remove: member.id });
    if (!verdict.safe) throw quorumAtStake(machine, member, verdict.reason);
    progress(`removing etcd member ${member.id} of ${machine.name}`);
    await mustRun(controlPlane.host, 'etcdctl member remove', removeMemberScript(controlPlane, member), { signal });
  }
  const script = `${kubectlPreamble(controlPlane)}k delete node '${machine.name}' --ignore-not-found --wait=false`;
  await mustRun(controlPlane.host, `kubectl delete node ${machine.name}`, script, { signal });
}

function membersIn(view: ClusterView | { unavailable: string }, { name }: Machine): EtcdMember[] {
  const why = 'unavailable' in view ? view.unavailable : 'it gave no answer';
  if (!('unavailable' in view) && view.etcdMembers.length > 0) return view.etcdMembers;
  throw new InstallerError('operation-failed', `the cluster does not tell its etcd members: ${why}`, {
    host: name,
    hint: `a member that ${name} may have in it is never left behind: bring etcd back, then try again`,
  });
}

/** A member that never started has no name yet; its peer address tells whose it is. */
export function memberOf(
  members: EtcdMember[],
  { name, host }: Pick<Machine, 'name' | 'host'>,
): EtcdMember | undefined {
  const address = host.internalAddress.includes(':') ? `[${host.internalAddress}]` : host.internalAddress;
  return members.find((member) => member.name === name || member.peerUrls.some((url) => url.includes(`//${address}:`)));
}

function removeMemberScript(controlPlane: ControlPlaneHost, { id }: EtcdMember): string {
  const pki = '/etc/kubernetes/pki/etcd';
  return `${kubectlPreamble(controlPlane)}k -n kube-system exec 'etcd-${controlPlane.host.name}' -- etcdctl \
--endpoints=https://127.0.0.1:2379 --cacert=${pki}/ca.crt --cert=${pki}/healthcheck-client.crt \
--key=${pki}/healthcheck-client.key member remove '${id}'
`;
}

function quorumAtStake(machine: Machine, member: EtcdMember, reason: string | undefined): InstallerError {
  return new InstallerError(
    'operation-failed',
    `etcd member ${member.id} of ${machine.name} cannot be removed safely: ${reason ?? 'quorum would be lost'}`,
    { host: machine.name, hint: 'bring the other etcd members back to health first, then apply again' },
  );
}
