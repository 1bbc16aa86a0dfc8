import { InstallerError } from '../errors.ts';
import type { Desired, DesiredHost } from '../model/desired.ts';

/** The hosts of these names, or all. @throws InstallerError `usage` for a name that the inventory does not have */
export function hostsNamed(desired: Desired, names: string[] | undefined): DesiredHost[] {
  if (!names) return desired.hosts;
  return names.map((name) => {
    const host = desired.hosts.find((candidate) => candidate.name === name);
    if (host) return host;
    const known = desired.hosts.map((candidate) => candidate.name).join(', ');
    throw new InstallerError('usage', `the inventory has no host "${name}"`, { hint: `it has: ${known}` });
  });
}
