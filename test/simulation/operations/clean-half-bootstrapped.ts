import { etcdMemberOf } from '../../../src/model/etcd-member-of.ts';
import { quorumAfter } from '../../../src/model/etcd-quorum.ts';
import type { Machine } from '../../../src/model/machine.ts';
import { connect } from '../world/sim-host.ts';
import { type Apply, type Running, until, viewOf } from './running.ts';

/** Takes the etcd member and the Node of an unfinished bootstrap out of the cluster, then everything off its host. */
export function* cleanHalfBootstrapped(apply: Apply, machine: Machine): Running {
  const { world, deeds } = apply;
  const host = world.host(machine.name);
  const connected = connect(host);
  if (!connected()) return false;
  if (host.mark?.phase !== 'bootstrapping' || host.unit) return true;
  if (apply.clusterExists && !(yield* forget(apply, machine))) return false;
  yield;
  if (!connected()) return false;
  deeds.wipe(host);
  return true;
}

function* forget(apply: Apply, machine: Machine): Running {
  if (!(yield* until(() => viewOf(apply, machine.name) !== undefined))) return false;
  const view = viewOf(apply, machine.name);
  if (!view) return false;
  const member = machine.role === 'control-plane' ? etcdMemberOf(view.etcdMembers, machine) : undefined;
  if (member) {
    if (!quorumAfter(view.etcdMembers, { remove: member.id }).safe) return false;
    apply.deeds.removeMember(member.id);
  }
  yield;
  if (!viewOf(apply, machine.name)) return false;
  apply.deeds.deleteNode(machine.name);
  return true;
}
