set -u
LC_ALL=C; export LC_ALL
PATH=${PATH:-/usr/bin:/bin}:/usr/local/sbin:/usr/sbin:/sbin; export PATH
NL='
'
N='##214e4b3c1ee37baa'
INSTALLER_STATE=/var/lib/installer INSTALLER_STORE=/var/lib/installer/store; export INSTALLER_STATE INSTALLER_STORE
run=/run/installer mark=/etc/installer lock_timeout=600
f=$run/$$ out='' dirty=1 used='' C='' E=$NL S='' up=0
umask 022

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
  for x in $S; do case $x in "$1|"*) m=${x#"$1|"}; break ;; esac; done
  unset IFS; set +f
}
c_meta() {
  case $S in *"$NL$2|$3|$4"*) return 0 ;; esac
  stat_of "$2"
  case $m in
    $3"|"$4*) ;;
    '') d "$1" missing ;;
    *) x=${m#*"|"}; d "$1" "mode and owner are ${m%%"|"*} ${x%%"|"*}" ;;
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
  x=${m#*"|"*"|"*"|"*"|"}
  case $S in *"${NL}stamp|$2|$5|$x$NL"*) return 0 ;; esac
  if [ "${x%%"|"*}" = "$6" ]; then
    l=$(sha256sum <"$2")
    if [ "${l%% *}" = "$5" ]; then stamp "$2" "$5" "$x"; return 0; fi
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

note() { printf '%s n %s\n' "$N" "$*"; }
now() { read -r up x </proc/uptime || up=0; }
lock() {
  command -v flock >/dev/null 2>&1 || { exec 9>/dev/null; return 0; }
  exec 9>>"$run/host.lock"
  flock -n 9 && return 0
  note "another run is changing this host; waiting up to $lock_timeout s"
  flock -w "$lock_timeout" 9 && return 0
  echo "another run still holds $run/host.lock after $lock_timeout s" >&2
  printf '%s l\n' "$N"
  exit 75
}
tidy() { [ -z "$used" ] || rm -f -- "$f.c" "$f.c.n" "$f.o"; }
stamp() { printf 'stamp|%s|%s|%s\n' "$1" "$2" "$3" >>"$INSTALLER_STATE/stamps"; }
fail() {
  now; l=
  [ "$secret" = 1 ] || [ ! -s "$f.o" ] || l=$(tail -n 20 "$f.o" | base64)
  set -f; set -- "$1" "$2" $l; set +f
  x="$1 $2"; shift 2
  flush
  printf '%s x %s %s %s %s\n' "$N" "$i" "$x" "$up" "$*"
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
  parents "${1%/*}" && mkdir -- "$1" && printf 'd %s\n' "$1" >>"$INSTALLER_STATE/created" && C=
}
record() { parents "${1%/*}" && printf 'f %s\n' "$1" >>"$INSTALLER_STATE/created" && C=; }
keep() {
  [ -e "$1" ] || [ -L "$1" ] || { record "$1"; return; }
  [ ! -e "$INSTALLER_STATE/originals$1" ] && [ ! -L "$INSTALLER_STATE/originals$1" ] || return 0
  recorded "f $1" && return 0
  mkdir -p -- "$INSTALLER_STATE/originals${1%/*}" || return
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
beside() { t=${p%/*}/.${p##*/}.installer; [ ! -e "$t" ] || rm -f -- "$t"; }
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
  [ -d "$INSTALLER_STATE/appended${p%/*}" ] || mkdir -p -- "$INSTALLER_STATE/appended${p%/*}" || return
  for x in "$@"; do
    case $S in *"$NL$s:$x$NL"*) continue ;; esac
    printf '%s\n' "$x" >>"$INSTALLER_STATE/appended$p" && printf '%s\n' "$x" >>"$p" || return
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
  printf '%s\n' "$4" >>"$t" && place
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
  mkdir -p -- "$INSTALLER_STATE/originals${1%/*}" && mv -f -- "$1" "$INSTALLER_STATE/originals$1"
}
pend() { [ -d "$INSTALLER_STATE/pending" ] || mkdir -p "$INSTALLER_STATE/pending" || return; : >"$INSTALLER_STATE/pending/$1"; }
pended() { rm -f -- "$INSTALLER_STATE/pending/$1"; }
# What was said so far goes out here and at the end: files take no time worth a packet each, commands may.
run() {
  flush
  timeout -k 10 "$1" /bin/sh "$f.c" ${4:+"$4"} </dev/null 3>&"$2" >"$f.o" 2>&1 9>&"$3"
  x=$?
  [ "$secret" = 1 ] || [ ! -s "$f.o" ] || cat -- "$f.o"
  return "$x"
}
run_all() {
  printf '%s\n' "$3" >"$f.c" || return
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
  [ -d "${t%/*}" ] || mkdir -p -- "${t%/*}"
}
w_texted() { cat -- "$t" >>"$p"; }
# Arguments: seconds, name of the step, script, marks. A command that ends the shell with 0 has ended well; the next begins in another.
once() {
  e=$1 s=$INSTALLER_STATE/shell.$2
  [ -d "$INSTALLER_STATE/done" ] || mkdir -p "$INSTALLER_STATE/done" || return
  printf '%s\n' "$3" >"$f.c" || return
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
scan() {
S="$NL$({
sha256sum -- /etc/hostname /etc/modules-load.d/installer.conf /etc/sysctl.d/99-zz-installer.conf /etc/containerd/config.toml /etc/crictl.yaml
stat -L -c '%n|%a|%U:%G|%u:%g|%F|%s|%y|%i' -- /etc/hostname /etc/modules-load.d/installer.conf /etc/sysctl.d/99-zz-installer.conf /etc/containerd/config.toml /etc/crictl.yaml
grep -FxH -e '# BEGIN installer 10-os-baseline/address-of-its-own-name 4a255d3708df' -e '192.0.2.11 w-1' -e '# END installer 10-os-baseline/address-of-its-own-name' -- /etc/hosts
} 2>/dev/null </dev/null)$NL"
}
k0() {
:
}
a0() {
:
}
k1() {
c_run 'read -r name </proc/sys/kernel/hostname
[ "$name" = w-1 ]'
}
a1() {
if b 0; then
run_all c 300 'set -e
note() { printf '\''%s n %s\n'\'' '\''##214e4b3c1ee37baa'\'' "$*" >&3; }
at() { printf '\''%s\n'\'' "$1" >"$0.n"; }
at 0
printf '\''%s\n'\'' w-1 >/proc/sys/kernel/hostname' || return 1
bad=' '; k1; ! b 0 || { fail r 1; return 1; }
fi
}
k2() {
look
c_file 0 /etc/hostname 644 'root:root|' edf25c566f3eda433e69de54d1f3f93e3898585afc09f5e98526b8a470f4f285
}
a2() {
{
! b 0 || {
w_begin /etc/hostname 022 &&
printf '%s' 'w-1
' >"$t" &&
w_end '' '' 644 root:root
} || { fail f0 1; return 1; }
} 2>"$f.o"
}
k3() {
look
c_lines 0 /etc/hosts '# BEGIN installer 10-os-baseline/address-of-its-own-name 4a255d3708df' '192.0.2.11 w-1' '# END installer 10-os-baseline/address-of-its-own-name'
}
a3() {
{
! b 0 || {
w_block /etc/hosts '# BEGIN installer 10-os-baseline/address-of-its-own-name' '# END installer 10-os-baseline/address-of-its-own-name' '# BEGIN installer 10-os-baseline/address-of-its-own-name 4a255d3708df
192.0.2.11 w-1
# END installer 10-os-baseline/address-of-its-own-name'
} || { fail f0 1; return 1; }
} 2>"$f.o"
dirty=1
}
k4() {
look
c_file 0 /etc/modules-load.d/installer.conf 644 'root:root|' fcaf07413a456d658640930cef56ed4d13330123e3b522c481021613c64755e3
}
a4() {
{
! b 0 || {
w_begin /etc/modules-load.d/installer.conf 022 &&
printf '%s' 'overlay
br_netfilter
' >"$t" &&
w_end '' '' 644 root:root
} || { fail f0 1; return 1; }
} 2>"$f.o"
}
k5() {
c_run 'for module in overlay br_netfilter; do
  [ -d "/sys/module/$module" ] && continue
  case $module in
    overlay) grep -qw overlay /proc/filesystems && continue ;;
    br_netfilter) [ -d /proc/sys/net/bridge ] && continue ;;
  esac
  ! modprobe --dry-run --quiet "$module" 2>/dev/null || exit 1
done'
}
a5() {
if b 0; then
run_all c 300 'set -e
note() { printf '\''%s n %s\n'\'' '\''##214e4b3c1ee37baa'\'' "$*" >&3; }
at() { printf '\''%s\n'\'' "$1" >"$0.n"; }
at 0
for module in overlay br_netfilter; do
  [ ! -d "/sys/module/$module" ] || continue
  ! modprobe "$module" || echo "$module" >>"$INSTALLER_STATE/modules"
done
' || return 1
bad=' '; k5; ! b 0 || { fail r 1; return 1; }
fi
}
k6() {
look
c_file 0 /etc/sysctl.d/99-zz-installer.conf 644 'root:root|' c850c643a2e12535a73cf0ce5c93d4d286faf54f3440537d6c3524e471dee0b9
}
a6() {
{
! b 0 || {
w_begin /etc/sysctl.d/99-zz-installer.conf 022 &&
printf '%s' '# Written by installer.
net.ipv4.ip_forward = 1
net.bridge.bridge-nf-call-iptables = 1
' >"$t" &&
w_end '' '' 644 root:root
} || { fail f0 1; return 1; }
} 2>"$f.o"
}
k7() {
c_run 'while read -r name value; do
  file=/proc/sys/$name
  { [ -n "$name" ] && [ -e "$file" ]; } || continue
  read -r now <"$file"
  [ "$now" = "$value" ] || exit 1
done <<'\''SETTINGS'\''
net/ipv4/ip_forward 1
net/bridge/bridge-nf-call-iptables 1

SETTINGS'
}
a7() {
if b 0; then
run_all c 300 'set -e
note() { printf '\''%s n %s\n'\'' '\''##214e4b3c1ee37baa'\'' "$*" >&3; }
at() { printf '\''%s\n'\'' "$1" >"$0.n"; }
at 0
while read -r name value; do
  file=/proc/sys/$name
  { [ -n "$name" ] && [ -e "$file" ]; } || continue
  read -r now <"$file"
  [ "$now" != "$value" ] || continue
  printf '\''%s %s\n'\'' "$name" "$now" >>"$INSTALLER_STATE/sysctls"
  echo "$name: $now -> $value"
  printf '\''%s\n'\'' "$value" >"$file"
done <<'\''SETTINGS'\''
net/ipv4/ip_forward 1
net/bridge/bridge-nf-call-iptables 1

SETTINGS
' || return 1
bad=' '; k7; ! b 0 || { fail r 1; return 1; }
fi
}
k8() {
c_run '{ read -r _; ! read -r _; } </proc/swaps || exit 1
[ ! -e /etc/fstab ] || ! grep -Eq '\''^[^#[:space:]][^[:space:]]*[[:space:]]+[^[:space:]]+[[:space:]]+swap[[:space:]]'\'' /etc/fstab'
}
a8() {
if b 0; then
run_all c 300 'set -e
note() { printf '\''%s n %s\n'\'' '\''##214e4b3c1ee37baa'\'' "$*" >&3; }
at() { printf '\''%s\n'\'' "$1" >"$0.n"; }
at 0
if [ -e /etc/fstab ]; then
  sed -E '\''s/^([^#[:space:]][^[:space:]]*[[:space:]]+[^[:space:]]+[[:space:]]+swap[[:space:]])/#installer# \1/'\'' \
    /etc/fstab >/etc/fstab.installer
  cmp -s /etc/fstab /etc/fstab.installer || cat /etc/fstab.installer >/etc/fstab
  rm -f /etc/fstab.installer
fi

at 1
if ! { read -r _; ! read -r _; } </proc/swaps; then
  if ! swapoff -a; then
    echo "swap cannot be turned off from here (is this host a container?)."
    echo "Turn it off outside, or set vars: {swap: keep} and kubeletConfiguration: {failSwapOn: false} in the inventory."
    exit 1
  fi
  : >"$INSTALLER_STATE/swap-was-on"
fi
' || return 1
bad=' '; k8; ! b 0 || { fail r 1; return 1; }
fi
}
k9() {
look
c_file 0 /etc/containerd/config.toml 644 'root:root|' bb8acef7092fe67d12042e31c61e871eeca8208ac47501aba98e46b4ac7a86bb
c_follow 20-container-runtime.containerd-configuration
}
a9() {
pend 20-container-runtime.containerd-configuration || return 1
{
! b 0 || {
w_begin /etc/containerd/config.toml 022 &&
printf '%s' '# Written by installer. containerd 1.6 and 1.7 read it as it is, 2.x translates it.
version = 2

[plugins."io.containerd.grpc.v1.cri"]
  sandbox_image = "registry.k8s.io/pause:3.10.1"
  restrict_oom_score_adj = false

[plugins."io.containerd.grpc.v1.cri".cni]
  bin_dir = "/opt/cni/bin"
  conf_dir = "/etc/cni/net.d"
  conf_template = ""

[plugins."io.containerd.grpc.v1.cri".containerd]
  default_runtime_name = "runc"

[plugins."io.containerd.grpc.v1.cri".containerd.runtimes.runc]
  runtime_type = "io.containerd.runc.v2"

[plugins."io.containerd.grpc.v1.cri".containerd.runtimes.runc.options]
  SystemdCgroup = true

[plugins."io.containerd.grpc.v1.cri".registry]
  config_path = "/etc/containerd/certs.d"
' >"$t" &&
w_end '' '' 644 root:root
} || { fail f0 1; return 1; }
} 2>"$f.o"
run_all o 300 'set -e
note() { printf '\''%s n %s\n'\'' '\''##214e4b3c1ee37baa'\'' "$*" >&3; }
at() { printf '\''%s\n'\'' "$1" >"$0.n"; }
at 0
! systemctl is-active --quiet containerd.service || systemctl restart containerd.service' || return 1
pended 20-container-runtime.containerd-configuration
}
k10() {
look
c_gone 0 /etc/systemd/system/containerd.service.d/installer-proxy.conf
c_follow 20-container-runtime.no-proxy-of-containerd
}
a10() {
pend 20-container-runtime.no-proxy-of-containerd || return 1
{
! b 0 || {
w_gone /etc/systemd/system/containerd.service.d/installer-proxy.conf
} || { fail f0 1; return 1; }
} 2>"$f.o"
run_all o 300 'set -e
note() { printf '\''%s n %s\n'\'' '\''##214e4b3c1ee37baa'\'' "$*" >&3; }
at() { printf '\''%s\n'\'' "$1" >"$0.n"; }
at 0
systemctl daemon-reload
at 1
! systemctl is-active --quiet containerd.service || systemctl restart containerd.service' || return 1
pended 20-container-runtime.no-proxy-of-containerd
}
k11() {
look
c_file 0 /etc/crictl.yaml 644 'root:root|' ad526395cca4db1e3ea166ddabbba23707829b104215d122f05f8e582cef9050
}
a11() {
{
! b 0 || {
w_begin /etc/crictl.yaml 022 &&
printf '%s' 'runtime-endpoint: unix:///run/containerd/containerd.sock
image-endpoint: unix:///run/containerd/containerd.sock
timeout: 10
' >"$t" &&
w_end '' '' 644 root:root
} || { fail f0 1; return 1; }
} 2>"$f.o"
}
k12() {
c_run '# missing: calls `found NAME SHA256 VERSION` for each package that is not installed in at least the bundle'\''s version.
missing() { :; }

none=0
found() { echo "need $2"; none=1; }
missing
exit $none'
}
a12() {
if b 0; then
run_all c 1800 'set -e
note() { printf '\''%s n %s\n'\'' '\''##214e4b3c1ee37baa'\'' "$*" >&3; }
at() { printf '\''%s\n'\'' "$1" >"$0.n"; }
at 0
# missing: calls `found NAME SHA256 VERSION` for each package that is not installed in at least the bundle'\''s version.
missing() { :; }

# wait_for_dpkg: returns when nothing holds the package manager, saying who does meanwhile.
holder() {
  for lock in /var/lib/dpkg/lock-frontend /var/lib/dpkg/lock; do
    [ -e "$lock" ] || continue
    pid=$(awk -v inode=":$(stat -c %i "$lock")" '\''index($0, inode " ") { print $5; exit }'\'' /proc/locks)
    [ -z "$pid" ] || { echo "$(cat "/proc/$pid/comm" 2>/dev/null || echo process) ($pid)"; return; }
  done
}
wait_for_dpkg() {
  waited=0
  while held=$(holder) && [ -n "$held" ]; do
    if [ "$waited" -ge 600 ]; then
      echo "the package manager is still held by $held after $waited s; stop it, or raise vars: {packageLockTimeout: SECONDS}"
      exit 1
    fi
    [ $((waited % 10)) != 0 ] || note "the package manager is held by $held; waiting"
    sleep 2
    waited=$((waited + 2))
  done
}

export DEBIAN_FRONTEND=noninteractive
wait_for_dpkg
# A run that was cut short leaves packages unpacked; dpkg refuses everything else until they are configured.
dpkg --configure -a --force-confdef --force-confold
packages=
found() {
  if [ ! -e "$INSTALLER_STORE/$2" ]; then
    echo "package $1 $3 is not in the host'\''s store"
    exit 1
  fi
  # Written before the packages are installed: what is cut short is taken back as well.
  case $have in *"$nl$1 installed "*) ;; *) echo "$1" >>"$INSTALLER_STATE/packages" ;; esac
  packages="$packages $INSTALLER_STORE/$2"
}
missing
install_packages() { dpkg --install --force-confdef --force-confold $packages; }
# A package may need another one configured before it is unpacked: the second pass finds it so.
if [ -n "$packages" ]; then
  note "installing packages"
  install_packages || { wait_for_dpkg; install_packages; }
fi

' || return 1
bad=' '; k12; ! b 0 || { fail r 1; return 1; }
fi
}
k13() {
c_run 'for dir in /usr/lib/cni /usr/libexec/cni; do
  for plugin in "$dir"/*; do
    [ ! -x "$plugin" ] || [ -e /opt/cni/bin/"${plugin##*/}" ] || exit 1
  done
done'
}
a13() {
if b 0; then
run_all c 300 'set -e
note() { printf '\''%s n %s\n'\'' '\''##214e4b3c1ee37baa'\'' "$*" >&3; }
at() { printf '\''%s\n'\'' "$1" >"$0.n"; }
at 0
mkdir -p /opt/cni/bin
for dir in /usr/lib/cni /usr/libexec/cni; do
  for plugin in "$dir"/*; do
    target=/opt/cni/bin/${plugin##*/}
    [ ! -x "$plugin" ] || [ -e "$target" ] || ln -sf "$plugin" "$target"
  done
done
' || return 1
bad=' '; k13; ! b 0 || { fail r 1; return 1; }
fi
}
k14() {
c_run '[ -e /etc/systemd/system/multi-user.target.wants/containerd.service ] &&
  [ -S /run/containerd/containerd.sock ] && systemctl is-active --quiet containerd.service'
}
a14() {
if b 0; then
run_all c 300 'set -e
note() { printf '\''%s n %s\n'\'' '\''##214e4b3c1ee37baa'\'' "$*" >&3; }
at() { printf '\''%s\n'\'' "$1" >"$0.n"; }
at 0
systemctl enable --quiet containerd.service
at 1
systemctl start containerd.service
at 2
for try in 1 2 3 4 5 6 7 8 9 10 11 12 13 14 15; do
  ! timeout 10 ctr version >/dev/null 2>&1 || exit 0
  sleep 1
done
echo "containerd does not answer; the last it said:"
journalctl --no-pager --lines 10 --unit containerd.service
exit 1
' || return 1
bad=' '; k14; ! b 0 || { fail r 1; return 1; }
fi
}
k15() {
:
}
a15() {
:
}
k16() {
look
c_lines 0 /etc/hosts '# BEGIN installer 10-os-baseline/address-of-its-own-name 4a255d3708df' '192.0.2.11 w-1' '# END installer 10-os-baseline/address-of-its-own-name'
}
a16() {
{
! b 0 || {
w_block /etc/hosts '# BEGIN installer 10-os-baseline/address-of-its-own-name' '# END installer 10-os-baseline/address-of-its-own-name' '# BEGIN installer 10-os-baseline/address-of-its-own-name 4a255d3708df
192.0.2.11 w-1
# END installer 10-os-baseline/address-of-its-own-name'
} || { fail f0 1; return 1; }
} 2>"$f.o"
dirty=1
}
installer_steps() {
[ -d "$INSTALLER_STATE" ] || mkdir -p -m 700 -- "$INSTALLER_STATE" || exit
[ -d "$run" ] || mkdir -p -m 700 -- "$run" || exit
lock
trap tidy EXIT
trap 'exit 129' HUP
trap 'exit 130' INT
trap 'exit 141' PIPE
trap 'exit 143' TERM
for j in 0 1 2 3 4 5 6 7 8 9 10 11 12 13 14 15 16; do step "$j" || exit 1; done
flush
}
installer_steps
