import type { EtcdMember } from '../model/observed.ts';
import type { ControlPlaneHost } from './control-plane-access.ts';
import { etcdctlScript } from './etcdctl-script.ts';
import { lastLines } from './host-script.ts';
import type { ApplyContext } from './operation.ts';

/**
 * Moves etcd's leadership away from a member that is to go, so that the others need not elect while it leaves (Cluster
 * API: KCP scale.go, ForwardEtcdLeadership). Without it they elect by themselves, some seconds later: what keeps it from
 * being moved is said and no failure.
 * @param controlPlane a ready one, not the member's own
 */
export async function forwardEtcdLeadership(
  controlPlane: ControlPlaneHost,
  members: readonly EtcdMember[],
  going: EtcdMember,
  { signal, progress }: ApplyContext,
): Promise<void> {
  const told = members.some(({ leader }) => leader !== undefined);
  if (told && going.leader !== true) return;
  const heir = heirOf(members, going, controlPlane.host.name);
  const [endpoint] = going.clientUrls ?? [];
  if (endpoint === undefined) return;
  if (!heir) {
    if (told) progress(`${going.name} keeps the leadership of etcd: there is no healthy member to take it`);
    return;
  }
  // Where nobody told who leads, a member that does not refuses to give the leadership away, and that is as well.
  if (told) progress(`moving the leadership of etcd from ${going.name} to ${heir.name}`);
  const script = etcdctlScript(controlPlane, `move-leader '${heir.id}'`, endpoint);
  const title = 'etcdctl move-leader';
  const { code, stdout, stderr } = await controlPlane.host.run(script, { title, signal, timeoutMs: 60_000 });
  if (code === 0 || !told) return;
  progress(`the leadership of etcd could not be moved: ${lastLines(`${stdout}\n${stderr}`, 1).join('')}`);
}

/** The member beside the API server that is asked, else the first healthy voter. */
function heirOf(members: readonly EtcdMember[], going: EtcdMember, preferred: string): EtcdMember | undefined {
  const fit = members.filter((m) => m.id !== going.id && m.healthy === true && !m.learner && m.name !== '');
  return fit.find(({ name }) => name === preferred) ?? fit[0];
}
