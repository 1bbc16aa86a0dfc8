# Prepares one node. Before it stand name, role, vip and hosts.
set -eu
echo "$name" >/etc/hostname
hostname "$name"
printf '%s\n' "$hosts" >>/etc/hosts
printf 'overlay\nbr_netfilter\n' >/etc/modules-load.d/kubernetes.conf
modprobe overlay || true
modprobe br_netfilter || true
printf 'net.ipv4.ip_forward = 1\nnet.bridge.bridge-nf-call-iptables = 1\n' >/etc/sysctl.d/99-kubernetes.conf
sysctl -q -p /etc/sysctl.d/99-kubernetes.conf || true
swapoff -a || true

mkdir -p /etc/containerd /opt/cni/bin /etc/kubernetes/manifests
cat >/etc/containerd/cni-conf.template <<'CNI'
{
  "cniVersion": "0.3.1",
  "name": "lab",
  "plugins": [
    {
      "type": "bridge",
      "bridge": "cni0",
      "isGateway": true,
      "isDefaultGateway": true,
      "ipMasq": true,
      "hairpinMode": true,
      "ipam": { "type": "host-local", "ranges": [[{ "subnet": "{{.PodCIDR}}" }]] }
    },
    { "type": "portmap", "capabilities": { "portMappings": true } }
  ]
}
CNI
cat >/etc/containerd/config.toml <<'TOML'
version = 2
[plugins."io.containerd.grpc.v1.cri"]
  sandbox_image = "k8s.gcr.io/pause:3.2"
  restrict_oom_score_adj = true
[plugins."io.containerd.grpc.v1.cri".cni]
  bin_dir = "/opt/cni/bin"
  conf_dir = "/etc/cni/net.d"
  conf_template = "/etc/containerd/cni-conf.template"
TOML
cat >/etc/crictl.yaml <<'YAML'
runtime-endpoint: unix:///run/containerd/containerd.sock
image-endpoint: unix:///run/containerd/containerd.sock
timeout: 10
YAML

DEBIAN_FRONTEND=noninteractive dpkg --install --force-confdef --force-confold /root/bundle/packages/debian-12/*.deb
ln -s /usr/lib/cni/* /opt/cni/bin/
install -m 0755 /root/bundle/bin/* /usr/bin/
systemctl enable --quiet --now containerd

mkdir -p /etc/systemd/system/kubelet.service.d
cat >/etc/systemd/system/kubelet.service <<'UNIT'
[Unit]
Description=kubelet: The Kubernetes Node Agent
Wants=network-online.target
After=network-online.target
[Service]
ExecStart=/usr/bin/kubelet
Restart=always
StartLimitInterval=0
RestartSec=10
[Install]
WantedBy=multi-user.target
UNIT
cat >/etc/systemd/system/kubelet.service.d/10-kubeadm.conf <<'UNIT'
[Service]
Environment="KUBELET_KUBECONFIG_ARGS=--bootstrap-kubeconfig=/etc/kubernetes/bootstrap-kubelet.conf --kubeconfig=/etc/kubernetes/kubelet.conf"
Environment="KUBELET_CONFIG_ARGS=--config=/var/lib/kubelet/config.yaml"
EnvironmentFile=-/var/lib/kubelet/kubeadm-flags.env
ExecStart=
ExecStart=/usr/bin/kubelet $KUBELET_KUBECONFIG_ARGS $KUBELET_CONFIG_ARGS $KUBELET_KUBEADM_ARGS
UNIT
systemctl daemon-reload
systemctl enable --quiet kubelet

for image in /root/bundle/images/*.tar; do ctr --namespace k8s.io images import "$image"; done
rm -rf /root/bundle
[ "$role" = control-plane ] || exit 0

cat >/etc/kubernetes/manifests/kube-vip.yaml <<YAML
apiVersion: v1
kind: Pod
metadata: { name: kube-vip, namespace: kube-system }
spec:
  hostNetwork: true
  hostAliases: [{ ip: "127.0.0.1", hostnames: [kubernetes] }]
  containers:
    - name: kube-vip
      image: ghcr.io/kube-vip/kube-vip:v0.8.9
      imagePullPolicy: IfNotPresent
      args: [manager]
      env:
        - { name: address, value: "$vip" }
        - { name: port, value: "6443" }
        - { name: vip_interface, value: $(ip -4 route show default | awk '{ print $5; exit }') }
        - { name: vip_nodename, valueFrom: { fieldRef: { fieldPath: spec.nodeName } } }
        - { name: vip_cidr, value: "32" }
        - { name: vip_subnet, value: "32" }
        - { name: cp_enable, value: "true" }
        - { name: cp_namespace, value: kube-system }
        - { name: svc_enable, value: "false" }
        - { name: vip_arp, value: "true" }
        - { name: vip_leaderelection, value: "true" }
        - { name: vip_leasename, value: plndr-cp-lock }
        - { name: vip_leaseduration, value: "5" }
        - { name: vip_renewdeadline, value: "3" }
        - { name: vip_retryperiod, value: "1" }
      securityContext: { capabilities: { add: [NET_ADMIN, NET_RAW, SYS_TIME] } }
      volumeMounts: [{ name: kubeconfig, mountPath: /etc/kubernetes/admin.conf }]
  volumes: [{ name: kubeconfig, hostPath: { path: /etc/kubernetes/admin.conf, type: File } }]
YAML
