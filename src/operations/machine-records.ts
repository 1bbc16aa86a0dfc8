import { shQuote } from '../kubeadm/sh-text.ts';
import type { MachineRecord } from '../model/machine-record.ts';
import { MACHINES, type MachineMarks, machineResource } from '../model/machine-resource.ts';
import { type ControlPlaneHost, kubectlPreamble } from './control-plane-access.ts';
import { MACHINE_DEFINITION } from './machine-definition.ts';

/**
 * sh texts that write machine records through one control plane. Each is whole, prints nothing when it went well, ends
 * the script it stands in when it did not, and may stand before other text.
 */
type Through = Pick<ControlPlaneHost, 'address' | 'port'>;

/** Seconds between the definition being there and the API serving it under every path, at most. */
const SERVED_S = 15;

/**
 * Puts records as they are given, and the definition where the cluster has none yet (or one of an older version). What
 * marks a machine for removal (`deletion`, `toBeCleaned`, the annotation behind `deleteFirst`) is not put: an existing
 * record keeps its marks, whatever is given here.
 */
export function putRecordsScript(controlPlane: Through, records: readonly MachineRecord[]): string {
  return alone(controlPlane, `${putFunctions(records)}put || exit 1`);
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
  return alone(controlPlane, `unless_missing ${patch(record.name, { deletion: null })}`);
}

/** Marks a machine that has left the cluster as one whose host is to be cleaned before it is used again; as above. */
export function markToBeCleanedScript(controlPlane: Through, record: MachineRecord): string {
  return markScript(controlPlane, record, { toBeCleaned: true });
}

/** Deletes a machine's record; nothing to do where there is none. */
export function deleteRecordScript(controlPlane: Through, name: string): string {
  return alone(controlPlane, `unless_missing k delete ${MACHINES} ${shQuote(name)} --wait=false`);
}

function markScript(controlPlane: Through, record: MachineRecord, marks: MachineMarks): string {
  const mark = patch(record.name, marks);
  return alone(
    controlPlane,
    `${putFunctions([record])}said=$(${mark} 2>&1) && exit 0
missing "$said" || { printf '%s\\n' "$said" >&2; exit 1; }
put || exit 1
${mark} >/dev/null`,
  );
}

function patch(name: string, status: Record<keyof MachineMarks, unknown> | Record<string, unknown>): string {
  return `k patch ${MACHINES} ${shQuote(name)} --type merge -p ${shQuote(JSON.stringify({ status }))}`;
}

/** In a shell of its own, so that nothing of it is left to what follows. */
function alone(controlPlane: Through, body: string): string {
  return `(
${kubectlPreamble(controlPlane)}
# What kubectl says of a record, or of the whole definition, that is not there.
missing() {
  case $1 in
    *'(NotFound)'* | *'could not find the requested resource'* | *"doesn't have a resource type"*) return 0 ;;
  esac
  return 1
}
# The definition was only just made, or changed: the API does not know it under every path yet.
unserved() {
  case $1 in *'no matches for kind'* | *'unknown field'*) return 0 ;; esac
  missing "$1"
}
unless_missing() {
  said=$("$@" 2>&1) && return 0
  missing "$said" && return 0
  printf '%s\\n' "$said" >&2
  return 1
}
${body}
) || exit
`;
}

/** A function `put`. Records come first: that the definition is missing, or too old for them, shows when they are refused. */
function putFunctions(records: readonly MachineRecord[]): string {
  if (records.length === 0) return 'put() { :; }\n';
  const list = { apiVersion: 'v1', kind: 'List', items: records.map(machineResource) };
  return `apply_records() {
base64 -d <<'RECORDS' | k apply -f - >/dev/null
${base64(list)}
RECORDS
}
apply_definition() {
base64 -d <<'DEFINITION' | k apply -f - >/dev/null
${base64(MACHINE_DEFINITION)}
DEFINITION
}
put() {
apply_records 2>/dev/null && return 0
apply_definition && k wait --for=condition=Established --timeout=60s 'customresourcedefinition/${MACHINES}' >/dev/null || return 1
tries=0
until said=$(apply_records 2>&1); do
  tries=$((tries + 1))
  unserved "$said" && [ "$tries" -lt ${SERVED_S} ] || { printf '%s\\n' "$said" >&2; return 1; }
  sleep 1
done
}
`;
}

function base64(value: unknown): string {
  return Buffer.from(JSON.stringify(value)).toString('base64');
}
