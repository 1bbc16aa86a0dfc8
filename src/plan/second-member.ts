import { etcdIsExternal } from '../model/external-etcd.ts';
import type { PlannedOperation } from '../model/plan.ts';
import type { Situation } from './situation.ts';

/**
 * Id of the join that gives etcd its second member, the last one where that happens more than once: until that member has
 * started there is no quorum and no API server answers, and a kubeadm join of a worker would not survive it.
 */
export function secondMember(
  controlPlane: PlannedOperation[],
  { desired, existing, vacating }: Situation,
): string | undefined {
  if (etcdIsExternal(desired)) return undefined;
  const members = new Set(
    existing
      .filter(({ role, member, state }) => role === 'control-plane' && (member || state === 'bootstrapped'))
      // What has left is no member, whatever its host still bears.
      .filter(({ record, member }) => member !== undefined || !record?.toBeCleaned)
      // Its unfinished bootstrap is cleaned away before it joins.
      .filter(({ name, state }) => state !== 'half-bootstrapped' || vacating.has(name))
      .map(({ name }) => name),
  );
  let join: string | undefined;
  for (const { id, action, machine } of controlPlane) {
    if (machine === undefined) continue;
    if (action === 'delete-node') members.delete(machine);
    if (action !== 'init-control-plane' && action !== 'join-control-plane') continue;
    if (action === 'join-control-plane' && members.size === 1) join = id;
    members.add(machine);
  }
  return join;
}
