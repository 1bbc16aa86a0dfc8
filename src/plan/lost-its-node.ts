import type { ExistingMachine } from '../model/existing-machine.ts';

/** It serves, its host answers, and somebody deleted its Node: it is registered again before anything else is done with it. */
export function lostItsNode({
  state,
  reachable,
  node,
}: Pick<ExistingMachine, 'state' | 'reachable' | 'node'>): boolean {
  return state === 'bootstrapped' && reachable === true && !node;
}
