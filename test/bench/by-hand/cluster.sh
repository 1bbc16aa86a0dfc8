#!/bin/sh
# A cluster made by hand: the commands a person would type, each started as early as what it depends on allows.
# Wants BUNDLE, CONTROL_PLANES, WORKERS (addresses), HOSTS (lines of /etc/hosts), VIP, KEY, KNOWN_HOSTS, ROUTES.
set -eu
here=$(cd "$(dirname "$0")" && pwd)
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
# A preparation or a join that fails must not be waited for.
trap 'exit 1' TERM
main=$$

on() {
  address=$1; shift
  ssh -F none -T -c aes128-gcm@openssh.com -o KexAlgorithms=curve25519-sha256 -o BatchMode=yes -o IdentitiesOnly=yes \
    -o ControlMaster=auto -o ControlPath="$work/%h" -o ControlPersist=5 -o UserKnownHostsFile="$KNOWN_HOSTS" -i "$KEY" -l ops "$address" "$@"
}

for_all='bin packages images/kube-proxy.tar images/pause.tar images/coredns.tar images/lab-tool.tar'
for_control_planes='images/kube-apiserver.tar images/kube-controller-manager.tar images/kube-scheduler.tar images/etcd.tar images/kube-vip.tar'

# prepare ADDRESS ROLE: packages, images, binaries and settings, as they come out of the bundle.
prepare() {
  items=$for_all
  [ "$2" = worker ] || items="$items $for_control_planes"
  name=$(printf '%s\n' "$HOSTS" | awk -v address="$1" '$1 == address { print $2 }')
  # shellcheck disable=SC2086
  tar -C "$BUNDLE" -cf - $items | on "$1" 'sudo mkdir -p /root/bundle && sudo tar -C /root/bundle -xf -' &&
    { printf 'name=%s role=%s vip=%s\n' "$name" "$2" "$VIP"; printf "hosts='%s'\n" "$HOSTS"; cat "$here/node.sh"; } |
    on "$1" "sudo sh -c 'cat >/root/node.sh && sh /root/node.sh </dev/null'" &&
    : >"$work/prepared.$1"
}
prepared() { until [ -e "$work/prepared.$1" ]; do sleep 0.1; done; }
start() { { "$@" >"$work/log.$*" 2>&1 </dev/null || { cat "$work/log.$*" >&2; kill "$main"; }; } & }

ignore=SystemVerification,Swap
token=$(od -An -N3 -tx1 /dev/urandom | tr -d ' \n').$(od -An -N8 -tx1 /dev/urandom | tr -d ' \n')
certificate_key=$(od -An -N32 -tx1 /dev/urandom | tr -d ' \n')

# shellcheck disable=SC2086
set -- $CONTROL_PLANES
first=$1
shift
for address in "$first" "$@"; do start prepare "$address" control-plane; done
for address in $WORKERS; do start prepare "$address" worker; done

prepared "$first"
sed -e "s/@VIP@/$VIP/" -e "s/@TOKEN@/$token/" -e "s/@KEY@/$certificate_key/" "$here/kubeadm.yaml" |
  on "$first" "sudo sh -c 'cat >/root/kubeadm.yaml'"
on "$first" "sudo kubeadm init --config /root/kubeadm.yaml --upload-certs" >/dev/null
hash=$(on "$first" 'sudo openssl x509 -pubkey -in /etc/kubernetes/pki/ca.crt -noout' |
  openssl pkey -pubin -outform der | sha256sum | cut -d ' ' -f 1)
join="sudo kubeadm join $VIP:6443 --token $token --discovery-token-ca-cert-hash sha256:$hash"

join_control_planes() {
  for address in "$@"; do
    prepared "$address"
    on "$address" "$join --control-plane --certificate-key $certificate_key --ignore-preflight-errors $ignore,DirAvailable--etc-kubernetes-manifests" ||
      return
  done
}
join_worker() { prepared "$1"; on "$1" "$join --ignore-preflight-errors $ignore"; }

start join_control_planes "$@"
joined=$!
for address in $WORKERS; do start join_worker "$address"; joined="$joined $!"; done
on "$first" 'sudo kubectl --kubeconfig /etc/kubernetes/admin.conf apply -f -' <"$ROUTES" >/dev/null
# shellcheck disable=SC2086
wait $joined

all=$(printf '%s\n' "$HOSTS" | wc -l)
until [ "$(on "$first" 'sudo kubectl --kubeconfig /etc/kubernetes/admin.conf get nodes --no-headers' | grep -c ' Ready ')" = "$all" ]; do
  sleep 0.5
done
on "$first" "curl -sk https://$VIP:6443/readyz" >/dev/null
