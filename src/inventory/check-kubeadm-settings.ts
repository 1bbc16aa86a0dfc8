import { InstallerError } from '../errors.ts';
import { settingsNotCarried } from '../kubeadm/settings-not-carried.ts';
import type { Desired } from '../model/desired.ts';
import { type Machine, machinesOf } from '../model/machine.ts';
import type { Inventory } from './inventory.gen.ts';
import { type Complaint, type DocumentPath, pathText } from './problem.ts';
import { workerGroups } from './worker-groups.ts';

/**
 * What kubeadm of the wanted version does not take: an error where a specification cannot be expressed at all, a warning
 * for each setting that is left out.
 */
export function checkKubeadmSettings(desired: Desired, inventory: Inventory): Complaint[] {
  const machines = machinesOf(desired);
  const owners = [...new Set(machines.map(({ owner }) => owner))];
  return owners.flatMap((owner) => {
    const own = machines.filter((machine) => machine.owner === owner);
    return complaints(desired, own, machines[0], specPath(owner, inventory));
  });
}

function complaints(desired: Desired, machines: Machine[], initiator: Machine | undefined, at: DocumentPath) {
  try {
    return settingsNotCarried(desired, machines, initiator).map(({ path, message }) =>
      complaint('warning', at, `${path}: ${message}`),
    );
  } catch (error) {
    if (!(error instanceof InstallerError) || error.kind !== 'inventory-invalid') throw error;
    return [complaint('error', at, error.message, error.details.hint)];
  }
}

/** @param said begins with the place inside kubeadmConfigSpec: `clusterConfiguration.dns.type: …` */
function complaint(
  severity: Complaint['severity'],
  spec: DocumentPath,
  said: string,
  hint: string | undefined = undefined,
): Complaint {
  const inside = said.slice(0, Math.max(0, said.indexOf(': '))).split(/[.[\]]+/);
  const path = [...spec, ...inside.filter(Boolean).map((word) => (/^\d+$/.test(word) ? Number(word) : word))];
  const message = `${pathText(spec)}.${said}`;
  return { severity, path, at: 'key', message, ...(hint !== undefined && { hint }) };
}

function specPath(owner: string, inventory: Inventory): DocumentPath {
  const group = workerGroups(inventory).find(({ written }) => written?.name === owner);
  return [...(group?.path ?? ['spec', 'controlPlane']), 'kubeadmConfigSpec'];
}
