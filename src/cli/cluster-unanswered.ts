import { InstallerError } from '../errors.ts';
import type { Desired } from '../model/desired.ts';
import type { Look } from './look.ts';

/** Taken out of the inventory, a control plane is not asked; who they were only the cluster knows. */
export function unanswered({ cluster }: Desired, why: string): InstallerError {
  return new InstallerError(
    'cluster-unhealthy',
    `${cluster.name} exists, but none of its control planes answers: ${why}`,
    {
      hint: 'a second cluster is never made over it: bring one control plane back, or put back the lines of control planes that you took out; then apply again',
    },
  );
}

/** It serves hosts of the inventory; who its control planes are nobody there knows. */
export function headless({ cluster }: Desired, { identity }: Look): InstallerError {
  const orphans = identity.witnesses.join(' ');
  return new InstallerError(
    'cluster-unhealthy',
    `${cluster.name} exists (${orphans.replaceAll(' ', ', ')} serve it), but none of its control planes is in the inventory`,
    {
      hint: `name one of its control planes; or, if that cluster is gone, return these hosts: installer reset --confirm-delete ${cluster.name} --host ${orphans}`,
    },
  );
}
