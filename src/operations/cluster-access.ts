import type { Desired } from '../model/desired.ts';
import type { HostFacts } from '../model/facts.ts';
import type { Host } from '../model/host-handle.ts';
import { controlPlaneMachines } from '../model/machine.ts';
import type { ClusterView } from '../model/observed.ts';
import { observeCluster } from '../observe/observe.ts';
import { apiPortOf } from './api-port.ts';
import { type ControlPlaneHost, controlPlaneHost } from './control-plane-access.ts';

export interface ClusterAccessInput {
  desired: Desired;
  /** Of the hosts that answered. */
  facts: Record<string, HostFacts>;
  host(name: string): Host;
}

/** Every control plane of the inventory that answered: which of them are up is found out by asking. */
export function controlPlanesOf({ desired, facts, host }: ClusterAccessInput): ControlPlaneHost[] {
  return controlPlaneMachines(desired)
    .filter(({ name }) => facts[name])
    .map((machine) => controlPlaneHost(host(machine.name), machine.host, apiPortOf(machine)));
}

/** The cluster as the first control plane that answers tells it; else why each of them does not. */
export async function viewOf(input: ClusterAccessInput): Promise<ClusterView | { unavailable: string }> {
  const { endpoint } = input.desired.cluster;
  const reasons: string[] = [];
  for (const { host, address, port } of controlPlanesOf(input)) {
    const view = await observeCluster(host, { node: host.name, address, port, endpoint });
    if (!('unavailable' in view)) return view;
    reasons.push(`${host.name}: ${view.unavailable}`);
  }
  return { unavailable: reasons.join('; ') };
}
