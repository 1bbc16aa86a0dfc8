import type { HostFacts } from '../../model/facts.ts';
import type { Finding } from '../../model/plan.ts';
import { MARK_PATH } from '../../observe/facts/mark.ts';
import { putMarkBack, readMarkBack } from '../put-mark-back.ts';
import type { Candidate, Ground } from './ground.ts';

/**
 * A host without a mark that can be read, which may well be a machine of this cluster: to clean it, as one would a
 * stranger, could take a member out of a living cluster. `undefined`: nothing speaks for that.
 */
export function lostMark({ machine, facts }: Candidate, { cluster, desired }: Ground): Finding | undefined {
  if (facts.machine) return undefined;
  const { name, host } = machine;
  const what = facts.machineUnreadable === undefined ? 'is gone' : `cannot be read (${facts.machineUnreadable})`;
  const finding = { host: name, check: 'machine-mark', severity: 'refuse' } as const;
  const record = cluster?.records.find((candidate) => candidate.name === name);
  if (record) {
    return {
      ...finding,
      message: `${MARK_PATH} ${what}; the cluster has a machine ${name}, which may well be this host`,
      cure: `If it is ${name} of ${desired.cluster.name} (kubectl get node ${name}), put its mark back: ${putMarkBack(record)} ; then apply again. If it serves somebody else, give it another line.`,
    };
  }
  const { apiServer, adminConf } = facts.kubeadm;
  if (!isOurs(facts, [desired.cluster.endpoint.host, host.internalAddress])) return undefined;
  const back = adminConf
    ? `put its mark back, as the cluster tells it: ${readMarkBack(name)} ; then apply again`
    : `bring a control plane of it to answer and apply again: that tells how its mark is put back`;
  return {
    ...finding,
    message: `${MARK_PATH} ${what}, and its kubelet.conf names ${apiServer}: it may well be a machine of ${desired.cluster.name}`,
    cure: `If it is, ${back}. If that cluster is gone, clean the host: kubeadm reset -f.`,
  };
}

/** Its kubelet talks to the endpoint of this cluster, or to an API server of its own. */
function isOurs({ kubeadm }: HostFacts, addresses: string[]): boolean {
  return addresses.some((address) =>
    [address, `[${address}]`].some((named) => kubeadm.apiServer?.startsWith(`https://${named}:`)),
  );
}
