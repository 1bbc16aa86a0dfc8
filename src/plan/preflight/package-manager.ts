import type { Finding } from '../../model/plan.ts';
import type { Ground } from './ground.ts';

/** Packages can be installed now: nobody else is at it, and an earlier installation was not cut off. */
export function checkPackageManager({ newcomers, bundle }: Ground): Finding[] {
  if (!bundle?.items.some(({ kind }) => kind === 'package')) return [];
  return newcomers.flatMap(({ machine: { name }, facts: { packageManager, ownRunActive } }): Finding[] => {
    const { kind, lockedBy, broken } = packageManager;
    // An earlier run of ours that was killed still ends its last command there: preparing the host waits for it.
    if (ownRunActive) return [];
    if (lockedBy !== undefined) {
      return [
        {
          host: name,
          check: 'package-manager-locked',
          severity: 'refuse',
          message: `${kind} is locked by ${lockedBy}`,
          cure: 'Wait until it has finished, then apply again. Unattended upgrades: systemctl stop unattended-upgrades.',
        },
      ];
    }
    if (broken === undefined) return [];
    return [
      {
        host: name,
        check: 'package-manager-broken',
        severity: 'warn',
        message: `an earlier installation was cut off: ${broken}`,
        cure: 'It is completed with dpkg --configure -a before packages are installed.',
      },
    ];
  });
}
