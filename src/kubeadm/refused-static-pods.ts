/**
 * sh lines around a kubeadm that makes a control plane. A kubelet that has just been started may not know its disk yet: it
 * refuses etcd, for which kubeadm before 1.22 asks for disk, and never looks again until it is started anew
 * (kubernetes/kubernetes#99305). Without that kubeadm waits in vain. Done once at most.
 */
export const MIND_STATIC_PODS = {
  before: `since=$(date +%s)
mind_static_pods() {
  while sleep 3; do
    journalctl -q --no-pager -u kubelet --since "@$since" 2>/dev/null | grep -q 'Failed to admit pod.*kube-system.*ephemeral-storage' || continue
    echo 'installer: the kubelet did not know its disk yet and refused a static pod: it is started anew'
    systemctl restart kubelet
    return
  done
}
mind_static_pods &
minder=$!`,
  after: 'kill "$minder" 2>/dev/null',
};
