import { controlPlaneTroubles, machineTroubles } from '../../../src/model/control-plane-health.ts';
import { etcdMemberOf } from '../../../src/model/etcd-member-of.ts';
import { quorumAfter, troubleWhileAway } from '../../../src/model/etcd-quorum.ts';
import type { ExistingMachine } from '../../../src/model/existing-machine.ts';
import { type Apply, type Running, until, viewOf } from './running.ts';

/** Takes a control plane's member out of etcd, quorum looked at again in that very moment. */
export function* removeEtcdMember(apply: Apply, machine: ExistingMachine, members: readonly string[]): Running {
  const { deeds } = apply;
  if (machine.role === 'worker') return true;
  const before = viewOf(apply);
  if (before && before.etcdMembers.length > 0 && !etcdMemberOf(before.etcdMembers, machine)) return true;
  if (!(yield* awaitRemovable(apply, machine, members))) return false;
  const view = viewOf(apply, machine.name);
  const member = view && etcdMemberOf(view.etcdMembers, machine);
  if (!view || view.etcdMembers.length < 2) return false;
  if (!member) return true;
  if (!quorumAfter(view.etcdMembers, { remove: member.id }).safe) return false;
  deeds.removeMember(member.id);
  yield;
  return viewOf(apply, machine.name) !== undefined;
}

/** A healthy machine leaves a control plane that is whole, a sick one as soon as the others hold the quorum. */
export function* awaitRemovable(
  apply: Apply,
  machine: ExistingMachine,
  members: readonly string[],
  comesBack = false,
): Running {
  return yield* until(() => removable(apply, machine, members, comesBack));
}

function removable(
  apply: Apply,
  { name, host, state }: ExistingMachine,
  members: readonly string[],
  comesBack: boolean,
): boolean {
  const view = viewOf(apply, name);
  const others = members.filter((other) => other !== name);
  if (!view || others.length === 0) return false;
  const unfinished = state === 'bootstrapping' || state === 'half-bootstrapped';
  if (!unfinished && machineTroubles(view, name).length === 0) {
    const going = etcdMemberOf(view.etcdMembers, { name, host });
    const staying = { ...view, etcdMembers: view.etcdMembers.filter((member) => member !== going) };
    return controlPlaneTroubles(staying, others, { except: name }).length === 0;
  }
  if (others.every((other) => machineTroubles(view, other).length > 0)) return false;
  const member = etcdMemberOf(view.etcdMembers, { name, host });
  if (comesBack) return troubleWhileAway(view.etcdMembers, member?.id) === undefined;
  return !member || quorumAfter(view.etcdMembers, { remove: member.id }).safe;
}
