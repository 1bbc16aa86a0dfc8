set -u
LC_ALL=C; export LC_ALL
PATH=${PATH:-/usr/bin:/bin}:/usr/local/sbin:/usr/sbin:/sbin; export PATH
NL='
'
N='##095093444799039d'
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
scan() { S=$NL; }
k0() {
d 0 'always runs'
}
a0() {
run_all c 600 'set -e
note() { printf '\''%s n %s\n'\'' '\''##095093444799039d'\'' "$*" >&3; }
at() { printf '\''%s\n'\'' "$1" >"$0.n"; }
at 0
# reset_kubeadm [keep-pki]: kubeadm reset, and by hand what it does not do, or would have done were kubeadm still there.
reset_kubeadm() {
  kept=
  if [ "${1:-}" = keep-pki ] && [ -d /etc/kubernetes/pki ]; then
    kept=/etc/kubernetes.installer-pki
    rm -rf "$kept"
    (umask 077; mkdir -p "$kept/etcd")
    for file in ca.crt ca.key sa.key sa.pub front-proxy-ca.crt front-proxy-ca.key etcd/ca.crt etcd/ca.key; do
      [ ! -e "/etc/kubernetes/pki/$file" ] || cp -p "/etc/kubernetes/pki/$file" "$kept/$file"
    done
  fi
  systemctl stop kubelet.service 2>/dev/null || true
  systemctl reset-failed kubelet.service 2>/dev/null || true
  stop_containers
  # Without a kubeconfig and manifests kubeadm does not wait for an API server that is gone, and leaves etcd'\''s members
  # alone: taking this one out is done from a healthy control plane, before.
  rm -f /etc/kubernetes/manifests/*.yaml /etc/kubernetes/*.conf
  if command -v kubeadm >/dev/null 2>&1; then
    note "kubeadm reset"
    timeout 120 kubeadm reset --force --cri-socket /run/containerd/containerd.sock || echo "kubeadm reset ended with $?"
  fi
  unmount_below /var/lib/kubelet
  for dir in /var/lib/kubelet /var/lib/etcd /etc/kubernetes/manifests /etc/kubernetes/pki; do
    # The folder itself may be a mount point.
    [ ! -d "$dir" ] || find "$dir" -mindepth 1 -maxdepth 1 -exec rm -rf {} +
  done
  rmdir /var/lib/etcd /var/lib/kubelet 2>/dev/null || true
  rm -rf /etc/kubernetes/tmp /etc/kubernetes/.vip-aside /var/lib/dockershim /var/run/kubernetes
  if [ -n "$kept" ]; then
    mkdir -p /etc/kubernetes/pki
    cp -a "$kept/." /etc/kubernetes/pki/
    rm -rf "$kept"
    rmdir /etc/kubernetes/pki/etcd 2>/dev/null || true
  fi
}

# Everything in containerd'\''s Kubernetes namespace, without asking the kubelet or CRI, which may both be broken.
stop_containers() {
  command -v ctr >/dev/null 2>&1 && [ -S /run/containerd/containerd.sock ] || return 0
  in_k8s() { timeout 30 ctr --namespace k8s.io "$@"; }
  tasks=$(in_k8s tasks list --quiet 2>/dev/null || true)
  for task in $tasks; do in_k8s tasks kill --signal KILL --all "$task" >/dev/null 2>&1 || true; done
  for task in $tasks; do in_k8s tasks delete --force "$task" >/dev/null 2>&1 || true; done
  for container in $(in_k8s containers list --quiet 2>/dev/null || true); do
    in_k8s containers delete "$container" >/dev/null 2>&1 || true
  done
  # The runtime'\''s own record of pods, and their network namespaces.
  find /var/lib/containerd/io.containerd.grpc.v1.cri/sandboxes /var/lib/containerd/io.containerd.grpc.v1.cri/containers \
    /run/containerd/io.containerd.grpc.v1.cri/sandboxes /run/containerd/io.containerd.grpc.v1.cri/containers \
    -mindepth 1 -maxdepth 1 2>/dev/null | while read -r left; do unmount_below "$left"; rm -rf "$left"; done
  for namespace in /run/netns/cni-* /var/run/netns/cni-*; do
    [ -e "$namespace" ] || continue
    umount "$namespace" 2>/dev/null || true
    rm -f "$namespace"
  done
  # containerd remembers pods in memory: it must not believe in those that are gone.
  systemctl try-restart containerd.service 2>/dev/null || true
}

unmount_below() {
  awk -v dir="$1/" '\''index($2, dir) == 1 { print $2 }'\'' /proc/mounts | sort -r | while read -r mounted; do
    umount "$mounted" 2>/dev/null || umount -l "$mounted" || true
  done
}

reset_kubeadm keep-pki

at 1
# remove_vip: kube-vip leaves its address on the interface; the host would then talk to itself at the next join.
remove_vip() {
  vip=192.0.2.100
  ip -o address show | awk -v vip="$vip" '\''{ split($4, a, "/"); if (a[1] == vip) print $2, $4 }'\'' | while read -r link address; do
    echo "removing $address from $link"
    ip address delete "$address" dev "$link"
  done
  }

remove_cni() {
  for link in cni0 cbr0 kube-bridge weave flannel.1 flannel-v6.1 cilium_host cilium_net cilium_vxlan vxlan.calico vxlan-v6.calico wireguard.cali kube-ipvs0 nodelocaldns; do
    [ ! -d "/sys/class/net/$link" ] || ip link delete "$link" 2>/dev/null || true
  done
  # Interfaces of pods that are gone: veth pairs of CNI plugins, Calico'\''s and Cilium'\''s.
  ip -o link show | awk -F'\'': '\'' '\''{ sub("@.*", "", $2); print $2 }'\'' | while read -r link; do
    case $link in
      # The bridge of LXC is no pod'\''s.
      lxcbr*) ;;
      cali* | lxc_health | lxc[0-9a-f]*) ip link delete "$link" 2>/dev/null || true ;;
      veth*) [ -e "/sys/class/net/$link/master" ] || ! ip -o link show "$link" | grep -q '\''link-netns cni-'\'' || ip link delete "$link" 2>/dev/null || true ;;
    esac
  done
  rm -rf /etc/cni/net.d /var/lib/cni /var/lib/calico /var/lib/cilium /var/lib/weave /var/run/calico /run/flannel /var/run/cilium
  rmdir /etc/cni 2>/dev/null || true
  # Routes to pods of other nodes, made by whatever gave the cluster its network.
  ip -6 route show root fd00:1::/56 2>/dev/null | while read -r route rest; do
    ip -6 route delete "$route" 2>/dev/null || true
  done
  }

# remove_rules: the chains of kube-proxy, of CNI plugins and of the kubelet, and every rule that leads into one of them.
remove_rules() {
  for family in iptables ip6tables; do
    for backend in "$family" "$family-legacy" "$family-nft"; do
      command -v "$backend-save" >/dev/null 2>&1 || continue
      rules=$("$backend-save" 2>/dev/null) || continue
      case $rules in *KUBE-* | *CNI-* | *cali-* | *FLANNEL-* | *CILIUM_*) ;; *) continue ;; esac
      # What is ours is left out, the rest goes back as it was.
      printf '\''%s\n'\'' "$rules" |
        grep -Ev '\''^(:|-A |-I )?(KUBE-|CNI-|cali-|FLANNEL-|CILIUM_)|-j (KUBE-|CNI-|cali-|FLANNEL-|CILIUM_)|-g (KUBE-|CNI-|cali-)|--comment "?(kubernetes|kube-router|flanneld|cali:)'\'' |
        "$backend-restore" || echo "$backend-restore ended with $?"
    done
  done
  ! command -v ipvsadm >/dev/null 2>&1 || ipvsadm --clear 2>/dev/null || true
  for set in $(ipset list -n 2>/dev/null | grep -E '\''^(KUBE-|cali)'\'' || true); do ipset destroy "$set" 2>/dev/null || true; done
}

remove_vip
remove_cni
remove_rules
' || return 1
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
for j in 0; do step "$j" || exit 1; done
flush
}
installer_steps
