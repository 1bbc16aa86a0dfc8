import { isDeepStrictEqual } from 'node:util';
import type { MachineRecord } from '../model/machine-record.ts';

export interface StaleRecord {
  /** As it should be. */
  record: MachineRecord;
  /** What is wrong with the one that is kept: `no record of it`, `its owner, its host differ`. */
  why: string;
}

/** What a record says of its machine, and what that is called. */
const ASPECTS: [(record: MachineRecord) => unknown, string][] = [
  [({ uid, cluster, clusterUid }) => [uid, cluster, clusterUid], 'identity'],
  [({ role }) => role, 'role'],
  [({ owner }) => owner, 'owner'],
  [({ version }) => version, 'version'],
  [({ revision }) => revision, 'revision'],
  [({ template }) => template, 'template'],
  [({ host: { address, internalAddress } }) => [address, internalAddress], 'address'],
  [({ host: { labels } }) => labels, 'host labels'],
  [({ host: { ssh } }) => sameEverywhere(ssh), 'SSH settings'],
  [({ failureDomain }) => failureDomain, 'failure domain'],
];

/**
 * Of the records that should be there, those that are missing or say something else. A machine that is on its way out
 * (deleting, or gone and to be cleaned) keeps the record it left with.
 */
export function staleRecords(wanted: readonly MachineRecord[], kept: readonly MachineRecord[]): StaleRecord[] {
  const byName = new Map(kept.map((record) => [record.name, record]));
  return wanted.flatMap((record) => {
    const has = byName.get(record.name);
    if (!has) return [{ record, why: 'no record of it' }];
    if (has.deletion || has.toBeCleaned) return [];
    const differing = ASPECTS.filter(([aspect]) => !isDeepStrictEqual(aspect(record), aspect(has)));
    if (differing.length === 0) return [];
    return [{ record, why: `${differing.map(([, name]) => name).join(', ')} changed` }];
  });
}

/** What names a place on the operator's machine: it differs from laptop to laptop, and two that take turns are no change. */
const PLACES = new Set(['privateKeyPath', 'knownHostsFile', 'configFile', 'file', 'age']);

/** Without those places; and a field that is undefined does not travel to the cluster and back. */
function sameEverywhere(value: unknown): unknown {
  return JSON.parse(JSON.stringify(value, (key, field) => (PLACES.has(key) ? 'a place' : field)));
}
