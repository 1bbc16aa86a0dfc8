import type { Desired } from '../model/desired.ts';
import type { Machine } from '../model/machine.ts';
import type { ConversionWarning } from './conversion.ts';
import { initWarnings, joinWarnings } from './documents.ts';

export interface SettingNotCarried extends ConversionWarning {
  /** `control-plane`, or the name of the machine deployment whose kubeadmConfigSpec says it. */
  owner: string;
}

/**
 * What is written in kubeadmConfigSpec and does not reach kubeadm when `machines` are created, each setting once.
 * @param initiator the machine that starts the cluster; absent: all of them join
 * @throws InstallerError `inventory-invalid` when a specification cannot be expressed for this Kubernetes version
 */
export function settingsNotCarried(
  desired: Desired,
  machines: readonly Machine[],
  initiator: Machine | undefined,
): SettingNotCarried[] {
  const found = new Map<string, SettingNotCarried>();
  for (const machine of machines) {
    const { host, version: kubernetesVersion, kubeadmConfigSpec, role, owner } = machine;
    const input = { desired, host, kubernetesVersion, kubeadmConfigSpec };
    const warnings = machine.name === initiator?.name ? initWarnings(input) : joinWarnings({ ...input, role });
    for (const warning of warnings) {
      const key = `${owner} ${warning.path}`;
      if (!found.has(key)) found.set(key, { owner, ...warning });
    }
  }
  return [...found.values()];
}
