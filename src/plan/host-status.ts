import type { ExistingMachine } from '../model/existing-machine.ts';
import type { MachineState } from '../model/machine-state.ts';
import type { ObservedHost } from '../model/observed.ts';

export interface HostStatus {
  name: string;
  address: string;
  /** ToBeCleaned: its machine has left the cluster, and it is not used before it was cleaned. Unknown: it was not asked. */
  phase: 'Available' | 'Claimed' | 'InUse' | 'ToBeCleaned' | 'Foreign' | 'Unreachable' | 'Unknown';
  machine?: string;
}

export interface HostInput {
  name: string;
  address: string;
  /** Absent: it was not visited. */
  seen: ObservedHost | undefined;
  state: MachineState | undefined;
  existing: ExistingMachine | undefined;
}

/** One host of the pool as a person or a script wants to see it. Pure. */
export function hostStatus({ name, address, seen, state, existing }: HostInput): HostStatus {
  const machine = (seen?.reachable && seen.facts.machine?.machine) || existing?.name;
  return { name, address, phase: hostPhase(seen, state, existing), ...(machine && { machine }) };
}

function hostPhase(
  seen: ObservedHost | undefined,
  state: MachineState | undefined,
  existing: ExistingMachine | undefined,
): HostStatus['phase'] {
  // What is known of it from before matters more than that it is silent now.
  if (existing?.record?.toBeCleaned) return 'ToBeCleaned';
  if (seen && !seen.reachable) return 'Unreachable';
  if (seen) return PHASES[state ?? 'bare'];
  return existing?.node ? 'InUse' : 'Unknown';
}

const PHASES: Record<MachineState, HostStatus['phase']> = {
  bare: 'Available',
  claimed: 'Claimed',
  bootstrapping: 'InUse',
  'half-bootstrapped': 'InUse',
  bootstrapped: 'InUse',
  foreign: 'Foreign',
};
