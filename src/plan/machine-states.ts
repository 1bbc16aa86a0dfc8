import type { Desired } from '../model/desired.ts';
import { type MachineState, machineState } from '../model/machine-state.ts';
import { clusterIdentity, reachableFacts, type SeenSoFar } from './cluster-identity.ts';
import { recordedState } from './existing-machines.ts';

/** State of every machine that is known: as its host tells, and where it does not, as its record does. */
export function machineStates(desired: Pick<Desired, 'cluster'>, seen: SeenSoFar): Record<string, MachineState> {
  const { uid } = clusterIdentity(desired, seen);
  const states: Record<string, MachineState> = {};
  for (const record of seen.cluster?.records ?? []) {
    const state = recordedState(record);
    if (state) states[record.name] = state;
  }
  for (const [name, facts] of Object.entries(reachableFacts(seen))) {
    states[name] = machineState(facts, desired.cluster.name, uid);
  }
  return states;
}
