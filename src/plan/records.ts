import type { MachineRecord } from '../model/machine-record.ts';
import type { PlannedOperation } from '../model/plan.ts';
import { operation } from './draft.ts';
import type { MachineSetChanges } from './revisions/machine-set-changes.ts';
import { staleRecords } from './stale-records.ts';

/** Machines named in a reason; the rest is counted. */
const NAMED = 5;

/**
 * The one operation `cluster/record-machines`, when a record is missing or says something else: for clusters made before
 * there were records, changed SSH settings, another owner, a revision that nothing has to be done for; and when an owner
 * wants something else of its machines, which becomes a revision.
 *
 * To be called with the wanted record (model/record-of.ts, with the revision that is wanted now) of every machine that is
 * bootstrapped, was visited (its mark tells its uid) and has neither a `prepare-host` in this plan, which records itself
 * when it is done, nor a removal. A machine that was not visited is settled: its record is right but perhaps for the SSH
 * settings; its own record's uid, version and revision serve for it.
 * @param needs ids of operations that must come before, usually none
 */
export function planRecords(
  wanted: readonly MachineRecord[],
  kept: readonly MachineRecord[],
  { put }: Pick<MachineSetChanges, 'put'>,
  needs: string[] = [],
): PlannedOperation[] {
  const stale = staleRecords(wanted, kept);
  if (stale.length + put.length === 0) return [];
  const what = [
    ...(stale.length === 0
      ? []
      : [
          nameOf(
            stale.map(({ record }) => record.name),
            'machines',
          ),
        ]),
    ...(put.length === 0
      ? []
      : [
          nameOf(
            put.map(({ set }) => `revision ${set.revision} of ${set.owner}`),
            'revisions',
          ),
        ]),
  ];
  const why = [...stale.map(({ record, why: reason }) => `${record.name}: ${reason}`), ...put.map((one) => one.why)];
  const rest = why.length - NAMED;
  return [
    operation({
      action: 'record-machines',
      title: `Record ${what.join(' and ')} in the cluster`,
      reason: [...why.slice(0, NAMED), ...(rest > 0 ? [`and ${rest} more`] : [])].join('; '),
      needs,
    }),
  ];
}

function nameOf(names: readonly string[], many: string): string {
  return names.length <= NAMED ? names.join(', ') : `${names.length} ${many}`;
}
