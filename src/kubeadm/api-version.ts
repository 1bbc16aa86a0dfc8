import { atLeast } from '../model/version.ts';

export type KubeadmApiVersion = 'kubeadm.k8s.io/v1beta2' | 'kubeadm.k8s.io/v1beta3' | 'kubeadm.k8s.io/v1beta4';

/**
 * The newest configuration API that the kubeadm of this Kubernetes version reads without complaint.
 * v1beta2 came with 1.15 and was deprecated in 1.22; v1beta3 came with 1.22 and was deprecated in 1.31, when v1beta4
 * came. The mapping is Cluster API's (bootstrap/kubeadm/pkg/types/utils.go), extended below 1.22.
 * @throws InstallerError `inventory-invalid` when `kubernetesVersion` is not a version
 */
export function kubeadmApiVersion(kubernetesVersion: string): KubeadmApiVersion {
  if (atLeast(kubernetesVersion, '1.31')) return 'kubeadm.k8s.io/v1beta4';
  if (atLeast(kubernetesVersion, '1.22')) return 'kubeadm.k8s.io/v1beta3';
  return 'kubeadm.k8s.io/v1beta2';
}
