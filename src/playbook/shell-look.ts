/**
 * Shell functions that look at a host, shared by check and apply. Written to fork as little as possible: `scan` is one
 * subshell that hashes, stats and greps every file of every step at once into $S; the c_* functions then only match text.
 *
 * $S holds lines of four kinds, each between newlines: `<sha256>  <path>` (sha256sum), `<path>|mode|owner|ids|type|size|
 * mtime|inode` (stat), `<path>:<line>` (grep), `stamp|<path>|<sha256>|size|mtime|inode` (items installed by us).
 * Cutting a long text with ${S#*…} takes quadratic time in dash: only single lines are cut, after a loop has found them.
 * A step's k-function calls d for everything that differs; $bad then lists the entries: ` 0 2 `.
 */
export const SHELL_LOOK = `
d() { bad="$bad$1 "; [ -n "$why" ] || why=$2; out="$out$N f $i $1 $2$NL"; }
b() { case $bad in *" $1 "*) return 0 ;; esac; return 1; }
r() { out="$out$N s $i $1 0 $why$NL"; }
flush() { [ -z "$out" ] || printf '%s' "$out"; out=; }
look() { [ -z "$dirty" ] || { scan; dirty=; }; }
c_file() {
  case $S in
    *"$NL$5  $2$NL"*) c_meta "$1" "$2" "$3" "$4" ;;
    *) if [ -e "$2" ]; then d "$1" 'content differs'; else d "$1" missing; fi ;;
  esac
}
stat_of() {
  m=; IFS=$NL; set -f
  for x in $S; do case $x in "$1|"*) m=\${x#"$1|"}; break ;; esac; done
  unset IFS; set +f
}
c_meta() {
  case $S in *"$NL$2|$3|$4"*) return 0 ;; esac
  stat_of "$2"
  case $m in
    $3"|"$4*) ;;
    '') d "$1" missing ;;
    *) x=\${m#*"|"}; d "$1" "mode and owner are \${m%%"|"*} \${x%%"|"*}" ;;
  esac
}
c_lines() {
  e=$1 p=$2 l=0; shift 2
  for x in "$@"; do case $S in *"$NL$p:$x$NL"*) ;; *) l=$((l + 1)) ;; esac; done
  [ "$l" = 0 ] || d "$e" "$l of $# lines missing"
}
c_dir() { if [ ! -d "$2" ]; then d "$1" missing; elif [ -n "$3" ]; then c_meta "$1" "$2" "$3" "$4"; fi; }
c_gone() { if [ -e "$2" ] || [ -L "$2" ]; then d "$1" 'still there'; fi; }
c_item() {
  c_meta "$1" "$2" "$3" "$4"
  stat_of "$2"
  [ -n "$m" ] || return 0
  x=\${m#*"|"*"|"*"|"*"|"}
  case $S in *"\${NL}stamp|$2|$5|$x$NL"*) return 0 ;; esac
  if [ "\${x%%"|"*}" = "$6" ]; then
    l=$(sha256sum <"$2")
    if [ "\${l%% *}" = "$5" ]; then stamp "$2" "$5" "$x"; return 0; fi
  fi
  b "$1" || d "$1" 'not the item of the bundle'
}
c_told() {
  q=$(set +u; eval "$1" 2>/dev/null </dev/null) || d 0 "check exited $?"
  set -f
  for x in $q; do [ "$x" = need ] || out="$out$N i $i $x$NL"; done
  set +f
}
c_run() { (set +u; eval "$1") >/dev/null 2>&1 </dev/null || d 0 "check exited $?"; }
c_done() { [ -e "$INSTALLER_STATE/done/$2" ] || d "$1" 'not run yet'; }
c_written() { if [ ! -e "$2" ]; then d "$1" missing; elif [ ! -e "$INSTALLER_STATE/done/$3" ]; then d "$1" 'not written yet'; fi; }
c_text_there() { behind "$2"; [ ! -e "$INSTALLER_STATE/texts$p.$3" ] || d "$1" 'holds our text'; }
c_follow() { [ ! -e "$INSTALLER_STATE/pending/$1" ] || d p 'changed before, but what follows was not run'; }
recorded() {
  [ -n "$C" ] || C="$NL$(cat "$INSTALLER_STATE/created" 2>/dev/null)$NL"
  case $C in *"$NL$1$NL"*) return 0 ;; esac
  return 1
}
# Where a file is that we wrote: behind the link, where there was a link before us.
behind() { p=$1; [ ! -L "$p" ] || [ ! -e "$p" ] || recorded "f $p" || p=$(readlink -f -- "$p"); }
c_ours() {
  behind "$2"
  if [ -e "$INSTALLER_STATE/originals$p" ] || [ -L "$INSTALLER_STATE/originals$p" ] || [ -e "$INSTALLER_STATE/appended$p" ]
  then d "$1" 'changed by us'; elif recorded "f $p" || recorded "d $p"; then d "$1" 'made by us'; fi
}
c_block_there() { if [ -f "$2" ] && grep -Fq -- "$3" "$2"; then d "$1" 'holds our block'; fi; }
`;

/** Only for plans: the old content of files that differ, for the diff. At most 64 KiB each. */
export const SHELL_OLD = `
stamp() { :; }
old() {
  b "$1" || return 0
  [ -f "$2" ] && [ -s "$2" ] || return 0
  stat_of "$2"; x=\${m#*"|"*"|"*"|"*"|"}; x=\${x%%"|"*}
  [ "\${x:-65537}" -le 65536 ] || { out="$out$N o $i $1 -$NL"; return 0; }
  set -f; set -- "$1" $(base64 <"$2"); set +f
  e=$1; shift
  out="$out$N o $i $e $*$NL"
}
`;
