import type { ExistingMachine } from '../model/existing-machine.ts';
import { lostItsHost } from './existing-machines.ts';
import { isHalfCleaned } from './lost-its-node.ts';

/**
 * Why a machine that is wanted cannot be kept: what is there of it is taken away first, then it is made anew. `undefined`: it
 * can be kept.
 * @param etcdTold etcd is on the control planes, and told of its members
 */
export function whyMadeAnew(machine: ExistingMachine, etcdTold: boolean): string | undefined {
  if (lostItsHost(machine)) return whyLost(machine);
  const { state, reachable, role, record, node, member } = machine;
  if (state !== 'bootstrapped' || member) return undefined;
  // A Node comes back (register-nodes.ts), an etcd member does not. Before it is taken for gone, its host was seen.
  const out = role === 'control-plane' && etcdTold;
  if (record && out && reachable === true) return 'its etcd member is gone, and none comes back by itself';
  if (record) return isHalfCleaned(machine) ? 'its Node is gone, and its host was cleaned in part' : undefined;
  // Taken out of the cluster, and nothing was left behind that says that its host is to be cleaned; its kubelet may have
  // brought its Node back.
  return out || !node ? 'the cluster knows nothing of it any more' : undefined;
}

function whyLost({ name, node, otherHost }: ExistingMachine): string {
  if (!otherHost) return node ? 'its host was reinstalled' : 'its host was reinstalled, or is another machine';
  const differ = `${otherHost.join(' and ')} ${otherHost.length > 1 ? 'differ' : 'differs'}`;
  return `its host is another machine than ${name} was: ${differ}`;
}
