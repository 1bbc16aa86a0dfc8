import { isIP } from 'node:net';
import type { Desired } from '../../model/desired.ts';
import { controlPlaneMachines, type Machine, machinesOf } from '../../model/machine.ts';
import { vipOf } from '../../model/vip-of.ts';
import type { ProbeQuestion, ProbeTarget } from '../../observe/probes.ts';
import { apiPort, hasExternalEtcd } from './kubeadm-settings.ts';

/** Name of the endpoint among the targets. */
export const ENDPOINT = 'endpoint';

/**
 * What each host should try before machines are created: control planes each other, on the ports of the API server, of
 * etcd and of the kubelet; workers the API server of every control plane; and the endpoint. Only pairs in which one is
 * to be created: the others have found each other long ago. Nothing to try: the host is left out.
 * @param clusterExists then the endpoint is rightly held, and answered, by a control plane
 */
export function probeQuestions(
  desired: Desired,
  creating: ReadonlySet<string>,
  clusterExists: boolean,
): Record<string, ProbeQuestion> {
  if (creating.size === 0) return {};
  const controlPlanes = controlPlaneMachines(desired);
  const { host: address, port } = desired.cluster.endpoint;
  const virtual = endpointIsVirtual(desired);
  const questions: Record<string, ProbeQuestion> = {};
  for (const machine of machinesOf(desired)) {
    const targets = controlPlanes
      .filter(({ name }) => name !== machine.name && (creating.has(name) || creating.has(machine.name)))
      .flatMap((other) => targetsAt(other, machine.role));
    if (creating.has(machine.name) && !virtual) targets.push({ to: ENDPOINT, address, port });
    const begins = !clusterExists && creating.has(machine.name) && machine.role === 'control-plane';
    if (targets.length === 0 && !begins) continue;
    questions[machine.name] = {
      targets,
      ...(begins && { api: { address, port } }),
      ...(begins && virtual && { vip: { address, port } }),
    };
  }
  return questions;
}

/** The endpoint is an address that a kube-vip will hold: not a balancer's, and not one of the hosts' own. */
export function endpointIsVirtual(desired: Desired): boolean {
  const { cluster, hosts } = desired;
  const { host } = cluster.endpoint;
  if (vipOf(desired) !== host || isIP(host) === 0) return false;
  return !hosts.some(({ address, internalAddress }) => address === host || internalAddress === host);
}

function targetsAt({ name, host, kubeadmConfigSpec }: Machine, from: Machine['role']): ProbeTarget[] {
  const api = apiPort(kubeadmConfigSpec);
  const etcd = hasExternalEtcd(kubeadmConfigSpec) ? [] : [2379, 2380];
  const ports = from === 'worker' ? [api] : [api, ...etcd, 10250];
  return ports.map((port) => ({ to: name, address: host.internalAddress, port }));
}
