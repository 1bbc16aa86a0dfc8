import { etcdIsExternal } from '../model/external-etcd.ts';
import type { PlannedOperation } from '../model/plan.ts';
import type { Situation } from './situation.ts';

/**
 * Id of the join that gives etcd its second member, if there is one: until that member has started there is no quorum and
 * no API server answers, and a kubeadm join of a worker would not survive it.
 */
export function secondMember(
  controlPlane: PlannedOperation[],
  { desired, existing, vacating }: Situation,
): string | undefined {
  if (etcdIsExternal(desired)) return undefined;
  let members = existing.filter(
    ({ role, member, state }) => role === 'control-plane' && (member || state === 'bootstrapped'),
  ).length;
  for (const { id, action, machine } of controlPlane) {
    // A host that a worker has to vacate first may itself wait for a worker that takes its place.
    if (action === 'join-control-plane' && members === 1) return vacating.has(machine ?? '') ? undefined : id;
    if (action === 'init-control-plane' || action === 'join-control-plane') members++;
    if (action === 'delete-node') members--;
  }
  return undefined;
}
