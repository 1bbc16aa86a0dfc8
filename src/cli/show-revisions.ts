import { stringify } from 'yaml';
import { InstallerError } from '../errors.ts';
import type { MachineRecord } from '../model/machine-record.ts';
import type { MachineSet } from '../model/machine-set.ts';
import { legible } from '../model/shown.ts';
import { machineSetChanges } from '../plan/revisions/machine-set-changes.ts';
import { type Revision, revisionList } from '../plan/revisions/revision-list.ts';
import { wayBack } from '../plan/revisions/way-back.ts';
import { maskDeep } from '../report/mask.ts';
import { table } from '../report/table.ts';
import { findCluster } from './find-cluster.ts';
import { localTime } from './local-time.ts';
import type { Output } from './options.ts';
import type { Session } from './session.ts';
import { Visits } from './visits.ts';
import { writeResult } from './write-result.ts';
import { writeText } from './write-text.ts';

export interface RevisionsOptions {
  output: Output;
  /** Absent: all. */
  owner?: string;
  /** The piece of inventory that goes back to it. */
  revision?: number;
}

type RevisionsSession = Pick<Session, 'desired' | 'host' | 'secrets' | 'timeLimit'>;

/**
 * Lists the revisions that the cluster remembers, or prints what to write to go back to one.
 * @throws InstallerError `usage` for an owner or a revision that there is not, `cluster-unhealthy` when no control plane tells
 */
export async function showRevisions(session: RevisionsSession, options: RevisionsOptions): Promise<void> {
  const { owner, revision, output } = options;
  if (revision !== undefined && owner === undefined) {
    throw new InstallerError('usage', '--revision takes an owner: whose revision is meant?', {
      hint: 'installer revisions -f inventory.yaml control-plane --revision 1',
    });
  }
  const { sets, records } = await session.timeLimit.within(() => remembered(session));
  if (revision !== undefined) return printWayBack(chosen(sets, owner, revision), session, output);
  const owned = sets.filter((set) => owner === undefined || set.owner === owner);
  if (owner !== undefined && owned.length === 0) throw unknownOwner(owner, sets);
  const list = maskDeep(revisionList(owned, records), session.secrets);
  for (const note of unwritten(session, sets, records, owner)) process.stderr.write(`note: ${note}\n`);
  if (output !== 'text') return writeResult(output, list);
  writeText(list.length === 0 ? 'no revision is written down yet' : revisionsText(list));
}

async function remembered({
  desired,
  host,
}: RevisionsSession): Promise<{ sets: MachineSet[]; records: MachineRecord[] }> {
  const { cluster, clusterUnavailable } = await findCluster(desired, new Visits(host), host);
  if (cluster?.machineSets) return { sets: cluster.machineSets, records: cluster.records };
  const why = cluster ? `${cluster.via} does not tell them` : (clusterUnavailable ?? 'there is none');
  throw new InstallerError('cluster-unhealthy', `no control plane tells of revisions: ${why}`);
}

function chosen(sets: readonly MachineSet[], owner: string | undefined, revision: number): MachineSet {
  const owned = sets.filter((set) => set.owner === owner);
  if (owned.length === 0) throw unknownOwner(owner ?? '', sets);
  const set = owned.find((one) => one.revision === revision);
  if (set) return set;
  const known = owned.map((one) => one.revision).sort((a, b) => a - b);
  throw new InstallerError('usage', `${owner} has no revision ${revision}`, { hint: `it has: ${known.join(', ')}` });
}

function unknownOwner(owner: string, sets: readonly MachineSet[]): InstallerError {
  const known = [...new Set(sets.map((set) => set.owner))].sort();
  const hint =
    known.length === 0 ? 'none is written down yet: apply does it' : `there are revisions of: ${known.join(', ')}`;
  return new InstallerError('usage', `no revision of "${owner}" is written down`, { hint });
}

async function printWayBack(set: MachineSet, { desired, secrets }: RevisionsSession, output: Output): Promise<void> {
  const { inventory, notes } = maskDeep(wayBack(set, desired), secrets);
  if (output === 'json') {
    for (const note of notes) process.stderr.write(`note: ${legible(note)}\n`);
    return writeResult('json', inventory);
  }
  const comments = notes.map((note) => `# ${legible(note)}\n`).join('');
  process.stdout.write(comments + stringify(inventory, { lineWidth: 0, aliasDuplicateObjects: false }));
}

/** What the inventory wants and no revision is yet. */
function unwritten(
  { desired }: RevisionsSession,
  machineSets: MachineSet[],
  records: MachineRecord[],
  owner?: string,
): string[] {
  const { put } = machineSetChanges(desired, { machineSets, records });
  return put
    .filter(({ set }) => owner === undefined || set.owner === owner)
    .map(
      ({ set }) =>
        `the inventory wants something else of ${set.owner} than its newest revision: apply makes it ${set.revision}`,
    );
}

function revisionsText(list: readonly Revision[]): string {
  const rows = list.map(({ owner, revision, version, createdAt, machines, current, differs }) => [
    legible(owner),
    String(revision),
    legible(version),
    localTime(createdAt),
    String(machines.length),
    current ? 'current' : legible(differs.join(', ')),
  ]);
  return table(rows, ['OWNER', 'REVISION', 'VERSION', 'CREATED', 'MACHINES', 'DIFFERS IN']);
}
