import type { Desired } from '../../model/desired.ts';
import type { ExistingMachine } from '../../model/existing-machine.ts';
import { isVersion } from '../machine-conditions.ts';
import { ownerFinder } from '../owner-finder.ts';

/**
 * Names of owners whose machines are not what they want by now: a new one would be another than those that are there. While
 * the control plane is not up to date that is so of all, for no kubelet may be ahead of it.
 */
export function outdatedOwners(desired: Desired, existing: readonly ExistingMachine[]): Set<string> {
  const ownerOf = ownerFinder(desired);
  const { controlPlane, machineDeployments } = desired;
  const outdated = existing.flatMap((machine) => {
    const { role, node, record, outdated: why } = machine;
    // Of a control plane without a record that was not visited, only its Node tells.
    const behind = role === 'control-plane' && !record && node && !isVersion(node.kubeletVersion, controlPlane.version);
    return why || behind ? (ownerOf(machine) ?? []) : [];
  });
  if (outdated.includes('control-plane')) outdated.push(...machineDeployments.map(({ name }) => name));
  return new Set(outdated);
}
