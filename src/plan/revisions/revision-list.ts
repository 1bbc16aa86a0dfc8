import type { MachineRecord } from '../../model/machine-record.ts';
import type { MachineSet } from '../../model/machine-set.ts';
import { differingFields } from '../machine-template.ts';
import { newestFirst } from './newest-first.ts';

/** One revision of an owner's template, as `revisions -o json` tells it. */
export interface Revision extends Pick<MachineSet, 'owner' | 'revision' | 'version' | 'omitted'> {
  /** ISO 8601: when it was wanted first. */
  createdAt: string;
  /** Names of the machines that were made to it. */
  machines: string[];
  /** It is what the owner wants now. */
  current: boolean;
  /** What of the current one is other: `version`, and fields of kubeadmConfigSpec; `cluster`: endpoint, networks, domain. */
  differs: string[];
}

/** Revisions of all owners, the control plane's first, the newest of each first. */
export function revisionList(sets: readonly MachineSet[], records: readonly MachineRecord[]): Revision[] {
  const owners = [...new Set(sets.map(({ owner }) => owner))].sort(controlPlaneFirst);
  return owners.flatMap((owner) => {
    const [current, ...earlier] = newestFirst(sets.filter((set) => set.owner === owner));
    return current ? [current, ...earlier].map((set) => revisionOf(set, current, records)) : [];
  });
}

function revisionOf(set: MachineSet, current: MachineSet, records: readonly MachineRecord[]): Revision {
  const { owner, revision, version, template, omitted, createdAt } = set;
  const isOfIt = (record: MachineRecord) =>
    record.owner === owner && record.version === version && record.template === template;
  return {
    owner,
    revision,
    version,
    createdAt,
    machines: records.filter(isOfIt).map(({ name }) => name),
    current: set === current,
    differs: [...(version === current.version ? [] : ['version']), ...differingFields(template, current.template)],
    omitted,
  };
}

function controlPlaneFirst(a: string, b: string): number {
  const rank = (owner: string) => (owner === 'control-plane' ? 0 : 1);
  return rank(a) - rank(b) || (a < b ? -1 : 1);
}
