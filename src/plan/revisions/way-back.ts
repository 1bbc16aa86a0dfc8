import type { Desired, KubeadmConfigSpec } from '../../model/desired.ts';
import type { MachineSet } from '../../model/machine-set.ts';
import { compareVersions } from '../../model/version.ts';
import { differingFields, machineTemplate } from '../machine-template.ts';

/** What to write to go back to a revision. */
export interface WayBack {
  /** A piece of an Inventory. */
  inventory: { spec: Record<string, OwnerPiece | OwnerPiece[]> };
  /** What is to be known beside it, a sentence each. */
  notes: string[];
}

interface OwnerPiece {
  name?: string;
  version?: string;
  kubeadmConfigSpec: KubeadmConfigSpec;
}

/** The piece of an inventory that wants of an owner's machines what a revision was. */
export function wayBack(
  { owner, revision, version, template, kubeadmConfigSpec, omitted }: MachineSet,
  desired: Desired,
): WayBack {
  const isControlPlane = owner === 'control-plane';
  const group = desired.machineDeployments.find(({ name }) => name === owner);
  const place = group?.kind === 'MachinePool' ? 'machinePools' : 'machineDeployments';
  const older = isControlPlane && compareVersions(version, desired.controlPlane.version) < 0;
  const piece = { ...(!older && { version }), kubeadmConfigSpec };
  const notes = [
    `revision ${revision} of ${owner}: put it into the inventory in place of what stands there, then plan and apply`,
    ...(older ? [`its version, ${version}, is left out: a control plane never goes back to an older one`] : []),
    ...omitted.map((field) => `${field} is not kept in the cluster: write it as it was`),
    ...(isControlPlane ? ['initConfiguration is no part of a revision: keep what the inventory has'] : []),
    ...(isControlPlane && differingFields(template, machineTemplate(desired, owner) ?? '').includes('cluster')
      ? ['endpoint, networks or domain of the cluster were other ones then: they are no part of it either']
      : []),
    ...(isControlPlane || group ? [] : [`the inventory has no ${owner} by now: say again which hosts are to serve`]),
  ];
  return {
    inventory: { spec: isControlPlane ? { controlPlane: piece } : { [place]: [{ name: owner, ...piece }] } },
    notes,
  };
}
