# What a person asks a node, to see whether it still is as it was set up. Changes nothing.
hostname
cat /etc/os-release /etc/hosts /etc/modules-load.d/*.conf /etc/sysctl.d/*.conf /etc/containerd/config.toml /etc/crictl.yaml
swapon --show
sysctl -n net.ipv4.ip_forward net.bridge.bridge-nf-call-iptables
lsmod | grep -E 'overlay|br_netfilter'
nproc
free -m
df -m / /var/lib/containerd /var/lib/kubelet
ip -o address
date
dpkg-query --show containerd runc containernetworking-plugins conntrack socat ebtables ethtool
kubelet --version
kubeadm version -o short
sha256sum /etc/systemd/system/kubelet.service /etc/systemd/system/kubelet.service.d/10-kubeadm.conf
systemctl is-active containerd kubelet
systemctl is-enabled containerd kubelet
ctr --namespace k8s.io images list --quiet
ss -ltn
ls -l /etc/kubernetes /etc/kubernetes/manifests
[ ! -e /etc/kubernetes/admin.conf ] || [ "$(hostname)" != cp-1 ] ||
  kubectl --kubeconfig /etc/kubernetes/admin.conf get nodes -o wide
exit 0
