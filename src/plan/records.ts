import type { MachineRecord } from '../model/machine-record.ts';
import type { PlannedOperation } from '../model/plan.ts';
import { operation } from './draft.ts';
import { staleRecords } from './stale-records.ts';

/** Machines named in a reason; the rest is counted. */
const NAMED = 5;

/**
 * The one operation `cluster/record-machines`, when a record is missing or says something else: for clusters made before
 * there were records, changed SSH settings, another owner, a revision that nothing has to be done for.
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
  needs: string[] = [],
): PlannedOperation[] {
  const stale = staleRecords(wanted, kept);
  if (stale.length === 0) return [];
  const names = stale.map(({ record }) => record.name);
  const told = stale.slice(0, NAMED).map(({ record, why }) => `${record.name}: ${why}`);
  const rest = stale.length - told.length;
  return [
    operation({
      action: 'record-machines',
      title:
        names.length <= NAMED
          ? `Record ${names.join(', ')} in the cluster`
          : `Record ${names.length} machines in the cluster`,
      reason: [...told, ...(rest > 0 ? [`and ${rest} more`] : [])].join('; '),
      needs,
    }),
  ];
}
