import type { Desired } from '../model/desired.ts';
import { asMachine, type ExistingMachine } from '../model/existing-machine.ts';
import type { Host } from '../model/host-handle.ts';
import { controlPlaneMachines, type Machine } from '../model/machine.ts';
import type { MachineState } from '../model/machine-state.ts';
import type { ClusterView } from '../model/observed.ts';
import { observeCluster } from '../observe/observe.ts';
import { apiPortOf } from './api-port.ts';
import { type ControlPlaneHost, controlPlaneHost } from './control-plane-access.ts';

export interface ClusterAccessInput {
  desired: Desired;
  existing: readonly ExistingMachine[];
  /** As the look told. */
  states: Record<string, MachineState>;
  /** Names of machines that are to leave: asked last. */
  leaving: ReadonlySet<string>;
  /** The control plane that told of the cluster: asked first. */
  via?: string;
  host(name: string): Host;
}

/**
 * Every control plane that is there or is being made, but for those whose host does not answer: which of them are up is
 * found out by asking, in this order. A host that serves another cluster by now is none: it would answer too, for that one.
 */
export function controlPlanesOf(input: ClusterAccessInput): ControlPlaneHost[] {
  const { desired, existing, states, leaving, via, host } = input;
  const known = new Map(existing.map((machine) => [machine.name, machine]));
  const rest = existing
    .filter(({ role, record }) => role === 'control-plane' && !record?.toBeCleaned)
    .map((machine) => asMachine(machine, desired));
  const machines = new Map([...controlPlaneMachines(desired), ...rest].map((machine) => [machine.name, machine]));
  const rank = ({ name }: Machine) => (leaving.has(name) ? 2 : name === via ? 0 : 1);
  return [...machines.values()]
    .filter(({ name }) => known.get(name)?.reachable !== false && !isForeign(known.get(name)?.state, states[name]))
    .sort((a, b) => rank(a) - rank(b))
    .map((machine) => controlPlaneHost(host(machine.name), machine.host, apiPortOf(machine)));
}

function isForeign(...states: (MachineState | undefined)[]): boolean {
  return states.includes('foreign');
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
