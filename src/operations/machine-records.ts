import { shQuote } from '../kubeadm/sh-text.ts';
import type { MachineRecord } from '../model/machine-record.ts';
import { MACHINES, type MachineMarks, machineResource } from '../model/machine-resource.ts';
import { MACHINE_DEFINITION } from './machine-definition.ts';
import { inShellOfItsOwn, putFunctions, type Through } from './put-resources.ts';

/**
 * Puts records as they are given, and the definition where the cluster has none yet (or one of an older version). What
 * marks a machine for removal (`deletion`, `toBeCleaned`, the annotation behind `deleteFirst`) is not put: an existing
 * record keeps its marks, whatever is given here.
 */
export function putRecordsScript(controlPlane: Through, records: readonly MachineRecord[]): string {
  return inShellOfItsOwn(controlPlane, `${definePut(records)}put || exit 1`);
}

/**
 * Marks a machine as being removed, or with `undefined` takes the mark back. A machine without a record gets one first;
 * taking a mark back where there is no record is nothing to do.
 * @param deletion.since ISO 8601
 */
export function markDeletionScript(
  controlPlane: Through,
  record: MachineRecord,
  deletion: MachineRecord['deletion'],
): string {
  if (deletion !== undefined) return markScript(controlPlane, record, { deletion });
  return inShellOfItsOwn(controlPlane, `unless_missing ${patch(record.name, { deletion: null })}`);
}

/** Marks a machine that has left the cluster as one whose host is to be cleaned before it is used again; as above. */
export function markToBeCleanedScript(controlPlane: Through, record: MachineRecord): string {
  return markScript(controlPlane, record, { toBeCleaned: true });
}

/** Deletes a machine's record; nothing to do where there is none. */
export function deleteRecordScript(controlPlane: Through, name: string): string {
  return inShellOfItsOwn(controlPlane, `unless_missing k delete ${MACHINES} ${shQuote(name)} --wait=false`);
}

function markScript(controlPlane: Through, record: MachineRecord, marks: MachineMarks): string {
  const mark = patch(record.name, marks);
  return inShellOfItsOwn(
    controlPlane,
    `${definePut([record])}said=$(${mark} 2>&1) && exit 0
missing "$said" || { printf '%s\\n' "$said" >&2; exit 1; }
put || exit 1
${mark} >/dev/null`,
  );
}

function patch(name: string, status: Record<keyof MachineMarks, unknown> | Record<string, unknown>): string {
  return `k patch ${MACHINES} ${shQuote(name)} --type merge -p ${shQuote(JSON.stringify({ status }))}`;
}

function definePut(records: readonly MachineRecord[]): string {
  return putFunctions(records.map(machineResource), MACHINE_DEFINITION);
}
