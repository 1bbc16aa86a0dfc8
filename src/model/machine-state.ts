import type { HostFacts } from './facts.ts';

/**
 * How far a host has come to being its machine, told by the host alone.
 * - `bare`: nothing of a cluster on it
 * - `claimed`: ours, kubeadm not started yet
 * - `bootstrapping`: our kubeadm run is still going on there
 * - `half-bootstrapped`: our kubeadm run was started, did not end well, and is over
 * - `bootstrapped`: kubeadm ended well
 * - `foreign`: it serves another cluster, or one that we know nothing of
 */
export type MachineState = 'bare' | 'claimed' | 'bootstrapping' | 'half-bootstrapped' | 'bootstrapped' | 'foreign';

/** @param clusterUid of this life of the cluster; absent while no host bears one. */
export function machineState(facts: HostFacts, cluster: string, clusterUid: string | undefined): MachineState {
  const mark = facts.machine;
  if (!mark) return facts.machineUnreadable || bearsCluster(facts) ? 'foreign' : 'bare';
  if (mark.cluster !== cluster || (clusterUid !== undefined && mark.clusterUid !== clusterUid)) return 'foreign';
  if (mark.phase === 'bootstrapped') return 'bootstrapped';
  if (mark.phase === 'claimed') return 'claimed';
  return facts.kubeadm.bootstrapRunning ? 'bootstrapping' : 'half-bootstrapped';
}

/** Signs that only a host that was, or is, part of a Kubernetes cluster shows. */
export function bearsCluster(facts: HostFacts): boolean {
  const { kubeletConf, etcdData, adminConf, manifests } = facts.kubeadm;
  return kubeletConf || etcdData || adminConf || manifests.some((file) => file.startsWith('kube-apiserver'));
}
