import { createHash } from 'node:crypto';
import type { Desired } from '../../model/desired.ts';
import type { MachineRecord } from '../../model/machine-record.ts';
import type { MachineSet } from '../../model/machine-set.ts';
import type { ClusterView } from '../../model/observed.ts';
import { secretTexts } from '../../model/secret-texts.ts';
import { machineTemplate } from '../machine-template.ts';
import { newestFirst } from './newest-first.ts';
import { specToKeep } from './spec-to-keep.ts';

/** What is to be done to the sets of a cluster. */
export interface MachineSetChanges {
  put: NewRevision[];
  /** Names of those that nobody needs any more; none unless something is put. */
  prune: string[];
}

export interface NewRevision {
  set: MachineSet;
  why: string;
}

/** Cluster API's default of revisionHistoryLimit (MachineDeployment, to v1beta1). */
export const DEFAULT_HISTORY_LIMIT = 10;
/** Characters of a hash in a name. */
const HASH_LENGTH = 10;

/**
 * What owners want of their machines becomes a revision, numbered as Cluster API does: one more than the highest; what is
 * wanted again is the set that it was, with a new number. Of those before, as many as the owner's limit are kept, and all
 * that machines are still of; those of an owner that is no more go like them. Where the cluster does not tell its sets,
 * nothing is done: a number must never be given twice.
 */
export function machineSetChanges(
  desired: Desired,
  { machineSets: kept, records }: Pick<ClusterView, 'machineSets' | 'records'>,
): MachineSetChanges {
  if (!kept) return { put: [], prune: [] };
  const owners = ownersOf(desired);
  const put = owners.flatMap((owner) => newRevision(owner, desired, kept) ?? []);
  if (put.length === 0) return { put, prune: [] };
  const after = [...put.map(({ set }) => set), ...kept.filter(({ name }) => !put.some(({ set }) => set.name === name))];
  const prune = [...new Set(kept.map(({ owner }) => owner))].flatMap((name) => {
    const owner = owners.find((one) => one.name === name);
    const sets = newestFirst(after.filter((set) => set.owner === name));
    return sets.slice(owner ? 1 + owner.limit : 0).filter((set) => !isInUse(set, records));
  });
  return { put, prune: prune.map(({ name }) => name) };
}

/** Of a machine whose template is not known, every set of its version may be the one that it was made to. */
function isInUse({ owner, version, template }: MachineSet, records: readonly MachineRecord[]): boolean {
  return records.some(
    (record) =>
      record.owner === owner &&
      record.version === version &&
      (record.template === undefined || record.template === template),
  );
}

interface Owner extends Pick<Desired['controlPlane'], 'version' | 'kubeadmConfigSpec'> {
  name: string;
  /** Earlier sets to keep. */
  limit: number;
}

function ownersOf({ controlPlane, machineDeployments }: Desired): Owner[] {
  return [
    { ...controlPlane, name: 'control-plane', limit: DEFAULT_HISTORY_LIMIT },
    ...machineDeployments.map((one) => ({ ...one, limit: one.revisionHistoryLimit ?? DEFAULT_HISTORY_LIMIT })),
  ];
}

/** `undefined`: what the owner wants is its highest revision already. */
function newRevision(owner: Owner, desired: Desired, kept: readonly MachineSet[]): NewRevision | undefined {
  const { version } = owner;
  const template = machineTemplate(desired, owner.name);
  if (template === undefined) return undefined;
  const name = `${owner.name}-${hashOf(`${version} ${template}`)}`;
  const [highest, second] = newestFirst(kept.filter((set) => set.owner === owner.name));
  const before = kept.find((set) => set.name === name);
  if (before !== undefined && before === highest && before.revision !== second?.revision) return undefined;
  const revision = (highest?.revision ?? 0) + 1;
  const why = before
    ? `${owner.name} wants again what was its revision ${before.revision}`
    : `${owner.name} wants what is no revision of it yet`;
  const set = {
    name,
    owner: owner.name,
    revision,
    version,
    template,
    ...specToKeep(owner.kubeadmConfigSpec, secretTexts(desired)),
  };
  return { set: { ...set, createdAt: before?.createdAt ?? '' }, why };
}

function hashOf(text: string): string {
  return createHash('sha256').update(text).digest('hex').slice(0, HASH_LENGTH);
}
