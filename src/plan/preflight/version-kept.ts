import type { Finding } from '../../model/plan.ts';
import type { Ground } from './ground.ts';

/** A machine keeps the Kubernetes version it was made with: other binaries on it alone would be no upgrade. */
export function checkVersionKept({ candidates }: Ground): Finding[] {
  return candidates.flatMap(({ machine: { name, version }, facts, state }): Finding[] => {
    const made = facts.machine?.version;
    if (state !== 'bootstrapped' || made === undefined || made === version) return [];
    return [
      {
        host: name,
        check: 'version-change',
        severity: 'refuse',
        message: `runs ${made}, the inventory wants ${version}: upgrades are not supported yet`,
        cure: `Set the version back to ${made}, with its bundle.`,
      },
    ];
  });
}
