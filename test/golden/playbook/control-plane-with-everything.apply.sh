set -u
LC_ALL=C; export LC_ALL
PATH=${PATH:-/usr/bin:/bin}:/usr/local/sbin:/usr/sbin:/sbin; export PATH
NL='
'
N='##6ad156ffb2b652a7'
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
sha256sum -- /etc/hostname /etc/modules-load.d/installer.conf /etc/sysctl.d/99-zz-installer.conf /etc/systemd/timesyncd.conf.d/installer.conf /etc/containerd/config.toml /etc/containerd/certs.d/docker.io/hosts.toml /etc/containerd/certs.d/registry.example.test:5000/hosts.toml /etc/systemd/system/containerd.service.d/installer-proxy.conf /etc/crictl.yaml /etc/systemd/system/kubelet.service /etc/systemd/system/kubelet.service.d/10-kubeadm.conf /etc/kubernetes/manifests/kube-vip.yaml
stat -L -c '%n|%a|%U:%G|%u:%g|%F|%s|%y|%i' -- /etc/hostname /etc/modules-load.d/installer.conf /etc/sysctl.d/99-zz-installer.conf /etc/systemd/timesyncd.conf.d/installer.conf /etc/containerd/config.toml /etc/containerd/certs.d/docker.io/hosts.toml /etc/containerd/certs.d/registry.example.test:5000/hosts.toml /etc/systemd/system/containerd.service.d/installer-proxy.conf /etc/crictl.yaml /usr/bin/kubelet /usr/bin/kubeadm /usr/share/doc/sample /etc/systemd/system/kubelet.service /etc/systemd/system/kubelet.service.d/10-kubeadm.conf /etc/kubernetes/manifests/kube-vip.yaml /etc/sample
cat -- "$INSTALLER_STATE/stamps"
grep -FxH -e '# BEGIN installer 10-os-baseline/address-of-its-own-name 8ffcab6b218c' -e '192.0.2.11 cp-1' -e '# END installer 10-os-baseline/address-of-its-own-name' -- /etc/hosts
} 2>/dev/null </dev/null)$NL"
}
k0() {
c_done 0 05-disks.boot-commands.dbf5879c4f088679d23bf2f0
}
a0() {
once 1800 05-disks.boot-commands 'installer_at() { printf '\''%s %s\n'\'' "$1" "$2" >"$0.n"; }
installer_done() { [ "$1" = 0 ] || exit "$1"; : >"$INSTALLER_STATE/done/$2"; export -p >"$installer_shell"; }
installer_shell=$1
shift
[ ! -e "$installer_shell" ] || { . "$installer_shell"; cd -- "$PWD" 2>/dev/null || :; }
set -a
if [ ! -e "$INSTALLER_STATE/done/05-disks.boot-commands.dbf5879c4f088679d23bf2f0" ]; then
installer_at 0 05-disks.boot-commands.dbf5879c4f088679d23bf2f0
eval '\''
true'\''
installer_done $? 05-disks.boot-commands.dbf5879c4f088679d23bf2f0
fi' 05-disks.boot-commands.dbf5879c4f088679d23bf2f0 || return 1
}
k1() {
c_run '[ -e "$INSTALLER_STATE/disks/b454a42c95ab37c48880680c" ] || exit 1'
}
a1() {
if b 0; then
run_all c 600 'set -e
note() { printf '\''%s n %s\n'\'' '\''##6ad156ffb2b652a7'\'' "$*" >&3; }
at() { printf '\''%s\n'\'' "$1" >"$0.n"; }
at 0
# Partition tables and file systems as cloud-init makes them, but for this: what bears anything is left alone unless
# overwrite says otherwise, and what is in use is never touched.

# once_on_disk MARK COMMAND…: runs it, and remembers that it was done on this machine.
once_on_disk() {
  mark=$INSTALLER_STATE/disks/$1
  shift
  [ ! -e "$mark" ] || return 0
  "$@"
  mkdir -p "$INSTALLER_STATE/disks"
  : >"$mark"
}

# find_disk DEVICE: sets $disk to the device behind all links.
find_disk() {
  disk=$(readlink -f -- "$1") && [ -b "$disk" ] && return 0
  echo "this host has no disk $1"
  return 1
}

# refuse_in_use DEVICE NAME: mounted, swapped to, or part of a volume, itself or something on it.
refuse_in_use() {
  used=$(lsblk -nro MOUNTPOINT "$1" | grep . | tr '\''\n'\'' '\'' '\'' || true)
  [ -n "$used" ] || used=$(lsblk -nro NAME,TYPE "$1" | awk '\''NR > 1 && $2 != "part" { printf "%s ", $1 }'\'')
  [ -n "$used" ] || return 0
  echo "$2 is in use ($used): it is never overwritten, whatever the inventory says"
  exit 1
}

# bears DEVICE: what signatures say is on it, file systems and partition tables alike; nothing on an empty one.
bears() { wipefs -p "$1" | awk -F, '\''!/^#/ { print $NF; exit }'\''; }
file_system_of() { blkid -p -s TYPE -o value "$1" 2>/dev/null || true; }
label_of() { blkid -p -s LABEL -o value "$1" 2>/dev/null || true; }
has_table() { [ -n "$(blkid -p -s PTTYPE -o value "$1" 2>/dev/null || true)" ]; }
partitions_of() { lsblk -nrpo NAME,TYPE "$1" | awk '\''NR > 1 && $2 == "part" { print $1 }'\''; }
settle() { ! command -v udevadm >/dev/null 2>&1 || udevadm settle --timeout=30 2>/dev/null || true; }

# partition_disk DEVICE LABEL OVERWRITE PERCENTAGE:TYPE…
partition_disk() {
  device=$1 label=$2 overwrite=$3
  shift 3
  settle
  find_disk "$device"
  if [ "$overwrite" != true ] && [ -n "$(bears "$disk")" ]; then
    if has_table "$disk"; then
      note "$device has a partition table, which stays"
      return 0
    fi
    echo "$device bears $(bears "$disk") and is not overwritten."
    echo "Set overwrite: true for it in diskSetup.partitions if it may be lost, or wipe it by hand: wipefs -a $device"
    return 1
  fi
  refuse_in_use "$disk" "$device"
  command -v sfdisk >/dev/null 2>&1 || { echo "sfdisk is not there; install it (package fdisk or util-linux)"; return 1; }
  for part in $(partitions_of "$disk"); do wipefs -aq "$part"; done
  wipefs -aq "$disk"
  room=$(($(blockdev --getsz "$disk") / 2048 - 2)) sum=0
  {
    echo "label: $label"
    for part in "$@"; do
      sum=$((sum + ${part%%:*}))
      if [ "$sum" -ge 100 ]; then echo "type=${part#*:}"; else echo "size=$((room * ${part%%:*} / 100))MiB, type=${part#*:}"; fi
    done
  } | sfdisk --quiet "$disk"
  settle
  # Where nobody tells the kernel of new partitions, or it needs a moment.
  for try in 1 2 3 4 5 6 7 8 9 10; do
    [ "$(partitions_of "$disk" | wc -l)" -lt $# ] || return 0
    partx -u "$disk" 2>/dev/null || true
    sleep 1
  done
  echo "the partitions of $device do not appear"
  return 1
}

# make_filesystem DEVICE TYPE LABEL PARTITION OVERWRITE REPLACE OPTION…
make_filesystem() {
  device=$1 type=$2 label=$3 partition=$4 overwrite=$5 replace=$6
  shift 6
  settle
  find_disk "$device"
  target=
  case $partition in
    none) target=$disk ;;
    any | auto)
      parts=$(partitions_of "$disk")
      for candidate in ${parts:-"$disk"}; do
        if [ "$(file_system_of "$candidate")" = "$type" ]; then
          [ "$partition" = any ] || [ "$(label_of "$candidate")" = "$label" ] || continue
          [ "$overwrite" = true ] || return 0
          target=$candidate
          break
        fi
      done
      if [ -z "$target" ]; then
        for candidate in ${parts:-"$disk"}; do
          found=$(file_system_of "$candidate")
          if [ -z "$(bears "$candidate")" ] || { [ -n "$replace" ] && [ "$found" = "$replace" ]; } || [ "$overwrite" = true ]; then
            target=$candidate
            break
          fi
        done
      fi
      if [ -z "$target" ]; then
        echo "nothing on $device is free for a file system $type${label:+ with the label $label}:"
        lsblk -o NAME,SIZE,FSTYPE,LABEL,MOUNTPOINT "$disk"
        echo "Set overwrite: true for it in diskSetup.filesystems if what is there may be lost."
        return 1
      fi ;;
    *)
      case $disk in *[0-9]) target=${disk}p$partition ;; *) target=$disk$partition ;; esac
      [ -b "$target" ] || { echo "$device has no partition $partition"; return 1; } ;;
  esac
  if [ -n "$(bears "$target")" ]; then
    found=$(file_system_of "$target")
    if [ "$overwrite" != true ]; then
      [ "$found" != "$type" ] || { [ -n "$label" ] && [ "$(label_of "$target")" != "$label" ]; } || return 0
      if [ -z "$replace" ] || [ "$found" != "$replace" ]; then
        echo "$target bears $(bears "$target") and is not overwritten."
        echo "Set overwrite: true for it in diskSetup.filesystems if it may be lost, or wipe it by hand: wipefs -a $target"
        return 1
      fi
    fi
  fi
  refuse_in_use "$target" "$target"
  case $type in swap) make=mkswap ;; *) make=mkfs.$type ;; esac
  command -v "$make" >/dev/null 2>&1 || { echo "$make is not there; install what brings it"; return 1; }
  wipefs -aq "$target"
  if [ -n "$label" ]; then
    case $type in vfat | fat | msdos) set -- "$@" -n "$label" ;; *) set -- "$@" -L "$label" ;; esac
  fi
  case $type in ext2 | ext3 | ext4) set -- "$@" -q -F ;; xfs | btrfs) set -- "$@" -f ;; esac
  note "making $type on $target"
  "$make" "$@" "$target"
  settle
}

once_on_disk b454a42c95ab37c48880680c partition_disk /dev/sample gpt false 100:0FC63DAF-8483-4772-8E79-3D69D8477DE4

' || return 1
bad=' '; k1; ! b 0 || { fail r 1; return 1; }
fi
}
k2() {
c_run '[ -e "$INSTALLER_STATE/disks/afb690f53df97a641c7c8bd0" ] || exit 1'
}
a2() {
if b 0; then
run_all c 1800 'set -e
note() { printf '\''%s n %s\n'\'' '\''##6ad156ffb2b652a7'\'' "$*" >&3; }
at() { printf '\''%s\n'\'' "$1" >"$0.n"; }
at 0
# Partition tables and file systems as cloud-init makes them, but for this: what bears anything is left alone unless
# overwrite says otherwise, and what is in use is never touched.

# once_on_disk MARK COMMAND…: runs it, and remembers that it was done on this machine.
once_on_disk() {
  mark=$INSTALLER_STATE/disks/$1
  shift
  [ ! -e "$mark" ] || return 0
  "$@"
  mkdir -p "$INSTALLER_STATE/disks"
  : >"$mark"
}

# find_disk DEVICE: sets $disk to the device behind all links.
find_disk() {
  disk=$(readlink -f -- "$1") && [ -b "$disk" ] && return 0
  echo "this host has no disk $1"
  return 1
}

# refuse_in_use DEVICE NAME: mounted, swapped to, or part of a volume, itself or something on it.
refuse_in_use() {
  used=$(lsblk -nro MOUNTPOINT "$1" | grep . | tr '\''\n'\'' '\'' '\'' || true)
  [ -n "$used" ] || used=$(lsblk -nro NAME,TYPE "$1" | awk '\''NR > 1 && $2 != "part" { printf "%s ", $1 }'\'')
  [ -n "$used" ] || return 0
  echo "$2 is in use ($used): it is never overwritten, whatever the inventory says"
  exit 1
}

# bears DEVICE: what signatures say is on it, file systems and partition tables alike; nothing on an empty one.
bears() { wipefs -p "$1" | awk -F, '\''!/^#/ { print $NF; exit }'\''; }
file_system_of() { blkid -p -s TYPE -o value "$1" 2>/dev/null || true; }
label_of() { blkid -p -s LABEL -o value "$1" 2>/dev/null || true; }
has_table() { [ -n "$(blkid -p -s PTTYPE -o value "$1" 2>/dev/null || true)" ]; }
partitions_of() { lsblk -nrpo NAME,TYPE "$1" | awk '\''NR > 1 && $2 == "part" { print $1 }'\''; }
settle() { ! command -v udevadm >/dev/null 2>&1 || udevadm settle --timeout=30 2>/dev/null || true; }

# partition_disk DEVICE LABEL OVERWRITE PERCENTAGE:TYPE…
partition_disk() {
  device=$1 label=$2 overwrite=$3
  shift 3
  settle
  find_disk "$device"
  if [ "$overwrite" != true ] && [ -n "$(bears "$disk")" ]; then
    if has_table "$disk"; then
      note "$device has a partition table, which stays"
      return 0
    fi
    echo "$device bears $(bears "$disk") and is not overwritten."
    echo "Set overwrite: true for it in diskSetup.partitions if it may be lost, or wipe it by hand: wipefs -a $device"
    return 1
  fi
  refuse_in_use "$disk" "$device"
  command -v sfdisk >/dev/null 2>&1 || { echo "sfdisk is not there; install it (package fdisk or util-linux)"; return 1; }
  for part in $(partitions_of "$disk"); do wipefs -aq "$part"; done
  wipefs -aq "$disk"
  room=$(($(blockdev --getsz "$disk") / 2048 - 2)) sum=0
  {
    echo "label: $label"
    for part in "$@"; do
      sum=$((sum + ${part%%:*}))
      if [ "$sum" -ge 100 ]; then echo "type=${part#*:}"; else echo "size=$((room * ${part%%:*} / 100))MiB, type=${part#*:}"; fi
    done
  } | sfdisk --quiet "$disk"
  settle
  # Where nobody tells the kernel of new partitions, or it needs a moment.
  for try in 1 2 3 4 5 6 7 8 9 10; do
    [ "$(partitions_of "$disk" | wc -l)" -lt $# ] || return 0
    partx -u "$disk" 2>/dev/null || true
    sleep 1
  done
  echo "the partitions of $device do not appear"
  return 1
}

# make_filesystem DEVICE TYPE LABEL PARTITION OVERWRITE REPLACE OPTION…
make_filesystem() {
  device=$1 type=$2 label=$3 partition=$4 overwrite=$5 replace=$6
  shift 6
  settle
  find_disk "$device"
  target=
  case $partition in
    none) target=$disk ;;
    any | auto)
      parts=$(partitions_of "$disk")
      for candidate in ${parts:-"$disk"}; do
        if [ "$(file_system_of "$candidate")" = "$type" ]; then
          [ "$partition" = any ] || [ "$(label_of "$candidate")" = "$label" ] || continue
          [ "$overwrite" = true ] || return 0
          target=$candidate
          break
        fi
      done
      if [ -z "$target" ]; then
        for candidate in ${parts:-"$disk"}; do
          found=$(file_system_of "$candidate")
          if [ -z "$(bears "$candidate")" ] || { [ -n "$replace" ] && [ "$found" = "$replace" ]; } || [ "$overwrite" = true ]; then
            target=$candidate
            break
          fi
        done
      fi
      if [ -z "$target" ]; then
        echo "nothing on $device is free for a file system $type${label:+ with the label $label}:"
        lsblk -o NAME,SIZE,FSTYPE,LABEL,MOUNTPOINT "$disk"
        echo "Set overwrite: true for it in diskSetup.filesystems if what is there may be lost."
        return 1
      fi ;;
    *)
      case $disk in *[0-9]) target=${disk}p$partition ;; *) target=$disk$partition ;; esac
      [ -b "$target" ] || { echo "$device has no partition $partition"; return 1; } ;;
  esac
  if [ -n "$(bears "$target")" ]; then
    found=$(file_system_of "$target")
    if [ "$overwrite" != true ]; then
      [ "$found" != "$type" ] || { [ -n "$label" ] && [ "$(label_of "$target")" != "$label" ]; } || return 0
      if [ -z "$replace" ] || [ "$found" != "$replace" ]; then
        echo "$target bears $(bears "$target") and is not overwritten."
        echo "Set overwrite: true for it in diskSetup.filesystems if it may be lost, or wipe it by hand: wipefs -a $target"
        return 1
      fi
    fi
  fi
  refuse_in_use "$target" "$target"
  case $type in swap) make=mkswap ;; *) make=mkfs.$type ;; esac
  command -v "$make" >/dev/null 2>&1 || { echo "$make is not there; install what brings it"; return 1; }
  wipefs -aq "$target"
  if [ -n "$label" ]; then
    case $type in vfat | fat | msdos) set -- "$@" -n "$label" ;; *) set -- "$@" -L "$label" ;; esac
  fi
  case $type in ext2 | ext3 | ext4) set -- "$@" -q -F ;; xfs | btrfs) set -- "$@" -f ;; esac
  note "making $type on $target"
  "$make" "$@" "$target"
  settle
}

once_on_disk afb690f53df97a641c7c8bd0 make_filesystem /dev/sample ext4 etcd any false '\'''\'' -E lazy_itable_init=1

' || return 1
bad=' '; k2; ! b 0 || { fail r 1; return 1; }
fi
}
k3() {
c_run 'grep -qsxF -- '\''LABEL=etcd	/var/lib/etcd	auto	defaults,nofail	0	2'\'' /etc/fstab || exit 1
mountpoint -q /var/lib/etcd || exit 1'
}
a3() {
if b 0; then
run_all c 300 'set -e
note() { printf '\''%s n %s\n'\'' '\''##6ad156ffb2b652a7'\'' "$*" >&3; }
at() { printf '\''%s\n'\'' "$1" >"$0.n"; }
at 0
# mount_at PATH LINE SWAP: the line stands in fstab, and what it says is mounted.
mount_at() {
  if ! grep -qsxF -- "$2" /etc/fstab; then
    other=$(awk -v path="$1" '\''$1 !~ /^#/ && $2 == path { print; exit }'\'' /etc/fstab 2>/dev/null)
    if [ "$3" != true ] && [ -n "$other" ]; then
      echo "/etc/fstab mounts something else at $1 already: $other"
      echo "Remove that line from the host, or the mount from the inventory."
      return 1
    fi
    [ ! -s /etc/fstab ] || [ -z "$(tail -c 1 /etc/fstab)" ] || echo >>/etc/fstab
    printf '\''%s\t%s\n'\'' "$1" "$2" >>"$INSTALLER_STATE/mounts"
    printf '\''%s\n'\'' "$2" >>/etc/fstab
    ! command -v systemctl >/dev/null 2>&1 || systemctl daemon-reload 2>/dev/null || true
  fi
  [ "$3" != true ] || return 0
  if [ ! -d "$1" ]; then
    mkdir -p -- "$1"
    printf '\''%s\n'\'' "$1" >>"$INSTALLER_STATE/mount-points"
  fi
  mountpoint -q "$1" && return 0
  [ -z "$(ls -A -- "$1")" ] || note "what is in $1 is hidden by the mount"
  mount "$1"
}

# unmount_ours: takes back what mount_at did; what is on the disks stays.
unmount_ours() {
  [ -e "$INSTALLER_STATE/mounts" ] || return 0
  tab=$(printf '\''\t'\'')
  sed '\''1!G;h;$!d'\'' "$INSTALLER_STATE/mounts" | while IFS= read -r entry; do
    path=${entry%%"$tab"*}
    if mountpoint -q "$path"; then
      umount "$path" || umount -l "$path" || echo "$path stays mounted: something uses it"
    fi
    grep -vxF -- "${entry#*"$tab"}" /etc/fstab >"$INSTALLER_STATE/fstab.new" || true
    cmp -s "$INSTALLER_STATE/fstab.new" /etc/fstab || cat "$INSTALLER_STATE/fstab.new" >/etc/fstab
  done
  rm -f "$INSTALLER_STATE/fstab.new" "$INSTALLER_STATE/mounts"
  [ -e "$INSTALLER_STATE/mount-points" ] || return 0
  while IFS= read -r path; do rmdir -- "$path" 2>/dev/null || true; done <"$INSTALLER_STATE/mount-points"
  rm -f "$INSTALLER_STATE/mount-points"
}

mount_at /var/lib/etcd '\''LABEL=etcd	/var/lib/etcd	auto	defaults,nofail	0	2'\'' false

' || return 1
bad=' '; k3; ! b 0 || { fail r 1; return 1; }
fi
}
k4() {
c_run 'read -r name </proc/sys/kernel/hostname
[ "$name" = cp-1 ]'
}
a4() {
if b 0; then
run_all c 300 'set -e
note() { printf '\''%s n %s\n'\'' '\''##6ad156ffb2b652a7'\'' "$*" >&3; }
at() { printf '\''%s\n'\'' "$1" >"$0.n"; }
at 0
printf '\''%s\n'\'' cp-1 >/proc/sys/kernel/hostname' || return 1
bad=' '; k4; ! b 0 || { fail r 1; return 1; }
fi
}
k5() {
look
c_file 0 /etc/hostname 644 'root:root|' 60233c1199f13900c664d15549739c7927ab6dfd605a5960f0a273c3a4830731
}
a5() {
{
! b 0 || {
w_begin /etc/hostname 022 &&
printf '%s' 'cp-1
' >"$t" &&
w_end '' '' 644 root:root
} || { fail f0 1; return 1; }
} 2>"$f.o"
}
k6() {
look
c_lines 0 /etc/hosts '# BEGIN installer 10-os-baseline/address-of-its-own-name 8ffcab6b218c' '192.0.2.11 cp-1' '# END installer 10-os-baseline/address-of-its-own-name'
}
a6() {
{
! b 0 || {
w_block /etc/hosts '# BEGIN installer 10-os-baseline/address-of-its-own-name' '# END installer 10-os-baseline/address-of-its-own-name' '# BEGIN installer 10-os-baseline/address-of-its-own-name 8ffcab6b218c
192.0.2.11 cp-1
# END installer 10-os-baseline/address-of-its-own-name'
} || { fail f0 1; return 1; }
} 2>"$f.o"
dirty=1
}
k7() {
look
c_file 0 /etc/modules-load.d/installer.conf 644 'root:root|' fcaf07413a456d658640930cef56ed4d13330123e3b522c481021613c64755e3
}
a7() {
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
k8() {
c_run 'for module in overlay br_netfilter; do
  [ -d "/sys/module/$module" ] && continue
  case $module in
    overlay) grep -qw overlay /proc/filesystems && continue ;;
    br_netfilter) [ -d /proc/sys/net/bridge ] && continue ;;
  esac
  ! modprobe --dry-run --quiet "$module" 2>/dev/null || exit 1
done'
}
a8() {
if b 0; then
run_all c 300 'set -e
note() { printf '\''%s n %s\n'\'' '\''##6ad156ffb2b652a7'\'' "$*" >&3; }
at() { printf '\''%s\n'\'' "$1" >"$0.n"; }
at 0
for module in overlay br_netfilter; do
  [ ! -d "/sys/module/$module" ] || continue
  ! modprobe "$module" || echo "$module" >>"$INSTALLER_STATE/modules"
done
' || return 1
bad=' '; k8; ! b 0 || { fail r 1; return 1; }
fi
}
k9() {
look
c_file 0 /etc/sysctl.d/99-zz-installer.conf 644 'root:root|' c850c643a2e12535a73cf0ce5c93d4d286faf54f3440537d6c3524e471dee0b9
}
a9() {
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
k10() {
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
a10() {
if b 0; then
run_all c 300 'set -e
note() { printf '\''%s n %s\n'\'' '\''##6ad156ffb2b652a7'\'' "$*" >&3; }
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
bad=' '; k10; ! b 0 || { fail r 1; return 1; }
fi
}
k11() {
c_run '{ read -r _; ! read -r _; } </proc/swaps || exit 1
[ ! -e /etc/fstab ] || ! grep -Eq '\''^[^#[:space:]][^[:space:]]*[[:space:]]+[^[:space:]]+[[:space:]]+swap[[:space:]]'\'' /etc/fstab'
}
a11() {
if b 0; then
run_all c 300 'set -e
note() { printf '\''%s n %s\n'\'' '\''##6ad156ffb2b652a7'\'' "$*" >&3; }
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
bad=' '; k11; ! b 0 || { fail r 1; return 1; }
fi
}
k12() {
look
c_file 0 /etc/systemd/timesyncd.conf.d/installer.conf 644 'root:root|' 446510b9675354dcb9cdea64212de10b2b1e565f4beab07f342fd0c4acd12743
c_follow 10-os-baseline.time-servers-of-systemd-timesyncd
}
a12() {
pend 10-os-baseline.time-servers-of-systemd-timesyncd || return 1
{
! b 0 || {
w_begin /etc/systemd/timesyncd.conf.d/installer.conf 022 &&
printf '%s' '[Time]
NTP=192.0.2.123
' >"$t" &&
w_end '' '' 644 root:root
} || { fail f0 1; return 1; }
} 2>"$f.o"
run_all o 300 'set -e
note() { printf '\''%s n %s\n'\'' '\''##6ad156ffb2b652a7'\'' "$*" >&3; }
at() { printf '\''%s\n'\'' "$1" >"$0.n"; }
at 0
systemctl try-restart systemd-timesyncd.service || true' || return 1
pended 10-os-baseline.time-servers-of-systemd-timesyncd
}
k13() {
c_run '[ -d /etc/chrony ] || [ -e /etc/chrony.conf ] || exit 0
grep -qsFx '\''server 192.0.2.123 iburst'\'' /etc/chrony/sources.d/installer.sources /etc/chrony.d/installer.conf || exit 1'
}
a13() {
if b 0; then
run_all c 300 'set -e
note() { printf '\''%s n %s\n'\'' '\''##6ad156ffb2b652a7'\'' "$*" >&3; }
at() { printf '\''%s\n'\'' "$1" >"$0.n"; }
at 0
if [ -d /etc/chrony ]; then file=/etc/chrony/sources.d/installer.sources; else file=/etc/chrony.d/installer.conf; fi
mkdir -p "${file%/*}"
{
  echo '\''server 192.0.2.123 iburst'\''
  
} >"$file"
if [ -e /etc/chrony.conf ] && ! grep -q '\''^confdir /etc/chrony.d'\'' /etc/chrony.conf; then
  echo '\''confdir /etc/chrony.d'\'' >>/etc/chrony.conf
fi
systemctl try-restart chrony.service chronyd.service || true
' || return 1
bad=' '; k13; ! b 0 || { fail r 1; return 1; }
fi
}
k14() {
look
c_file 0 /etc/containerd/config.toml 644 'root:root|' bb8acef7092fe67d12042e31c61e871eeca8208ac47501aba98e46b4ac7a86bb
c_follow 20-container-runtime.containerd-configuration
}
a14() {
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
note() { printf '\''%s n %s\n'\'' '\''##6ad156ffb2b652a7'\'' "$*" >&3; }
at() { printf '\''%s\n'\'' "$1" >"$0.n"; }
at 0
! systemctl is-active --quiet containerd.service || systemctl restart containerd.service' || return 1
pended 20-container-runtime.containerd-configuration
}
k15() {
look
c_file 0 /etc/containerd/certs.d/docker.io/hosts.toml 644 'root:root|' 9fa78b61565b5dfac86d1f09144920e7ec2b9ab92c3f1db0a811bfcc9014a2df
c_file 1 /etc/containerd/certs.d/registry.example.test:5000/hosts.toml 644 'root:root|' 3f23031e894e7d7fe4e0ca8889aa84cf16e8d83f3379981e239c822b9a496661
}
a15() {
{
! b 0 || {
w_begin /etc/containerd/certs.d/docker.io/hosts.toml 022 &&
printf '%s' 'server = "https://registry-1.docker.io"

[host."https://mirror.example.test"]
  capabilities = ["pull", "resolve"]
' >"$t" &&
w_end '' '' 644 root:root
} || { fail f0 1; return 1; }
! b 1 || {
w_begin /etc/containerd/certs.d/registry.example.test:5000/hosts.toml 022 &&
printf '%s' 'server = "https://registry.example.test:5000"

[host."https://registry.example.test:5000"]
  capabilities = ["pull", "resolve"]
  skip_verify = true
' >"$t" &&
w_end '' '' 644 root:root
} || { fail f1 1; return 1; }
} 2>"$f.o"
}
k16() {
look
c_file 0 /etc/systemd/system/containerd.service.d/installer-proxy.conf 644 'root:root|' 168a93d823fbe9172d2aa20166983569ad38ffef6c191daf323f9852c21a4db4
c_follow 20-container-runtime.proxy-of-containerd
}
a16() {
pend 20-container-runtime.proxy-of-containerd || return 1
{
! b 0 || {
w_begin /etc/systemd/system/containerd.service.d/installer-proxy.conf 022 &&
printf '%s' '# Written by installer.
[Service]
Environment="HTTP_PROXY=http://192.0.2.5:3128"
Environment="HTTPS_PROXY=http://192.0.2.5:3128"
Environment="NO_PROXY=example.test,localhost,127.0.0.1,192.0.2.11,192.0.2.100,cluster.local,10.244.0.0/16,10.96.0.0/12"
' >"$t" &&
w_end '' '' 644 root:root
} || { fail f0 1; return 1; }
} 2>"$f.o"
run_all o 300 'set -e
note() { printf '\''%s n %s\n'\'' '\''##6ad156ffb2b652a7'\'' "$*" >&3; }
at() { printf '\''%s\n'\'' "$1" >"$0.n"; }
at 0
systemctl daemon-reload
at 1
! systemctl is-active --quiet containerd.service || systemctl restart containerd.service' || return 1
pended 20-container-runtime.proxy-of-containerd
}
k17() {
look
c_file 0 /etc/crictl.yaml 644 'root:root|' ad526395cca4db1e3ea166ddabbba23707829b104215d122f05f8e582cef9050
}
a17() {
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
k18() {
c_told '# missing: calls `found NAME SHA256 VERSION` for each package that is not installed in at least the bundle'\''s version.
nl='\''
'\''
have=$nl$(dpkg-query --show --showformat='\''${Package} ${db:Status-Status} ${Version}\n'\'' containerd 2>/dev/null || true)$nl
missing() {
  while read -r name sha256 version; do
    [ -n "$name" ] || continue
    case $have in
      *"$nl$name installed $version$nl"*) continue ;;
      *"$nl$name installed "*)
        installed=${have##*"$nl$name installed "}
        if dpkg --compare-versions "${installed%%"$nl"*}" ge "$version"; then continue; fi
        ;;
    esac
    found "$name" "$sha256" "$version"
  done <<'\''PACKAGES'\''
containerd aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa 1.7.24-1
PACKAGES
}

none=0
found() { echo "need $2"; none=1; }
missing
exit $none'
}
a18() {
if b 0; then
run_all c 1800 'set -e
note() { printf '\''%s n %s\n'\'' '\''##6ad156ffb2b652a7'\'' "$*" >&3; }
at() { printf '\''%s\n'\'' "$1" >"$0.n"; }
at 0
# missing: calls `found NAME SHA256 VERSION` for each package that is not installed in at least the bundle'\''s version.
nl='\''
'\''
have=$nl$(dpkg-query --show --showformat='\''${Package} ${db:Status-Status} ${Version}\n'\'' containerd 2>/dev/null || true)$nl
missing() {
  while read -r name sha256 version; do
    [ -n "$name" ] || continue
    case $have in
      *"$nl$name installed $version$nl"*) continue ;;
      *"$nl$name installed "*)
        installed=${have##*"$nl$name installed "}
        if dpkg --compare-versions "${installed%%"$nl"*}" ge "$version"; then continue; fi
        ;;
    esac
    found "$name" "$sha256" "$version"
  done <<'\''PACKAGES'\''
containerd aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa 1.7.24-1
PACKAGES
}

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
bad=' '; k18; ! b 0 || { fail r 1; return 1; }
fi
}
k19() {
c_run 'for dir in /usr/lib/cni /usr/libexec/cni; do
  for plugin in "$dir"/*; do
    [ ! -x "$plugin" ] || [ -e /opt/cni/bin/"${plugin##*/}" ] || exit 1
  done
done'
}
a19() {
if b 0; then
run_all c 300 'set -e
note() { printf '\''%s n %s\n'\'' '\''##6ad156ffb2b652a7'\'' "$*" >&3; }
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
bad=' '; k19; ! b 0 || { fail r 1; return 1; }
fi
}
k20() {
c_run '[ -e /etc/systemd/system/multi-user.target.wants/containerd.service ] &&
  [ -S /run/containerd/containerd.sock ] && systemctl is-active --quiet containerd.service'
}
a20() {
if b 0; then
run_all c 300 'set -e
note() { printf '\''%s n %s\n'\'' '\''##6ad156ffb2b652a7'\'' "$*" >&3; }
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
bad=' '; k20; ! b 0 || { fail r 1; return 1; }
fi
}
k21() {
c_told 'nl='\''
'\''
have=$nl$(timeout 30 ctr --namespace k8s.io images list --quiet)$nl
all=0
here=1
case $have in *"$nl"registry.k8s.io/pause:3.10.1"$nl"*) ;; *) here=0 ;; esac
[ $here = 1 ] || { echo need dddddddddddddddddddddddddddddddddddddddddddddddddddddddddddddddd; all=1; }
exit $all'
}
a21() {
if b 0; then
run_all c 1800 'set -e
note() { printf '\''%s n %s\n'\'' '\''##6ad156ffb2b652a7'\'' "$*" >&3; }
at() { printf '\''%s\n'\'' "$1" >"$0.n"; }
at 0
if [ -e /var/lib/installer/store/dddddddddddddddddddddddddddddddddddddddddddddddddddddddddddddddd ]; then
  note '\''importing image pause'\''
  for ref in  registry.k8s.io/pause:3.10.1; do echo "$ref"; done >>"$INSTALLER_STATE/images"
  ctr --namespace k8s.io images import /var/lib/installer/store/dddddddddddddddddddddddddddddddddddddddddddddddddddddddddddddddd
fi

' || return 1
bad=' '; k21; ! b 0 || { fail r 1; return 1; }
fi
}
k22() {
look
c_item 0 /usr/bin/kubelet 755 'root:root|' bbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbb 1000
c_item 1 /usr/bin/kubeadm 755 'root:root|' cccccccccccccccccccccccccccccccccccccccccccccccccccccccccccccccc 1000
}
a22() {
{
! b 0 || {
w_begin /usr/bin/kubelet 077 && w_item /var/lib/installer/store/bbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbb &&
w_end 755 root:root 755 root:root && w_stamp "$p" bbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbb
} || { fail f0 1; return 1; }
! b 1 || {
w_begin /usr/bin/kubeadm 077 && w_item /var/lib/installer/store/cccccccccccccccccccccccccccccccccccccccccccccccccccccccccccccccc &&
w_end 755 root:root 755 root:root && w_stamp "$p" cccccccccccccccccccccccccccccccccccccccccccccccccccccccccccccccc
} || { fail f1 1; return 1; }
} 2>"$f.o"
}
k23() {
look
c_item 0 /usr/share/doc/sample 644 'root:root|' eeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeee 1000
}
a23() {
{
! b 0 || {
w_begin /usr/share/doc/sample 077 && w_item /var/lib/installer/store/eeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeee &&
w_end 644 root:root 644 root:root && w_stamp "$p" eeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeee
} || { fail f0 1; return 1; }
} 2>"$f.o"
}
k24() {
:
}
a24() {
:
}
k25() {
look
c_file 0 /etc/systemd/system/kubelet.service 644 'root:root|' ccc966cee3d366b3e9ca0fe3f603b09218a0d5ed01e54f9cae953208f411141f
c_file 1 /etc/systemd/system/kubelet.service.d/10-kubeadm.conf 644 'root:root|' 3b6e4cb3ac34a6df6dd60ce45c9ebf035fc3ec160dc001b28afb7cca1c11ef06
c_follow 30-kubernetes-binaries.kubelet-unit
}
a25() {
pend 30-kubernetes-binaries.kubelet-unit || return 1
{
! b 0 || {
w_begin /etc/systemd/system/kubelet.service 022 &&
printf '%s' '[Unit]
Description=kubelet: The Kubernetes Node Agent
Documentation=https://kubernetes.io/docs/
Wants=network-online.target
After=network-online.target

[Service]
ExecStart=/usr/bin/kubelet
Restart=always
StartLimitInterval=0
RestartSec=10

[Install]
WantedBy=multi-user.target
' >"$t" &&
w_end '' '' 644 root:root
} || { fail f0 1; return 1; }
! b 1 || {
w_begin /etc/systemd/system/kubelet.service.d/10-kubeadm.conf 022 &&
printf '%s' '# Note: This dropin only works with kubeadm and kubelet v1.11+
[Service]
Environment="KUBELET_KUBECONFIG_ARGS=--bootstrap-kubeconfig=/etc/kubernetes/bootstrap-kubelet.conf --kubeconfig=/etc/kubernetes/kubelet.conf"
Environment="KUBELET_CONFIG_ARGS=--config=/var/lib/kubelet/config.yaml"
# This is a file that "kubeadm init" and "kubeadm join" generates at runtime, populating the KUBELET_KUBEADM_ARGS variable dynamically
EnvironmentFile=-/var/lib/kubelet/kubeadm-flags.env
# This is a file that the user can use for overrides of the kubelet args as a last resort. Preferably, the user should use
# the .NodeRegistration.KubeletExtraArgs object in the configuration files instead. KUBELET_EXTRA_ARGS should be sourced from this file.
EnvironmentFile=-/etc/default/kubelet
ExecStart=
ExecStart=/usr/bin/kubelet $KUBELET_KUBECONFIG_ARGS $KUBELET_CONFIG_ARGS $KUBELET_KUBEADM_ARGS $KUBELET_EXTRA_ARGS
' >"$t" &&
w_end '' '' 644 root:root
} || { fail f1 1; return 1; }
} 2>"$f.o"
run_all o 300 'set -e
note() { printf '\''%s n %s\n'\'' '\''##6ad156ffb2b652a7'\'' "$*" >&3; }
at() { printf '\''%s\n'\'' "$1" >"$0.n"; }
at 0
systemctl daemon-reload' || return 1
pended 30-kubernetes-binaries.kubelet-unit
}
k26() {
if [ -e /etc/systemd/system/multi-user.target.wants/kubelet.service ]; then :; else d 0 'check exited 1'; fi
}
a26() {
if b 0; then
run_all c 300 'set -e
note() { printf '\''%s n %s\n'\'' '\''##6ad156ffb2b652a7'\'' "$*" >&3; }
at() { printf '\''%s\n'\'' "$1" >"$0.n"; }
at 0
systemctl enable --quiet kubelet.service' || return 1
bad=' '; k26; ! b 0 || { fail r 1; return 1; }
fi
}
k27() {
look
c_file 0 /etc/kubernetes/manifests/kube-vip.yaml 600 'root:root|' bb8639d3627071ea872c16a6cd0ba29e71525ff34e8364c46bd18ce02507f20e
}
a27() {
{
! b 0 || {
w_begin /etc/kubernetes/manifests/kube-vip.yaml 066 &&
printf '%s' '# Written by installer.
apiVersion: v1
kind: Pod
metadata:
  name: kube-vip
  namespace: kube-system
spec:
  hostNetwork: true
  # kube-vip asks the API server of its own host: the address it holds may be elsewhere, or nowhere yet.
  hostAliases:
    - ip: "127.0.0.1"
      hostnames: [kubernetes]
  containers:
    - name: kube-vip
      image: "ghcr.io/kube-vip/kube-vip:v1.0.1"
      imagePullPolicy: IfNotPresent
      args: [manager]
      env:
        - { name: address, value: "192.0.2.100" }
        - { name: port, value: "6443" }
        - { name: vip_interface, value: "eth0" }
        - { name: vip_nodename, valueFrom: { fieldRef: { fieldPath: spec.nodeName } } }
        # vip_cidr before kube-vip 0.9, vip_subnet since.
        - { name: vip_cidr, value: "32" }
        - { name: vip_subnet, value: "32" }
        - { name: cp_enable, value: "true" }
        - { name: cp_namespace, value: kube-system }
        - { name: svc_enable, value: "false" }
        - { name: bgp_enable, value: "true" }
        - { name: bgp_routerid, value: "192.0.2.11" }
        - { name: bgp_as, value: "64512" }
        - { name: bgp_peers, value: "192.0.2.1:64513::false" }
      securityContext:
        capabilities:
          # SYS_TIME: kube-vip before 0.6.
          add: [NET_ADMIN, NET_RAW, SYS_TIME]
      volumeMounts:
        - { name: kubeconfig, mountPath: /etc/kubernetes/admin.conf }
  volumes:
    - name: kubeconfig
      hostPath:
        path: "/etc/kubernetes/admin.conf"
        # Not FileOrCreate: an empty admin.conf, or a folder of that name, would break kubeadm.
        type: File
' >"$t" &&
w_end '' '' 600 root:root
} || { fail f0 1; return 1; }
} 2>"$f.o"
}
k28() {
c_run '# The right of one user is a file of its own. sudo does not read names with a dot.
sudoers_of() { printf '\''/etc/sudoers.d/90-installer-%s\n'\'' "$(printf %s "$1" | tr . _)"; }
home_of() { getent passwd "$1" | cut -d: -f6; }

# has_right USER RULE, has_key USER KEY, is_inactive USER
has_right() { [ -e "$(sudoers_of "$1")" ] && [ "$(cat "$(sudoers_of "$1")")" = "$1 $2" ]; }
has_key() { grep -qsFx -- "$2" "$(home_of "$1")/.ssh/authorized_keys"; }
is_inactive() { [ "$(getent shadow "$1" | cut -d: -f8)" = 1 ]; }

make_group() {
  ! getent group "$1" >/dev/null || return 0
  groupadd "$1"
  echo "$1" >>"$INSTALLER_STATE/groups"
}

# make_user USER ARGUMENT…: with the arguments of useradd.
make_user() {
  name=$1
  shift
  ! getent passwd "$name" >/dev/null || return 0
  # useradd makes a group of that name by itself, or refuses where there is one already.
  ! getent group "$name" >/dev/null || case " $* " in *'\'' --gid '\''*) ;; *) set -- "$@" --gid "$name" ;; esac
  useradd --create-home "$@" "$name"
  echo "$name" >>"$INSTALLER_STATE/users"
}

# give_right USER RULE: a mistake in one file of sudoers would take sudo away from everybody.
give_right() {
  mkdir -p /etc/sudoers.d
  file=$(sudoers_of "$1")
  (umask 0337; rm -f "$INSTALLER_STATE/sudoers.new"; printf '\''%s %s\n'\'' "$1" "$2" >"$INSTALLER_STATE/sudoers.new")
  if command -v visudo >/dev/null 2>&1 && ! said=$(visudo -c -f "$INSTALLER_STATE/sudoers.new" 2>&1); then
    rm -f "$INSTALLER_STATE/sudoers.new"
    echo "the sudo right of $1 is not one: $2"
    echo "$said"
    return 1
  fi
  mv -f "$INSTALLER_STATE/sudoers.new" "$file"
  echo "$file" >>"$INSTALLER_STATE/sudoers"
}

give_key() {
  home=$(home_of "$1") group=$(id -gn "$1")
  if [ -L "$home/.ssh" ] || [ -L "$home/.ssh/authorized_keys" ]; then
    echo "$home/.ssh of $1 is a link, through which nothing is written"
    return 1
  fi
  [ -d "$home/.ssh" ] || install -d -m 700 -o "$1" -g "$group" "$home/.ssh"
  keys=$home/.ssh/authorized_keys
  if [ ! -e "$keys" ]; then
    (umask 077; : >"$keys")
    chown "$1:$group" "$keys"
  fi
  [ ! -s "$keys" ] || [ -z "$(tail -c 1 "$keys")" ] || echo >>"$keys"
  printf '\''%s\n'\'' "$2" >>"$keys"
  printf '\''%s %s\n'\'' "$1" "$2" >>"$INSTALLER_STATE/user-keys"
}

# remove_users: everything above, taken back. Users that were there before stay, without what they were given.
remove_users() {
  if [ -e "$INSTALLER_STATE/user-keys" ]; then
    while read -r name key; do
      keys=$(home_of "$name")/.ssh/authorized_keys
      [ -f "$keys" ] && [ ! -L "$keys" ] || continue
      grep -vxF -- "$key" "$keys" >"$INSTALLER_STATE/keys.new" || true
      cat "$INSTALLER_STATE/keys.new" >"$keys"
    done <"$INSTALLER_STATE/user-keys"
  fi
  kept=
  if [ -e "$INSTALLER_STATE/users" ]; then
    while read -r name; do
      getent passwd "$name" >/dev/null || continue
      if [ "$name" = "${SUDO_USER:-}" ]; then
        kept=$name
        note "$name stays, with its right: this run is logged in as that user"
        continue
      fi
      ! command -v pkill >/dev/null 2>&1 || pkill -KILL -u "$name" || true
      userdel -r "$name" 2>/dev/null || ! getent passwd "$name" >/dev/null || userdel -f "$name"
    done <"$INSTALLER_STATE/users"
  fi
  if [ -e "$INSTALLER_STATE/sudoers" ]; then
    while read -r file; do
      [ -n "$kept" ] && [ "$file" = "$(sudoers_of "$kept")" ] || rm -f "$file"
    done <"$INSTALLER_STATE/sudoers"
  fi
  if [ -e "$INSTALLER_STATE/groups" ]; then
    while read -r name; do ! getent group "$name" >/dev/null || groupdel "$name" 2>/dev/null || true; done <"$INSTALLER_STATE/groups"
  fi
  rm -f "$INSTALLER_STATE/user-keys" "$INSTALLER_STATE/keys.new" "$INSTALLER_STATE/users" "$INSTALLER_STATE/sudoers" "$INSTALLER_STATE/groups"
}

user=ops
getent passwd "$user" || exit 1
has_right "$user" '\''ALL=(ALL) NOPASSWD:ALL'\'' || exit 1
has_key "$user" '\''ssh-ed25519 AAAA sample'\'' || exit 1

user=audit
getent passwd "$user" || exit 1

is_inactive "$user" || exit 1'
}
a28() {
if b 0; then
run_all c 300 'set -e
note() { printf '\''%s n %s\n'\'' '\''##6ad156ffb2b652a7'\'' "$*" >&3; }
at() { printf '\''%s\n'\'' "$1" >"$0.n"; }
at 0
# The right of one user is a file of its own. sudo does not read names with a dot.
sudoers_of() { printf '\''/etc/sudoers.d/90-installer-%s\n'\'' "$(printf %s "$1" | tr . _)"; }
home_of() { getent passwd "$1" | cut -d: -f6; }

# has_right USER RULE, has_key USER KEY, is_inactive USER
has_right() { [ -e "$(sudoers_of "$1")" ] && [ "$(cat "$(sudoers_of "$1")")" = "$1 $2" ]; }
has_key() { grep -qsFx -- "$2" "$(home_of "$1")/.ssh/authorized_keys"; }
is_inactive() { [ "$(getent shadow "$1" | cut -d: -f8)" = 1 ]; }

make_group() {
  ! getent group "$1" >/dev/null || return 0
  groupadd "$1"
  echo "$1" >>"$INSTALLER_STATE/groups"
}

# make_user USER ARGUMENT…: with the arguments of useradd.
make_user() {
  name=$1
  shift
  ! getent passwd "$name" >/dev/null || return 0
  # useradd makes a group of that name by itself, or refuses where there is one already.
  ! getent group "$name" >/dev/null || case " $* " in *'\'' --gid '\''*) ;; *) set -- "$@" --gid "$name" ;; esac
  useradd --create-home "$@" "$name"
  echo "$name" >>"$INSTALLER_STATE/users"
}

# give_right USER RULE: a mistake in one file of sudoers would take sudo away from everybody.
give_right() {
  mkdir -p /etc/sudoers.d
  file=$(sudoers_of "$1")
  (umask 0337; rm -f "$INSTALLER_STATE/sudoers.new"; printf '\''%s %s\n'\'' "$1" "$2" >"$INSTALLER_STATE/sudoers.new")
  if command -v visudo >/dev/null 2>&1 && ! said=$(visudo -c -f "$INSTALLER_STATE/sudoers.new" 2>&1); then
    rm -f "$INSTALLER_STATE/sudoers.new"
    echo "the sudo right of $1 is not one: $2"
    echo "$said"
    return 1
  fi
  mv -f "$INSTALLER_STATE/sudoers.new" "$file"
  echo "$file" >>"$INSTALLER_STATE/sudoers"
}

give_key() {
  home=$(home_of "$1") group=$(id -gn "$1")
  if [ -L "$home/.ssh" ] || [ -L "$home/.ssh/authorized_keys" ]; then
    echo "$home/.ssh of $1 is a link, through which nothing is written"
    return 1
  fi
  [ -d "$home/.ssh" ] || install -d -m 700 -o "$1" -g "$group" "$home/.ssh"
  keys=$home/.ssh/authorized_keys
  if [ ! -e "$keys" ]; then
    (umask 077; : >"$keys")
    chown "$1:$group" "$keys"
  fi
  [ ! -s "$keys" ] || [ -z "$(tail -c 1 "$keys")" ] || echo >>"$keys"
  printf '\''%s\n'\'' "$2" >>"$keys"
  printf '\''%s %s\n'\'' "$1" "$2" >>"$INSTALLER_STATE/user-keys"
}

# remove_users: everything above, taken back. Users that were there before stay, without what they were given.
remove_users() {
  if [ -e "$INSTALLER_STATE/user-keys" ]; then
    while read -r name key; do
      keys=$(home_of "$name")/.ssh/authorized_keys
      [ -f "$keys" ] && [ ! -L "$keys" ] || continue
      grep -vxF -- "$key" "$keys" >"$INSTALLER_STATE/keys.new" || true
      cat "$INSTALLER_STATE/keys.new" >"$keys"
    done <"$INSTALLER_STATE/user-keys"
  fi
  kept=
  if [ -e "$INSTALLER_STATE/users" ]; then
    while read -r name; do
      getent passwd "$name" >/dev/null || continue
      if [ "$name" = "${SUDO_USER:-}" ]; then
        kept=$name
        note "$name stays, with its right: this run is logged in as that user"
        continue
      fi
      ! command -v pkill >/dev/null 2>&1 || pkill -KILL -u "$name" || true
      userdel -r "$name" 2>/dev/null || ! getent passwd "$name" >/dev/null || userdel -f "$name"
    done <"$INSTALLER_STATE/users"
  fi
  if [ -e "$INSTALLER_STATE/sudoers" ]; then
    while read -r file; do
      [ -n "$kept" ] && [ "$file" = "$(sudoers_of "$kept")" ] || rm -f "$file"
    done <"$INSTALLER_STATE/sudoers"
  fi
  if [ -e "$INSTALLER_STATE/groups" ]; then
    while read -r name; do ! getent group "$name" >/dev/null || groupdel "$name" 2>/dev/null || true; done <"$INSTALLER_STATE/groups"
  fi
  rm -f "$INSTALLER_STATE/user-keys" "$INSTALLER_STATE/keys.new" "$INSTALLER_STATE/users" "$INSTALLER_STATE/sudoers" "$INSTALLER_STATE/groups"
}

user=ops
make_group adm
make_group systemd-journal

set --
set -- "$@" --comment Operators

set -- "$@" --shell /bin/bash

set -- "$@" --groups adm,systemd-journal
make_user "$user" "$@"
has_right "$user" '\''ALL=(ALL) NOPASSWD:ALL'\'' || give_right "$user" '\''ALL=(ALL) NOPASSWD:ALL'\''
has_key "$user" '\''ssh-ed25519 AAAA sample'\'' || give_key "$user" '\''ssh-ed25519 AAAA sample'\''

user=audit
make_group auditors
set --



set -- "$@" --gid auditors

make_user "$user" "$@"

is_inactive "$user" || usermod --expiredate 1 "$user"

' || return 1
bad=' '; k28; ! b 0 || { fail r 1; return 1; }
fi
}
k29() {
secret=1
c_run '[ "$(getent shadow audit | cut -d: -f2)" = '\''$6$sample$sample'\'' ] || exit 1'
}
a29() {
if b 0; then
run_all c 300 'set -e
note() { printf '\''%s n %s\n'\'' '\''##6ad156ffb2b652a7'\'' "$*" >&3; }
at() { printf '\''%s\n'\'' "$1" >"$0.n"; }
at 0
printf '\''%s:%s\n'\'' audit '\''$6$sample$sample'\'' | chpasswd --encrypted

' || return 1
bad=' '; k29; ! b 0 || { fail r 1; return 1; }
fi
}
k30() {
look
c_written 0 /etc/sample file.3bd2daf884f190c1c564750f
c_follow 50-pre-kubeadm.files-of-the-inventory
}
a30() {
pend 50-pre-kubeadm.files-of-the-inventory || return 1
{
! b 0 || {
w_begin /etc/sample 022 &&
printf '%s' 'cp-1
' >"$t" &&
w_end '' '' 644 root:root &&
w_once file.3bd2daf884f190c1c564750f
} || { fail f0 1; return 1; }
} 2>"$f.o"
run_all o 300 'set -e
note() { printf '\''%s n %s\n'\'' '\''##6ad156ffb2b652a7'\'' "$*" >&3; }
at() { printf '\''%s\n'\'' "$1" >"$0.n"; }
at 0
rm -f "$INSTALLER_STATE"/done/50-pre-kubeadm.commands-before-kubeadm.*' || return 1
pended 50-pre-kubeadm.files-of-the-inventory
}
k31() {
c_done 0 50-pre-kubeadm.commands-before-kubeadm.a572a21b7a7bcccb77a2e3c7
}
a31() {
once 1800 50-pre-kubeadm.commands-before-kubeadm 'installer_at() { printf '\''%s %s\n'\'' "$1" "$2" >"$0.n"; }
installer_done() { [ "$1" = 0 ] || exit "$1"; : >"$INSTALLER_STATE/done/$2"; export -p >"$installer_shell"; }
installer_shell=$1
shift
[ ! -e "$installer_shell" ] || { . "$installer_shell"; cd -- "$PWD" 2>/dev/null || :; }
set -a
if [ ! -e "$INSTALLER_STATE/done/50-pre-kubeadm.commands-before-kubeadm.a572a21b7a7bcccb77a2e3c7" ]; then
installer_at 0 50-pre-kubeadm.commands-before-kubeadm.a572a21b7a7bcccb77a2e3c7
eval '\''
hostname cp-1'\''
installer_done $? 50-pre-kubeadm.commands-before-kubeadm.a572a21b7a7bcccb77a2e3c7
fi' 50-pre-kubeadm.commands-before-kubeadm.a572a21b7a7bcccb77a2e3c7 || return 1
}
k32() {
look
c_lines 0 /etc/hosts '# BEGIN installer 10-os-baseline/address-of-its-own-name 8ffcab6b218c' '192.0.2.11 cp-1' '# END installer 10-os-baseline/address-of-its-own-name'
}
a32() {
{
! b 0 || {
w_block /etc/hosts '# BEGIN installer 10-os-baseline/address-of-its-own-name' '# END installer 10-os-baseline/address-of-its-own-name' '# BEGIN installer 10-os-baseline/address-of-its-own-name 8ffcab6b218c
192.0.2.11 cp-1
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
for j in 0 1 2 3 4 5 6 7 8 9 10 11 12 13 14 15 16 17 18 19 20 21 22 23 24 25 26 27 28 29 30 31 32; do step "$j" || exit 1; done
flush
drop 'aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa dddddddddddddddddddddddddddddddddddddddddddddddddddddddddddddddd bbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbb cccccccccccccccccccccccccccccccccccccccccccccccccccccccccccccccc eeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeee'
}
installer_steps
