import { deadTraces, signsOfLife } from '../../model/cluster-traces.ts';
import type { MachineMark } from '../../model/facts.ts';
import type { Finding } from '../../model/plan.ts';
import { listed } from './amount.ts';
import type { Candidate, Ground } from './ground.ts';
import { lostMark } from './lost-mark.ts';

/** One host never serves two clusters, and nothing that might be alive is touched. */
export function checkOwnership(ground: Ground): Finding[] {
  const { candidates, creating, clusterUid, desired } = ground;
  return candidates.flatMap((candidate) => {
    const { facts, state, machine } = candidate;
    if (state === 'foreign') {
      const lost = lostMark(candidate, ground);
      return [lost ?? foreign(candidate, desired.cluster.name, clusterUid, creating.has(machine.name))];
    }
    return state === 'bare' && creating.has(machine.name) ? harmless(machine.name, facts) : [];
  });
}

function foreign({ machine, facts }: Candidate, cluster: string, clusterUid = '', creating: boolean): Finding {
  const host = machine.name;
  const mark = facts.machine;
  if (facts.machineUnreadable !== undefined) {
    return {
      host,
      check: 'machine-mark',
      severity: 'refuse',
      message: `/etc/installer/machine.json cannot be read: ${facts.machineUnreadable}`,
      cure: 'Look whom the host serves. If nobody: remove the file and apply again.',
    };
  }
  if (mark !== undefined && mark.cluster !== cluster) {
    return {
      host,
      check: 'foreign-cluster',
      severity: 'refuse',
      message: `serves cluster ${mark.cluster} as ${mark.machine} (${mark.role}, ${mark.phase}), not ${cluster}`,
      cure: `Take it out of this inventory, or give it back first: installer reset with the inventory of ${mark.cluster}, --host ${host}.`,
    };
  }
  if (mark !== undefined) {
    return {
      host,
      check: 'foreign-cluster',
      severity: 'refuse',
      message: `serves another life of cluster ${cluster} (uid ${mark.clusterUid}; the other hosts: ${clusterUid})`,
      cure: `If that cluster is gone: ${wayBack(cluster, host, mark.phase)}, then apply again.`,
    };
  }
  return {
    host,
    check: 'foreign-cluster',
    severity: 'refuse',
    message: `belongs to a cluster this inventory does not know (${signsOfLife(facts).join(', ')})`,
    cure: `${creating ? 'If that cluster is gone, clean the host' : 'Clean the host'}: kubeadm reset -f, then apply again.`,
  };
}

/** Traces without life in them: a new cluster may stumble over them, an old one is not harmed by their cleaning. */
function harmless(host: string, facts: Candidate['facts']): Finding[] {
  const traces = deadTraces(facts);
  if (traces.length === 0) return [];
  return [
    {
      host,
      check: 'leftovers',
      severity: 'warn',
      message: `bears traces of a former cluster: ${listed(traces)}`,
      cure: `If its first start fails over them: installer reset --host ${host} cleans them, then apply again.`,
    },
  ];
}

/** Our own reset takes back a mere claim; what a host of another life still holds, it leaves to the one who knows. */
function wayBack(cluster: string, host: string, phase: MachineMark['phase']): string {
  return phase === 'claimed'
    ? `installer reset --confirm-delete ${cluster} --host ${host}`
    : `on ${host}, kubeadm reset -f and rm /etc/installer/machine.json`;
}
