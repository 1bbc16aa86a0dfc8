set -u
LC_ALL=C; export LC_ALL
PATH=${PATH:-/usr/bin:/bin}:/usr/local/sbin:/usr/sbin:/sbin; export PATH
NL='
'
N='##30769a2d1b9434d9'
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

stamp() { :; }
old() {
  b "$1" || return 0
  [ -f "$2" ] && [ -s "$2" ] || return 0
  stat_of "$2"; x=${m#*"|"*"|"*"|"*"|"}; x=${x%%"|"*}
  [ "${x:-65537}" -le 65536 ] || { out="$out$N o $i $1 -$NL"; return 0; }
  set -f; set -- "$1" $(base64 <"$2"); set +f
  e=$1; shift
  out="$out$N o $i $e $*$NL"
}
scan() {
S="$NL$({
sha256sum -- /etc/hostname /etc/modules-load.d/installer.conf /etc/sysctl.d/99-zz-installer.conf /etc/containerd/config.toml /etc/crictl.yaml /etc/systemd/system/kubelet.service /etc/systemd/system/kubelet.service.d/10-kubeadm.conf /etc/kubernetes/manifests/kube-vip.yaml
stat -L -c '%n|%a|%U:%G|%u:%g|%F|%s|%y|%i' -- /etc/hostname /etc/modules-load.d/installer.conf /etc/sysctl.d/99-zz-installer.conf /etc/containerd/config.toml /etc/crictl.yaml /usr/bin/kubelet /usr/bin/kubeadm /usr/share/doc/sample /etc/systemd/system/kubelet.service /etc/systemd/system/kubelet.service.d/10-kubeadm.conf /etc/kubernetes/manifests/kube-vip.yaml
cat -- "$INSTALLER_STATE/stamps"
grep -FxH -e '# BEGIN installer 10-os-baseline/address-of-its-own-name 8ffcab6b218c' -e '192.0.2.11 cp-1' -e '# END installer 10-os-baseline/address-of-its-own-name' -- /etc/hosts
} 2>/dev/null </dev/null)$NL"
}
k0() {
:
}
k1() {
c_run 'read -r name </proc/sys/kernel/hostname
[ "$name" = cp-1 ]'
}
k2() {
look
c_file 0 /etc/hostname 644 'root:root|' 60233c1199f13900c664d15549739c7927ab6dfd605a5960f0a273c3a4830731
old 0 /etc/hostname
}
k3() {
look
c_lines 0 /etc/hosts '# BEGIN installer 10-os-baseline/address-of-its-own-name 8ffcab6b218c' '192.0.2.11 cp-1' '# END installer 10-os-baseline/address-of-its-own-name'
}
k4() {
look
c_file 0 /etc/modules-load.d/installer.conf 644 'root:root|' fcaf07413a456d658640930cef56ed4d13330123e3b522c481021613c64755e3
old 0 /etc/modules-load.d/installer.conf
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
k6() {
look
c_file 0 /etc/sysctl.d/99-zz-installer.conf 644 'root:root|' c850c643a2e12535a73cf0ce5c93d4d286faf54f3440537d6c3524e471dee0b9
old 0 /etc/sysctl.d/99-zz-installer.conf
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
k8() {
c_run '{ read -r _; ! read -r _; } </proc/swaps || exit 1
[ ! -e /etc/fstab ] || ! grep -Eq '\''^[^#[:space:]][^[:space:]]*[[:space:]]+[^[:space:]]+[[:space:]]+swap[[:space:]]'\'' /etc/fstab'
}
k9() {
look
c_file 0 /etc/containerd/config.toml 644 'root:root|' bb8acef7092fe67d12042e31c61e871eeca8208ac47501aba98e46b4ac7a86bb
old 0 /etc/containerd/config.toml
c_follow 20-container-runtime.containerd-configuration
}
k10() {
look
c_gone 0 /etc/systemd/system/containerd.service.d/installer-proxy.conf
c_follow 20-container-runtime.no-proxy-of-containerd
}
k11() {
look
c_file 0 /etc/crictl.yaml 644 'root:root|' ad526395cca4db1e3ea166ddabbba23707829b104215d122f05f8e582cef9050
old 0 /etc/crictl.yaml
}
k12() {
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
k13() {
c_run 'for dir in /usr/lib/cni /usr/libexec/cni; do
  for plugin in "$dir"/*; do
    [ ! -x "$plugin" ] || [ -e /opt/cni/bin/"${plugin##*/}" ] || exit 1
  done
done'
}
k14() {
c_run '[ -e /etc/systemd/system/multi-user.target.wants/containerd.service ] &&
  [ -S /run/containerd/containerd.sock ] && systemctl is-active --quiet containerd.service'
}
k15() {
c_told 'nl='\''
'\''
have=$nl$(timeout 30 ctr --namespace k8s.io images list --quiet)$nl
all=0
here=1
case $have in *"$nl"registry.k8s.io/pause:3.10.1"$nl"*) ;; *) here=0 ;; esac
[ $here = 1 ] || { echo need dddddddddddddddddddddddddddddddddddddddddddddddddddddddddddddddd; all=1; }
exit $all'
}
k16() {
look
c_item 0 /usr/bin/kubelet 755 'root:root|' bbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbb 1000
c_item 1 /usr/bin/kubeadm 755 'root:root|' cccccccccccccccccccccccccccccccccccccccccccccccccccccccccccccccc 1000
}
k17() {
look
c_item 0 /usr/share/doc/sample 644 'root:root|' eeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeee 1000
}
k18() {
:
}
k19() {
look
c_file 0 /etc/systemd/system/kubelet.service 644 'root:root|' ccc966cee3d366b3e9ca0fe3f603b09218a0d5ed01e54f9cae953208f411141f
c_file 1 /etc/systemd/system/kubelet.service.d/10-kubeadm.conf 644 'root:root|' 3b6e4cb3ac34a6df6dd60ce45c9ebf035fc3ec160dc001b28afb7cca1c11ef06
old 0 /etc/systemd/system/kubelet.service
old 1 /etc/systemd/system/kubelet.service.d/10-kubeadm.conf
c_follow 30-kubernetes-binaries.kubelet-unit
}
k20() {
if [ -e /etc/systemd/system/multi-user.target.wants/kubelet.service ]; then :; else d 0 'check exited 1'; fi
}
k21() {
look
c_file 0 /etc/kubernetes/manifests/kube-vip.yaml 600 'root:root|' 5dcd9fd4c85be2b2dce9e94cea43a8665af64d99714fa9b9e06bf25c381111c5
}
k22() {
:
}
k23() {
look
c_lines 0 /etc/hosts '# BEGIN installer 10-os-baseline/address-of-its-own-name 8ffcab6b218c' '192.0.2.11 cp-1' '# END installer 10-os-baseline/address-of-its-own-name'
}
see() { i=$1 bad=' ' why='' secret=0; "k$i"; if [ "$bad" = ' ' ]; then r ok; else r "$2"; fi; }
installer_steps() {
see 0 change
see 1 change
see 2 change
see 3 change
see 4 change
see 5 change
see 6 change
see 7 change
see 8 change
see 9 change
see 10 change
see 11 change
see 12 change
see 13 change
see 14 change
see 15 change
see 16 change
see 17 change
see 18 change
see 19 change
see 20 change
see 21 change
see 22 change
see 23 change
flush
}
installer_steps
