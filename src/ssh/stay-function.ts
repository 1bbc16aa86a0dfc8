/**
 * The shell function `stay` of a script that is held; `__n` is the nonce of its wrapper, fd 3 what comes from here.
 *
 * Lines come in: the time on our clock, given back as they were, so that we know what was heard; or `release`. dd gives
 * out what one read(2) found and is empty at the end of file; timeout(1) must stay in the foreground, or a terminal would
 * stop it.
 * @param limitMs silence after which it comes back with 1
 */
export function stayFunction(limitMs: number): string {
  const seconds = limitMs / 1000;
  return `stay() {
  printf '%s:held:%s\\n' "$__n" "$1"
  while __b=$(timeout --foreground ${seconds} dd bs=4096 count=1 <&3 2>/dev/null) && [ -n "$__b" ]; do
    case $__b in *release*) return 0 ;; esac
    printf '%s:alive:%s\\n' "$__n" "\${__b##*
}"
  done
  echo 'nothing more was heard from the operator' >&2
  return 1
}
`;
}
