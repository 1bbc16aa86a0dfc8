import type { DesiredHost } from '../model/desired.ts';
import type { ExistingMachine } from '../model/existing-machine.ts';
import type { Finding } from '../model/plan.ts';
import { shown } from '../model/shown.ts';
import { type Distrusted, trustedHost } from './trusted-host.ts';

/** What of records is not used to reach hosts that only they name. Pure. */
export function distrustedSettings(
  hosts: readonly DesiredHost[],
  existing: readonly Pick<ExistingMachine, 'name' | 'host'>[],
): Finding[] {
  const inventory = new Set(hosts.map(({ name }) => name));
  const trusted = trustedHost(hosts);
  return existing
    .filter(({ name }) => !inventory.has(name))
    .flatMap(({ name, host }): Finding[] => {
      const { distrusted } = trusted(host);
      if (distrusted.length === 0) return [];
      const fields = distrusted.map(({ field }) => (field === 'hostKey' ? field : `ssh.${field}`)).join(', ');
      return [
        {
          host: name,
          check: 'record-not-trusted',
          severity: 'warn',
          message: `only its record tells how it is reached, and what that says of secrets, keys and files counts only where the inventory says the same: ${distrusted.map(told).join('; ')}`,
          cure: `If the record is right, put the line of ${name} back (role: spare), with ${fields}; what is of ssh may stand under spec.ssh too. If you do not know it, see who wrote it: kubectl get machines.installer.dev ${name} -o yaml`,
        },
      ];
    });
}

function told({ field, said, instead }: Distrusted): string {
  if (field.endsWith('hostKey')) return `${field} is not used where a password is sent`;
  return `${field} ${shown(said)} is not used${instead === undefined ? '' : `, but ${shown(instead)} is`}`;
}
