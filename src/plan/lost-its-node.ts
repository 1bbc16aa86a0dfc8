import type { ExistingMachine } from '../model/existing-machine.ts';

/** It serves, its host answers, and somebody deleted its Node: it is registered again before anything else is done with it. */
export function lostItsNode(
  machine: Pick<ExistingMachine, 'state' | 'reachable' | 'node' | 'member' | 'kubeletGone'>,
): boolean {
  return machine.state === 'bootstrapped' && machine.reachable === true && !machine.node && !isHalfCleaned(machine);
}

/**
 * It served, and neither a Node nor what its kubelet would register one with is left: a removal was cut while it cleaned the
 * host, or a person took it out of the cluster. Without its Node it was not drained, so that no record tells that it was to go.
 */
export function isHalfCleaned({
  node,
  member,
  kubeletGone,
}: Pick<ExistingMachine, 'node' | 'member' | 'kubeletGone'>): boolean {
  return kubeletGone === true && !node && !member;
}
