import type { Finding } from '../model/plan.ts';
import type { Situation } from './situation.ts';

/** Where inventory, hosts and cluster cannot all be right about whose a host is: one of them has to be mended first. */
export function contradictions(situation: Situation): Finding[] {
  return [
    ...anotherLife(situation),
    ...takenNames(situation),
    ...movedMachines(situation),
    ...replacedMachines(situation),
  ];
}

/** Two clusters of one name: what one of them tells must not decide over the machines of the other. */
function anotherLife({ desired, cluster, states }: Situation): Finding[] {
  if (!cluster || states[cluster.via] !== 'foreign') return [];
  return [
    {
      host: cluster.via,
      check: 'another-life',
      severity: 'refuse',
      message: `is a control plane of another life of ${desired.cluster.name} than the other hosts serve`,
      cure: `Take ${cluster.via} out of the inventory; or, if its cluster is the right one, the hosts of the other.`,
    },
  ];
}

/** A Node that nobody made, of the name of a bare host, but at another address: it may well be somebody's. */
function takenNames({ existing }: Situation): Finding[] {
  return existing.flatMap(({ name, node, record, state, host }): Finding[] => {
    if (!node || record || (state !== 'bare' && state !== 'claimed')) return [];
    if (node.internalIp === undefined || node.internalIp === host.internalAddress) return [];
    return [
      {
        host: name,
        check: 'node-name-taken',
        severity: 'refuse',
        message: `the cluster has a node ${name} already, at ${node.internalIp}: another host, not of this inventory`,
        cure: 'Give the host another name; or, if that node is none any more: kubectl delete node.',
      },
    ];
  });
}

/**
 * The inventory has given the name of a machine to another host. A machine that is alive at its old address, or whose host
 * there is still to be cleaned, would be forgotten undrained and uncleaned, and its kubelet fight for the node's name.
 */
function movedMachines({ existing }: Situation): Finding[] {
  return existing.flatMap(({ name, node, member, record, state, host }): Finding[] => {
    if (!record || (state !== 'bare' && state !== 'claimed')) return [];
    const { address, internalAddress } = record.host;
    if (address === host.address || internalAddress === host.internalAddress) return [];
    const was = `the machine ${name} is at ${address}, the inventory has it at ${host.address} now, on a host that bears nothing of it`;
    if (record.toBeCleaned) {
      return [
        {
          host: name,
          check: 'machine-elsewhere',
          severity: 'refuse',
          message: `${was}; the one at ${address} is still to be cleaned`,
          cure: `Give the new host another name; or, if the old one is gone for good: kubectl delete machines.installer.dev ${name}`,
        },
      ];
    }
    if (!node?.ready && !member?.healthy) return [];
    return [
      {
        host: name,
        check: 'machine-elsewhere',
        severity: 'refuse',
        message: `${was}; ${node?.ready ? 'its node is Ready' : 'its etcd member is healthy'}`,
        cure: `Give the new host another name: ${name} is then drained and removed. If it was just switched off, wait until that shows.`,
      },
    ];
  });
}

/** Other hardware has the name and the address of a machine that is alive: somewhere else, where nobody can clean it. */
function replacedMachines({ existing }: Situation): Finding[] {
  return existing.flatMap(({ name, node, member, state, otherHost, host }): Finding[] => {
    if (!otherHost || (state !== 'bare' && state !== 'claimed')) return [];
    if (!node?.ready && !member?.healthy) return [];
    return [
      {
        host: name,
        check: 'machine-elsewhere',
        severity: 'refuse',
        message: `another machine than ${name} is at ${host.address} now (${otherHost.join(' and ')}), and bears nothing of it; ${node?.ready ? 'its node is Ready' : 'its etcd member is healthy'}`,
        cure: `If ${name} was just switched off, wait until that shows, then apply again. If it is alive elsewhere: give the new host another name, and ${name} its address.`,
      },
    ];
  });
}
