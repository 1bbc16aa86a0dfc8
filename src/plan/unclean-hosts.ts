import type { ExistingMachine } from '../model/existing-machine.ts';
import type { Finding } from '../model/plan.ts';
import { putMarkBack } from './put-mark-back.ts';
import type { Situation } from './situation.ts';

/** Hosts that stay unclean behind a machine that has left, or leaves now: not used, and not forgotten. */
export function uncleanHosts({
  toBeCleaned,
  removals,
  desired,
}: Pick<Situation, 'toBeCleaned' | 'removals' | 'desired'>) {
  const leaving = removals.map(({ machine }) => machine);
  const doubtful = [...new Set([...toBeCleaned, ...leaving])].filter(({ doubt }) => doubt !== undefined);
  return [
    ...toBeCleaned.filter(({ reachable }) => reachable === false).map(silent),
    ...doubtful.map((machine) => inDoubt(machine, desired.cluster.name)),
  ];
}

function silent({ name, node }: ExistingMachine): Finding {
  const gone = `If it is gone for good: kubectl delete machines.installer.dev ${name}`;
  return {
    host: name,
    check: 'to-be-cleaned',
    severity: 'warn',
    message: node
      ? 'its machine left the cluster, its node came back by itself, and it does not answer here: the node is drained and deleted again'
      : 'its machine left the cluster while it did not answer, and it still does not: it is not used',
    cure: node
      ? `Its kubelet runs and brings the node back whenever it starts: make the host answer and apply, so that it is cleaned; or on it: systemctl disable --now kubelet. ${gone}`
      : `Bring it up and apply: it is cleaned then. ${gone}`,
  };
}

function inDoubt({ name, doubt, record }: ExistingMachine, cluster: string): Finding {
  const putBack = record ? `, put its mark back: ${putMarkBack(record)} ; then apply, and it is cleaned` : '';
  return {
    host: name,
    check: 'host-in-doubt',
    severity: 'warn',
    message: `its machine ${record?.toBeCleaned ? 'has left' : 'leaves'} the cluster, but whom it serves cannot be told: ${doubt}. It is left as it is, remembered as to be cleaned, and not used`,
    cure: `Look what it is (on it: cat /etc/installer/machine.json; ls /etc/kubernetes). If it is still ${name} of ${cluster}${putBack}. If it serves somebody else, or is none of ours any more: kubectl delete machines.installer.dev ${name}`,
  };
}
