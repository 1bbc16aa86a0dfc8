import type { BlockedControlPlane, ControlPlaneChange, ControlPlaneState } from './control-plane-state.ts';
import { nextControlPlaneChange } from './next-control-plane-change.ts';
import { predictControlPlane } from './predict-control-plane.ts';

/** Every change in the order it is to be made: each is decided on what the ones before are predicted to bring about. */
export interface ControlPlaneChanges {
  changes: ControlPlaneChange[];
  /** Where nothing more was safe although something was still to do. */
  blocked?: BlockedControlPlane & { state: ControlPlaneState };
}

/** The fold of next and predict. */
export function controlPlaneChanges(start: ControlPlaneState): ControlPlaneChanges {
  const changes: ControlPlaneChange[] = [];
  let state = start;
  // A machine is removed, created and upgraded once.
  for (let left = 3 * start.machines.length; left > 0; left--) {
    const next = nextControlPlaneChange(state);
    if (!next) break;
    if (next.kind === 'blocked') return { changes, blocked: { ...next, state } };
    changes.push(next);
    state = predictControlPlane(state, next);
  }
  return { changes };
}
