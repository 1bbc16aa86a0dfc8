/**
 * Shell functions that change a host. A file is written beside its target and renamed over it; what was there before us is
 * kept under originals/, what was not is listed in created (`f path`, `d path`), lines we added are kept under appended/.
 * Every function leaves a state that the next run continues from.
 */
export const SHELL_CHANGE = `
note() { printf '%s n %s\\n' "$N" "$*"; }
now() { read -r up x </proc/uptime || up=0; }
lock() {
  command -v flock >/dev/null 2>&1 || { exec 9>/dev/null; return 0; }
  exec 9>>"$run/host.lock"
  flock -n 9 && return 0
  note "another run is changing this host; waiting up to $lock_timeout s"
  flock -w "$lock_timeout" 9 && return 0
  echo "another run still holds $run/host.lock after $lock_timeout s" >&2
  printf '%s l\\n' "$N"
  exit 75
}
tidy() { [ -z "$used" ] || rm -f -- "$f.c" "$f.c.n" "$f.o"; }
stamp() { printf 'stamp|%s|%s|%s\\n' "$1" "$2" "$3" >>"$INSTALLER_STATE/stamps"; }
fail() {
  now; l=
  [ "$secret" = 1 ] || [ ! -s "$f.o" ] || l=$(tail -n 20 "$f.o" | base64)
  set -f; set -- "$1" "$2" $l; set +f
  x="$1 $2"; shift 2
  flush
  printf '%s x %s %s %s %s\\n' "$N" "$i" "$x" "$up" "$*"
  return 1
}
step() {
  i=$1 bad=' ' why='' secret=0
  "k$i"
  if [ "$bad" = ' ' ]; then r ok; return 0; fi
  now; out="$out$N b $i $up$NL"; used=1; reason=$why
  "a$i" || return 1
  now; out="$out$N s $i changed $up $reason$NL"
}
parents() {
  [ -z "$1" ] || [ -d "$1" ] && return 0
  parents "\${1%/*}" && mkdir -- "$1" && printf 'd %s\\n' "$1" >>"$INSTALLER_STATE/created" && C=
}
record() { parents "\${1%/*}" && printf 'f %s\\n' "$1" >>"$INSTALLER_STATE/created" && C=; }
keep() {
  [ -e "$1" ] || [ -L "$1" ] || { record "$1"; return; }
  [ ! -e "$INSTALLER_STATE/originals$1" ] && [ ! -L "$INSTALLER_STATE/originals$1" ] || return 0
  recorded "f $1" && return 0
  mkdir -p -- "$INSTALLER_STATE/originals\${1%/*}" || return
  cp -pP -- "$1" "$INSTALLER_STATE/kept.$$" && mv -f -- "$INSTALLER_STATE/kept.$$" "$INSTALLER_STATE/originals$1"
}
w_begin() {
  p=$1
  [ ! -L "$p" ] || p=$(readlink -f -- "$p") || return
  [ ! -d "$p" ] || { echo "$p is a directory" >&2; return 1; }
  keep "$p" || return
  beside
  umask "$2"
}
w_end() {
  umask 022
  [ -z "$1" ] || chmod -- "$1" "$t" || return
  [ -z "$2" ] || chown -- "$2" "$t" || return
  place || return
  [ -z "$x" ] || { chmod -- "$3" "$p" && chown -- "$4" "$p"; }
}
beside() { t=\${p%/*}/.\${p##*/}.installer; [ ! -e "$t" ] || rm -f -- "$t"; }
place() {
  x=
  mv -f -- "$t" "$p" 2>/dev/null && return 0
  # A mount point cannot be renamed over, only written.
  x=1
  cat -- "$t" >"$p" && rm -f -- "$t"
}
w_bytes() { printf '%s' "$1" | base64 -d >"$t"; }
w_item() {
  [ -f "$1" ] || { echo "the bundle item is not in the host's store: $1" >&2; return 1; }
  rm -f -- "$t"
  ln -- "$1" "$t" 2>/dev/null || cp -- "$1" "$t"
}
w_stamp() { x=$(stat -L -c '%s|%y|%i' -- "$1") && stamp "$1" "$2" "$x"; }
whole_lines() {
  case $E in *"$NL$p$NL"*) return 0 ;; esac
  [ ! -s "$p" ] || [ -z "$(tail -c 1 "$p")" ] || echo >>"$p"
}
w_lines() {
  s=$1 p=$1; shift
  [ ! -L "$p" ] || p=$(readlink -f -- "$p") || return
  if [ ! -e "$p" ]; then record "$p" || return; else whole_lines || return; fi
  [ -d "$INSTALLER_STATE/appended\${p%/*}" ] || mkdir -p -- "$INSTALLER_STATE/appended\${p%/*}" || return
  for x in "$@"; do
    case $S in *"$NL$s:$x$NL"*) continue ;; esac
    printf '%s\\n' "$x" >>"$INSTALLER_STATE/appended$p" && printf '%s\\n' "$x" >>"$p" || return
    S="$S$s:$x$NL"
  done
  E="$E$p$NL"
}
cut_block() {
  if grep -Fxq -- "$2" "$p"; then
    awk -v b="$1 " -v e="$2" 'index($0, b) == 1 { s = 1 } !s { print } $0 == e { s = 0 }' "$p"
  else cat -- "$p"; fi
}
w_block() {
  p=$1
  [ ! -L "$p" ] || p=$(readlink -f -- "$p") || return
  beside
  if [ -e "$p" ]; then cp -p -- "$p" "$t" && cut_block "$2" "$3" >"$t" || return
  else record "$p" && : >"$t" || return; fi
  [ ! -s "$t" ] || [ -z "$(tail -c 1 "$t")" ] || echo >>"$t"
  printf '%s\\n' "$4" >>"$t" && place
}
w_own() {
  [ -z "$2" ] || chmod -- "$2" "$1" || return
  [ -z "$3" ] || chown -- "$3" "$1"
}
w_dir() {
  if [ -d "$1" ]; then w_own "$@"; return; fi
  parents "$1" || return
  # A folder just made by root has these already.
  m=$2 x=$3
  [ "$m" != 755 ] || m=
  [ "$x" != root:root ] || x=
  w_own "$1" "$m" "$x"
}
w_gone() {
  if recorded "f $1" || [ -e "$INSTALLER_STATE/originals$1" ]; then rm -rf -- "$1"; return; fi
  mkdir -p -- "$INSTALLER_STATE/originals\${1%/*}" && mv -f -- "$1" "$INSTALLER_STATE/originals$1"
}
pend() { [ -d "$INSTALLER_STATE/pending" ] || mkdir -p "$INSTALLER_STATE/pending" || return; : >"$INSTALLER_STATE/pending/$1"; }
pended() { rm -f -- "$INSTALLER_STATE/pending/$1"; }
# What was said so far goes out here and at the end: files take no time worth a packet each, commands may.
run() {
  flush
  timeout -k 10 "$1" /bin/sh "$f.c" \${4:+"$4"} </dev/null 3>&"$2" >"$f.o" 2>&1 9>&"$3"
  x=$?
  [ "$secret" = 1 ] || [ ! -s "$f.o" ] || cat -- "$f.o"
  return "$x"
}
run_all() {
  printf '%s\\n' "$3" >"$f.c" || return
  dirty=1 E=$NL
  # The lock goes with the commands: were this shell killed, the next run must wait until they have ended.
  run "$2" 1 9 && return 0
  x=$? l=0
  [ ! -e "$f.c.n" ] || read -r l <"$f.c.n"
  fail "$1$l" "$x"
}
w_once() { [ -d "$INSTALLER_STATE/done" ] || mkdir -p "$INSTALLER_STATE/done" || return; : >"$INSTALLER_STATE/done/$1"; }
# What is appended is kept, so that it can be taken out again.
w_text() {
  p=$1
  [ ! -L "$p" ] || p=$(readlink -f -- "$p") || return
  if [ ! -e "$p" ]; then record "$p" && : >"$p" || return; else whole_lines || return; fi
  t=$INSTALLER_STATE/texts$p.$2
  [ -d "\${t%/*}" ] || mkdir -p -- "\${t%/*}"
}
w_texted() { cat -- "$t" >>"$p"; }
# Arguments: seconds, name of the step, script, marks. A command that ends the shell with 0 has ended well; the next begins in another.
once() {
  e=$1 s=$INSTALLER_STATE/shell.$2
  [ -d "$INSTALLER_STATE/done" ] || mkdir -p "$INSTALLER_STATE/done" || return
  printf '%s\\n' "$3" >"$f.c" || return
  shift 3
  dirty=1 E=$NL
  for o in "$@"; do
    left=; for x in "$@"; do [ -e "$INSTALLER_STATE/done/$x" ] || left=1; done
    [ -n "$left" ] || break
    rm -f -- "$f.c.n"
    # Without our stdout and the lock: what a site's command leaves running must not hold either.
    run "$e" - - "$s" && { read -r l x <"$f.c.n"; : >"$INSTALLER_STATE/done/$x"; continue; }
    x=$? l=0
    [ ! -e "$f.c.n" ] || read -r l m <"$f.c.n"
    fail "c$l" "$x"; return 1
  done
  rm -f -- "$s"
}
drop() {
  set -f; x=; l=$INSTALLER_STORE
  for e in $1; do
    [ ! -e "$l/$e" ] || x="$x $l/$e"
    [ ! -e "$l/$e.part" ] || x="$x $l/$e.part"
  done
  [ -z "$x" ] || rm -f -- $x
  set +f
}
`;
