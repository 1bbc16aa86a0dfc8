import type { HostFacts } from './facts.ts';

/** Signs on a host that it may be part of a living Kubernetes cluster, in words. */
export function signsOfLife({ kubeadm }: Pick<HostFacts, 'kubeadm'>): string[] {
  return [
    ...(kubeadm.kubeletConf
      ? [kubeadm.apiServer === undefined ? 'kubelet.conf' : `kubelet.conf names ${kubeadm.apiServer}`]
      : []),
    ...(kubeadm.etcdData ? ['etcd data in /var/lib/etcd'] : []),
    ...(kubeadm.manifests.length > 0 ? [`manifests ${kubeadm.manifests.join(', ')}`] : []),
    ...(kubeadm.adminConf ? ['admin.conf'] : []),
  ];
}

/** What a cluster left on a host without life in it, in words: a new cluster may stumble over it. */
export function deadTraces({ leftovers, kubeadm }: Pick<HostFacts, 'kubeadm' | 'leftovers'>): string[] {
  return [
    ...(leftovers.cniConfigs.length > 0 ? [`/etc/cni/net.d/${leftovers.cniConfigs.join(' and ')}`] : []),
    ...(leftovers.cniLinks.length > 0 ? [`links ${leftovers.cniLinks.join(' and ')}`] : []),
    ...(leftovers.iptablesChains > 0 ? [`${leftovers.iptablesChains} KUBE and CNI chains in iptables`] : []),
    ...(leftovers.ipvsServers > 0 ? [`${leftovers.ipvsServers} IPVS services`] : []),
    ...(kubeadm.pki.length > 0 ? ['certificates in /etc/kubernetes/pki'] : []),
    ...(kubeadm.bootstrapKubeletConf ? ['bootstrap-kubelet.conf'] : []),
    ...(kubeadm.manifests.length > 0 ? [`manifests ${kubeadm.manifests.join(', ')}`] : []),
    ...leftovers.directories,
    ...(leftovers.capiSentinel ? ['the sentinel file of Cluster API'] : []),
  ];
}
