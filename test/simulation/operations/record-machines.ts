import { staleRecords } from '../../../src/plan/stale-records.ts';
import { type Apply, type Running, until, viewOf } from './running.ts';

/** Puts the records that are missing or say something else than wanted. */
export function* recordMachines(apply: Apply): Running {
  if (!(yield* until(() => viewOf(apply) !== undefined))) return false;
  for (const { record } of staleRecords(apply.records, viewOf(apply)?.records ?? [])) apply.deeds.putRecord(record);
  return true;
}
