set -u
LC_ALL=C; export LC_ALL
PATH=${PATH:-/usr/bin:/bin}:/usr/local/sbin:/usr/sbin:/sbin; export PATH
NL='
'
N='##09ec2bbfe35380a2'
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

unrecord() {
  recorded "$1" || return 0
  grep -Fxv -- "$1" "$INSTALLER_STATE/created" >"$INSTALLER_STATE/created.new"
  mv -f -- "$INSTALLER_STATE/created.new" "$INSTALLER_STATE/created"; C=
}
u_parents() { [ -n "$1" ] && recorded "d $1" && rmdir -- "$1" 2>/dev/null && unrecord "d $1" && u_parents "${1%/*}"; return 0; }
u_created() {
  recorded "f $1" || return 0
  rm -rf -- "$1" && unrecord "f $1" && u_parents "${1%/*}"
}
u_file() {
  behind "$1"
  o=$INSTALLER_STATE/originals$p
  if [ -d "$o" ] && [ ! -L "$o" ]; then rm -rf -- "$p" && mv -- "$o" "$p"
  elif [ -e "$o" ] || [ -L "$o" ]; then
    beside
    [ -d "${p%/*}" ] || mkdir -p -- "${p%/*}"
    cp -pP -- "$o" "$t" && place && rm -f -- "$o"
  else u_created "$p"; fi
}
u_lines() {
  p=$1
  [ ! -L "$p" ] || p=$(readlink -f -- "$p") || return
  o=$INSTALLER_STATE/appended$p
  [ -e "$o" ] || return 0
  if [ -e "$p" ]; then
    beside
    cp -p -- "$p" "$t" || return
    grep -vxF -f "$o" -- "$p" >"$t"
    place || return
  fi
  rm -f -- "$o"
  [ -s "$p" ] || u_created "$p"
}
u_text() {
  p=$1
  [ ! -L "$p" ] || p=$(readlink -f -- "$p") || return
  o=$INSTALLER_STATE/texts$p.$2
  [ -e "$o" ] || return 0
  if [ -e "$p" ]; then
    beside
    cp -p -- "$p" "$t" && cut_text "$o" "$p" >"$t" && place || return
  fi
  rm -f -- "$o"
  [ -s "$p" ] || u_created "$p"
}
# The lines of the first file, taken once out of the second, where they stand together.
cut_text() {
  awk 'FILENAME == ARGV[1] { a[++n] = $0; next } { b[++m] = $0 }
    END { for (i = 1; i <= m; i++) { same = n > 0 && !cut && i + n - 1 <= m
      for (j = 1; same && j <= n; j++) same = b[i + j - 1] == a[j]
      if (same) { cut = 1; i += n - 1 } else print b[i] } }' "$1" "$2"
}
u_block() {
  p=$1
  [ ! -L "$p" ] || p=$(readlink -f -- "$p") || return
  [ -e "$p" ] || return 0
  beside
  cp -p -- "$p" "$t" && cut_block "$2" "$3" >"$t" && place || return
  [ -s "$p" ] || u_created "$p"
}
u_dir() { u_parents "$1"; }
forget() {
  for x in appended texts originals; do
    [ -d "$INSTALLER_STATE/$x" ] || continue
    find "$INSTALLER_STATE/$x" ! -type d >"$f.o" || return
    while read -r l; do
      case $x in
        appended) u_lines "${l#"$INSTALLER_STATE/appended"}" ;;
        texts) l=${l#"$INSTALLER_STATE/texts"}; u_text "${l%.*}" "${l##*.}" ;;
        *) u_file "${l#"$INSTALLER_STATE/originals"}" ;; esac || return
    done <"$f.o"
  done
  if [ -e "$INSTALLER_STATE/created" ]; then
    sed '1!G;h;$!d' "$INSTALLER_STATE/created" >"$f.o" || return
    while read -r x l; do
      case $x in f) rm -rf -- "$l" ;; d) rmdir -- "$l" 2>/dev/null ;; esac
      case $l in /etc/systemd/system/*.service) find /etc/systemd/system -type l -name "${l##*/}" -exec rm -f {} + ;; esac
    done <"$f.o"
    # Else systemd goes on knowing units whose files are gone.
    ! grep -q ' /etc/systemd/' "$f.o" || systemctl daemon-reload
  fi
  rm -rf -- "$INSTALLER_STATE" "$mark" "$run"
}
scan() { S=$NL; }
k0() {
d 0 'always runs'
}
a0() {
run_all c 600 'set -e
note() { printf '\''%s n %s\n'\'' '\''##09ec2bbfe35380a2'\'' "$*" >&3; }
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

reset_kubeadm
rm -rf /etc/kubernetes /usr/libexec/kubernetes /var/log/pods /var/log/containers
rm -f /run/cluster-api/bootstrap-success.complete
rmdir /run/cluster-api /run/netns 2>/dev/null || true
' || return 1
}
k1() {
d 0 'always runs'
}
a1() {
run_all c 300 'set -e
note() { printf '\''%s n %s\n'\'' '\''##09ec2bbfe35380a2'\'' "$*" >&3; }
at() { printf '\''%s\n'\'' "$1" >"$0.n"; }
at 0
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
  ip -4 route show root 10.244.0.0/16 2>/dev/null | while read -r route rest; do
    ip -4 route delete "$route" 2>/dev/null || true
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
' || return 1
}
k2() {
d 0 'always runs'
}
a2() {
run_all c 300 'set -e
note() { printf '\''%s n %s\n'\'' '\''##09ec2bbfe35380a2'\'' "$*" >&3; }
at() { printf '\''%s\n'\'' "$1" >"$0.n"; }
at 0
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
  ip -4 route show root 10.244.0.0/16 2>/dev/null | while read -r route rest; do
    ip -4 route delete "$route" 2>/dev/null || true
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

remove_cni
remove_rules
' || return 1
}
k3() {
d 0 'always runs'
}
a3() {
run_all c 300 'set -e
note() { printf '\''%s n %s\n'\'' '\''##09ec2bbfe35380a2'\'' "$*" >&3; }
at() { printf '\''%s\n'\'' "$1" >"$0.n"; }
at 0
for home in /root $(getent passwd | awk -F: '\''$3 >= 1000 { print $6 }'\''); do
  config=$home/.kube/config
  [ -f "$config" ] || continue
  # Only the one of this cluster: people keep others there.
  grep -Fq https://192.0.2.100:6443 "$config" || continue
  rm -f "$config"
  rm -rf "$home/.kube/cache" "$home/.kube/http-cache"
  rmdir "$home/.kube" 2>/dev/null || true
done
' || return 1
}
k4() {
c_block_there 0 /etc/hosts '# BEGIN installer 10-os-baseline/address-of-its-own-name'
}
a4() {
{
! b 0 || {
u_block /etc/hosts '# BEGIN installer 10-os-baseline/address-of-its-own-name' '# END installer 10-os-baseline/address-of-its-own-name'
} || { fail f0 1; return 1; }
} 2>"$f.o"
}
k5() {
d 0 'always runs'
}
a5() {
run_all c 300 'set -e
note() { printf '\''%s n %s\n'\'' '\''##09ec2bbfe35380a2'\'' "$*" >&3; }
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

remove_users
' || return 1
}
k6() {
d 0 'always runs'
}
a6() {
run_all c 300 'set -e
note() { printf '\''%s n %s\n'\'' '\''##09ec2bbfe35380a2'\'' "$*" >&3; }
at() { printf '\''%s\n'\'' "$1" >"$0.n"; }
at 0
for link in /opt/cni/bin/*; do
  case $(readlink "$link" || true) in /usr/lib/cni/* | /usr/libexec/cni/*) rm -f "$link" ;; esac
done
rmdir -p /opt/cni/bin 2>/dev/null || true
' || return 1
}
k7() {
d 0 'always runs'
}
a7() {
run_all c 1800 'set -e
note() { printf '\''%s n %s\n'\'' '\''##09ec2bbfe35380a2'\'' "$*" >&3; }
at() { printf '\''%s\n'\'' "$1" >"$0.n"; }
at 0
if [ -e "$INSTALLER_STATE/packages" ]; then
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
  dpkg --configure -a --force-confdef --force-confold || true
  runtime=$(grep -Fx containerd "$INSTALLER_STATE/packages" || grep -Fx containerd.io "$INSTALLER_STATE/packages" || true)
  [ -z "$runtime" ] || systemctl disable --now containerd.service 2>/dev/null || true
  # Packages that something else needs by now stay.
  packages=
  for name in $(sort -u "$INSTALLER_STATE/packages"); do
    status=$(dpkg-query --show --showformat='\''${db:Status-Status}'\'' "$name" 2>/dev/null || true)
    case $status in '\'''\'' | not-installed) ;; *) packages="$packages $name" ;; esac
  done
  [ -z "$packages" ] || dpkg --purge $packages
  if [ -n "$runtime" ]; then
    awk '\''$2 ~ "^(/run/containerd|/var/lib/containerd)/" { print $2 }'\'' /proc/mounts | sort -r | while read -r mounted; do
      umount "$mounted" 2>/dev/null || umount -l "$mounted" || true
    done
    [ ! -d /var/lib/containerd ] || find /var/lib/containerd -mindepth 1 -maxdepth 1 -exec rm -rf {} +
    rm -rf /run/containerd /opt/containerd
    rmdir /var/lib/containerd /etc/containerd 2>/dev/null || true
  fi
  systemctl daemon-reload
  rm -f "$INSTALLER_STATE/packages"
fi

' || return 1
}
k8() {
c_ours 0 /etc/crictl.yaml
}
a8() {
{
! b 0 || {
u_file /etc/crictl.yaml
} || { fail f0 1; return 1; }
} 2>"$f.o"
}
k9() {
c_ours 0 /etc/systemd/system/containerd.service.d/installer-proxy.conf
}
a9() {
{
! b 0 || {
u_file /etc/systemd/system/containerd.service.d/installer-proxy.conf
} || { fail f0 1; return 1; }
} 2>"$f.o"
}
k10() {
c_ours 0 /etc/containerd/config.toml
}
a10() {
{
! b 0 || {
u_file /etc/containerd/config.toml
} || { fail f0 1; return 1; }
} 2>"$f.o"
}
k11() {
d 0 'always runs'
}
a11() {
run_all c 300 'set -e
note() { printf '\''%s n %s\n'\'' '\''##09ec2bbfe35380a2'\'' "$*" >&3; }
at() { printf '\''%s\n'\'' "$1" >"$0.n"; }
at 0
[ ! -e /etc/fstab ] || ! grep -q '\''^#installer# '\'' /etc/fstab || sed -i '\''s/^#installer# //'\'' /etc/fstab
if [ -e "$INSTALLER_STATE/swap-was-on" ]; then swapon -a; rm -f "$INSTALLER_STATE/swap-was-on"; fi
' || return 1
}
k12() {
d 0 'always runs'
}
a12() {
run_all c 300 'set -e
note() { printf '\''%s n %s\n'\'' '\''##09ec2bbfe35380a2'\'' "$*" >&3; }
at() { printf '\''%s\n'\'' "$1" >"$0.n"; }
at 0
if [ -e "$INSTALLER_STATE/sysctls" ]; then
  # The first value recorded is the one that was there before us.
  sed '\''1!G;h;$!d'\'' "$INSTALLER_STATE/sysctls" | while read -r name value; do
    [ ! -e "/proc/sys/$name" ] || printf '\''%s\n'\'' "$value" >"/proc/sys/$name" || true
  done
  rm -f "$INSTALLER_STATE/sysctls"
fi
' || return 1
}
k13() {
c_ours 0 /etc/sysctl.d/99-zz-installer.conf
}
a13() {
{
! b 0 || {
u_file /etc/sysctl.d/99-zz-installer.conf
} || { fail f0 1; return 1; }
} 2>"$f.o"
}
k14() {
d 0 'always runs'
}
a14() {
run_all c 300 'set -e
note() { printf '\''%s n %s\n'\'' '\''##09ec2bbfe35380a2'\'' "$*" >&3; }
at() { printf '\''%s\n'\'' "$1" >"$0.n"; }
at 0
if [ -e "$INSTALLER_STATE/modules" ]; then
  while read -r module; do modprobe -r "$module" 2>/dev/null || true; done <"$INSTALLER_STATE/modules"
  rm -f "$INSTALLER_STATE/modules"
fi
' || return 1
}
k15() {
c_ours 0 /etc/modules-load.d/installer.conf
}
a15() {
{
! b 0 || {
u_file /etc/modules-load.d/installer.conf
} || { fail f0 1; return 1; }
} 2>"$f.o"
}
k16() {
c_block_there 0 /etc/hosts '# BEGIN installer 10-os-baseline/address-of-its-own-name'
}
a16() {
{
! b 0 || {
u_block /etc/hosts '# BEGIN installer 10-os-baseline/address-of-its-own-name' '# END installer 10-os-baseline/address-of-its-own-name'
} || { fail f0 1; return 1; }
} 2>"$f.o"
}
k17() {
c_ours 0 /etc/hostname
}
a17() {
{
! b 0 || {
u_file /etc/hostname
} || { fail f0 1; return 1; }
} 2>"$f.o"
}
k18() {
d 0 'always runs'
}
a18() {
run_all c 300 'set -e
note() { printf '\''%s n %s\n'\'' '\''##09ec2bbfe35380a2'\'' "$*" >&3; }
at() { printf '\''%s\n'\'' "$1" >"$0.n"; }
at 0
if [ -s /etc/hostname ]; then
  read -r name </etc/hostname
  printf '\''%s\n'\'' "$name" >/proc/sys/kernel/hostname
fi
' || return 1
}
k19() {
d 0 'always runs'
}
a19() {
run_all c 300 'set -e
note() { printf '\''%s n %s\n'\'' '\''##09ec2bbfe35380a2'\'' "$*" >&3; }
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

unmount_ours
' || return 1
}
k20() {
[ ! -e "$INSTALLER_STATE" ] && [ ! -e "$mark" ] || d 0 present
}
a20() {
forget 2>"$f.o" || { fail f0 1; return 1; }
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
for j in 0 1 2 3 4 5 6 7 8 9 10 11 12 13 14 15 16 17 18 19 20; do step "$j" || exit 1; done
flush
}
installer_steps
