import type { DesiredHost } from '../model/desired.ts';
import { type Machine, machinesOf } from '../model/machine.ts';
import { observeProbes } from '../observe/observe.ts';
import type { HostProbes, ProbeTarget } from '../observe/probes.ts';
import { apiPortOf } from '../operations/api-port.ts';
import type { Look } from './look.ts';
import type { Session } from './session.ts';

/** etcd's client and peer ports and the kubelet's, on which control planes talk to each other. */
const CONTROL_PLANE_PORTS = [2379, 2380, 10250];

/** The network between hosts that are to become machines and their control planes; nothing is asked on a converged cluster. */
export async function probe(
  { desired, host }: Session,
  { facts, states, identity }: Look,
): Promise<Record<string, HostProbes>> {
  const machines = machinesOf(desired);
  const asking = machines.filter(
    ({ name }) => facts[name] && states[name] !== 'bootstrapped' && states[name] !== 'foreign',
  );
  const controlPlanes = machines.filter(({ role }) => role === 'control-plane');
  const { endpoint } = desired.cluster;
  const vip =
    desired.kubeVip.enabled && identity.initialised.length === 0 && asking.every(({ name }) => quiet(states[name]))
      ? { address: endpoint.host, port: endpoint.port }
      : undefined;
  const answers = await Promise.all(
    asking.map(async (machine) => {
      const targets = targetsOf(machine, controlPlanes);
      return [machine.name, await observeProbes(host(machine.name), { targets, vip })] as const;
    }),
  );
  return Object.fromEntries(answers.flatMap(([name, probes]) => (probes ? [[name, probes]] : [])));
}

/** Nothing of the cluster can run there yet: not even a control plane that an earlier run began to make. */
function quiet(state: string | undefined): boolean {
  return state === 'bare' || state === 'claimed';
}

function targetsOf(machine: Machine, controlPlanes: Machine[]): ProbeTarget[] {
  return controlPlanes
    .filter(({ name }) => name !== machine.name)
    .flatMap((other) => {
      const ports = [apiPortOf(other), ...(machine.role === 'control-plane' ? CONTROL_PLANE_PORTS : [])];
      return ports.map((port) => ({ to: other.name, address: addressOf(other.host), port }));
    });
}

function addressOf(host: DesiredHost): string {
  return host.internalAddress;
}
