import type { Desired, DesiredHost, DesiredMachineDeployment, KubeadmConfigSpec } from './desired.ts';

/** A host that the inventory gives a place in the cluster. Named after its host: hosts are pets by name, cattle by role. */
export interface Machine {
  /** Node name, host name and machine name are one. */
  name: string;
  host: DesiredHost;
  role: 'control-plane' | 'worker';
  /** `control-plane` or the machine deployment's name. */
  owner: string;
  version: string;
  kubeadmConfigSpec: KubeadmConfigSpec;
}

/** Every machine of the desired cluster: control planes first, then workers, each in inventory order. */
export function machinesOf(desired: Desired): Machine[] {
  const hostNamed = hostsByName(desired);
  return [
    ...controlPlanes(desired, hostNamed),
    ...desired.machineDeployments.flatMap((deployment) => workers(deployment, hostNamed)),
  ];
}

export function controlPlaneMachines(desired: Desired): Machine[] {
  return controlPlanes(desired, hostsByName(desired));
}

type HostNamed = (name: string) => DesiredHost;

function controlPlanes({ controlPlane }: Desired, hostNamed: HostNamed): Machine[] {
  const { version, kubeadmConfigSpec, hosts } = controlPlane;
  return hosts.map((name) => ({
    name,
    host: hostNamed(name),
    role: 'control-plane',
    owner: 'control-plane',
    version,
    kubeadmConfigSpec,
  }));
}

function workers(deployment: DesiredMachineDeployment, hostNamed: HostNamed): Machine[] {
  const { version, kubeadmConfigSpec, hosts, name: owner } = deployment;
  return hosts.map((name) => ({
    name,
    host: hostNamed(name),
    role: 'worker',
    owner,
    version,
    kubeadmConfigSpec,
  }));
}

/** Labels and taints that the inventory wants on a machine's node: its owner's, then the host's own. */
export function nodeMetadata(desired: Desired, machine: Machine) {
  const deployment = desired.machineDeployments.find((md) => md.name === machine.owner);
  const owner = machine.role === 'control-plane' ? desired.controlPlane : deployment;
  return {
    labels: { ...deployment?.labels, ...machine.host.labels },
    taints: [...(owner?.taints ?? []), ...machine.host.taints],
  };
}

/** Looked up by name: inventories of a thousand hosts are gone through often. */
function hostsByName({ hosts }: Desired): HostNamed {
  const byName = new Map(hosts.map((host) => [host.name, host]));
  return (name) => {
    const host = byName.get(name);
    if (!host) throw new Error(`the desired state selects host "${name}" but does not describe it`);
    return host;
  };
}
