import { etcdMemberOf } from '../../../src/model/etcd-member-of.ts';
import type { ExistingMachine } from '../../../src/model/existing-machine.ts';
import { recordIn } from './drain-node.ts';
import { type Apply, drained, type Running, until, viewOf } from './running.ts';

/** Ends a removal: the Node goes, then the record, which stays where the host was not cleaned. */
export function* deleteNode(apply: Apply, machine: ExistingMachine): Running {
  const { name } = machine;
  const record = recordIn(apply, machine);
  if (!(yield* until(() => viewOf(apply, name) !== undefined))) return false;
  if (!apply.cleaned.has(name) && !(yield* drained(apply, name))) return false;
  const left = apply.cleaned.has(name) ? undefined : viewOf(apply, name);
  // Where nobody can look kubeadm may have gone on, and added its member since.
  if (left && machine.role === 'control-plane' && etcdMemberOf(left.etcdMembers, machine)) return false;
  apply.deeds.deleteNode(name);
  yield;
  if (!viewOf(apply, name)) return false;
  if (apply.cleaned.has(name)) apply.deeds.deleteRecord(name);
  else if (record) apply.deeds.markToBeCleaned(record);
  return true;
}
