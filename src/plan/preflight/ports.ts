import type { Finding } from '../../model/plan.ts';
import type { Candidate, Ground } from './ground.ts';
import { asGraveAsKubeadm } from './ignored.ts';
import { apiPort, hasExternalEtcd } from './kubeadm-settings.ts';

const KUBELET = 10250;
const CONTROLLER_MANAGER = 10257;
const SCHEDULER = 10259;
const ETCD_CLIENT = 2379;
const ETCD_PEER = 2380;

/** Ports that kubeadm's preflight wants free on a machine of this role. */
function portsOf({ machine }: Pick<Candidate, 'machine'>): number[] {
  if (machine.role === 'worker') return [KUBELET];
  const etcd = hasExternalEtcd(machine.kubeadmConfigSpec) ? [] : [ETCD_CLIENT, ETCD_PEER];
  return [apiPort(machine.kubeadmConfigSpec), ...etcd, KUBELET, CONTROLLER_MANAGER, SCHEDULER];
}

/** Ports free, or ours: where kubeadm of an earlier run was started, what listens is what it started. */
export function checkPorts({ newcomers }: Ground): Finding[] {
  return newcomers
    .filter(({ state }) => state === 'bare' || state === 'claimed')
    .flatMap((candidate) => portsOf(candidate).flatMap((port) => taken(candidate, port)));
}

function taken({ machine, facts }: Candidate, port: number): Finding[] {
  const sockets = facts.listening.filter((socket) => socket.port === port);
  if (sockets.length === 0) return [];
  const by = sockets.find(({ process }) => process !== undefined)?.process ?? 'another process';
  return [
    {
      host: machine.name,
      check: 'port-in-use',
      severity: asGraveAsKubeadm(machine.kubeadmConfigSpec, `Port-${port}`),
      message: `port ${port} is taken by ${by} (${sockets.map(({ address }) => address).join(', ')})`,
      cure: `Stop it; ss -ltnp 'sport = :${port}' on the host shows it.`,
    },
  ];
}
