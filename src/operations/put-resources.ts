import { type ControlPlaneHost, kubectlPreamble } from './control-plane-access.ts';

/**
 * sh texts that write custom resources through one control plane. Each is whole, prints nothing when it went well, ends
 * the script it stands in when it did not, and may stand before other text.
 */
export type Through = Pick<ControlPlaneHost, 'address' | 'port'>;

/** Seconds between the definition being there and the API serving it under every path, at most. */
const SERVED_S = 15;

/** A script in a shell of its own, so that nothing of it is left to what follows. */
export function inShellOfItsOwn(controlPlane: Through, body: string): string {
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

/**
 * A function `put` of such a shell. Resources come first: that their definition is missing, or too old for them, shows when
 * they are refused.
 * @param definition their CustomResourceDefinition
 */
export function putFunctions(items: readonly object[], definition: { metadata: { name: string } }): string {
  if (items.length === 0) return 'put() { :; }\n';
  const list = { apiVersion: 'v1', kind: 'List', items };
  return `apply_records() {
base64 -d <<'RECORDS' | k apply -f - >/dev/null
${base64(list)}
RECORDS
}
apply_definition() {
base64 -d <<'DEFINITION' | k apply -f - >/dev/null
${base64(definition)}
DEFINITION
}
put() {
apply_records 2>/dev/null && return 0
apply_definition && k wait --for=condition=Established --timeout=60s 'customresourcedefinition/${definition.metadata.name}' >/dev/null || return 1
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
