import { settingsNotCarried } from '../../kubeadm/settings-not-carried.ts';
import type { Finding } from '../../model/plan.ts';
import { initiatorOf } from '../control-plane.ts';
import type { Ground } from './ground.ts';

/** What the inventory tells kubeadm and kubeadm will not hear, for machines that are to be created. */
export function checkSettingsCarried({ desired, candidates, newcomers, clusterExists }: Ground): Finding[] {
  const machines = newcomers.map(({ machine }) => machine);
  const states = Object.fromEntries(candidates.map(({ machine, state }) => [machine.name, state]));
  const all = candidates.map(({ machine }) => machine);
  const initiator = clusterExists ? undefined : initiatorOf(all, states);
  return settingsNotCarried(desired, machines, initiator).map(({ owner, path, message }) => ({
    check: 'kubeadm-settings',
    severity: 'warn',
    message: `${path} of ${owner}: ${message}`,
    cure: 'Take it out of kubeadmConfigSpec, or go on without it.',
  }));
}
