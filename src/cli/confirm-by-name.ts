import { InstallerError } from '../errors.ts';
import { typeToConfirm } from './terminal.ts';

/**
 * Nothing is destroyed without the cluster's name: typed, or given as --confirm-delete.
 * @param what is going to happen, without a full stop: `Destroying what is on w-1`
 * @throws InstallerError `usage` when it is another name, or nobody can be asked
 */
export async function confirmByName(cluster: string, what: string, given: string | undefined): Promise<void> {
  refuseOtherName(cluster, given);
  if (given === undefined && !(await typeToConfirm(cluster, what))) throw otherName(cluster);
}

/** @throws InstallerError `usage` when a name was given and it is not the cluster's */
export function refuseOtherName(cluster: string, given: string | undefined): void {
  if (given !== undefined && given !== cluster) throw otherName(cluster);
}

function otherName(cluster: string): InstallerError {
  return new InstallerError('usage', `the name given is not "${cluster}"; nothing was changed`, {
    hint: `to confirm what the plan removes: --confirm-delete ${cluster}`,
  });
}
