import { PRELUDE } from './wrapper.ts';

/**
 * Receives one file (same rules as the texts in wrapper.ts). stdin: three lines (target, size, sha256), then the bytes
 * from the offset that the marker `have` names. Its other markers: `present` (target is right already), `stored`,
 * `mismatch:<sha256>` (the part was deleted), `short:<bytes>`.
 *
 * openssl hashes at four times the speed of sha256sum where it is installed. The hash is taken of the file as stored,
 * not of the stream: what an earlier run left is checked with it.
 */
function receive(copy: string): string {
  return [
    PRELUDE,
    'n=$1',
    'IFS= read -r t',
    'read -r z',
    'read -r h',
    'p=$t.part',
    'sum() { x=; if command -v openssl >/dev/null 2>&1; then x=$(openssl dgst -sha256 <"$1" 2>/dev/null) || x=; x=${x##* }; fi; [ -n "$x" ] || { x=$(sha256sum <"$1") || return 1; x=${x%% *}; }; }',
    'size() { s=$(wc -c <"$1") || return 1; s=$((s)); }',
    'finish() { echo "$n:end:$1" >&2; echo "$n:end:$1"; exit "$1"; }',
    'if [ -f "$t" ] && size "$t" && [ "$s" -eq "$z" ] && sum "$t" && [ "$x" = "$h" ]; then echo "$n:present"; finish 0; fi',
    'mkdir -p "${t%/*}" || finish 1',
    's=0',
    'if [ -e "$p" ]; then size "$p" && [ "$s" -le "$z" ] || { rm -rf "$p"; s=0; }; fi',
    'echo "$n:have:$s"',
    'r=$((z - s))',
    `${copy} >>"$p" || finish 1`,
    'size "$p" || finish 1',
    '[ "$s" -eq "$z" ] || { echo "$n:short:$s"; finish 1; }',
    'sum "$p" || finish 1',
    'if [ "$x" != "$h" ]; then rm -f "$p"; echo "$n:mismatch:$x"; finish 0; fi',
    'mv -f "$p" "$t" || finish 1',
    'echo "$n:stored"',
    'finish 0',
  ].join('; ');
}

export const RECEIVE = `echo "$1:begin" >&2; ${receive('cat')}`;

/** On a terminal there is no end of file: the number of bytes is counted instead. */
export const RECEIVE_ON_TERMINAL = receive('head -c "$r"');
