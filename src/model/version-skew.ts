import { atLeast, compareVersions, minorsAhead, minorVersion } from './version.ts';

/**
 * The version skew policy of https://kubernetes.io/releases/version-skew-policy, one function a rule.
 * Each answers with one sentence that says what is wrong, or undefined when the pair is fine.
 * All throw InstallerError `inventory-invalid` for text that is not a version.
 */

/** A kubelet or kube-proxy is never newer than the API server, and at most 3 minors older (2 before 1.25). */
export function kubeletSkewProblem(kubelet: string, apiServer: string): string | undefined {
  const behind = -minorsAhead(kubelet, apiServer);
  if (behind < 0) return `kubelet ${kubelet} is newer than the API server ${apiServer}`;
  const allowed = atLeast(kubelet, '1.25') ? 3 : 2;
  if (behind > allowed) {
    return `kubelet ${kubelet} is ${behind} minors older than the API server ${apiServer}; at most ${allowed} are supported`;
  }
  return undefined;
}

/** The API servers of one control plane are at most one minor apart. */
export function apiServerSkewProblem(versions: readonly string[]): string | undefined {
  const sorted = [...versions].sort(compareVersions);
  const [oldest, newest] = [sorted.at(0), sorted.at(-1)];
  if (oldest === undefined || newest === undefined || minorsAhead(newest, oldest) <= 1) return undefined;
  return `API servers ${oldest} and ${newest} are more than one minor apart`;
}

/** Controller manager, scheduler and cloud controller manager: never newer than the API server, at most one minor older. */
export function componentSkewProblem(component: string, version: string, apiServer: string): string | undefined {
  const behind = -minorsAhead(version, apiServer);
  if (behind < 0) return `${component} ${version} is newer than the API server ${apiServer}`;
  if (behind > 1) return `${component} ${version} is more than one minor older than the API server ${apiServer}`;
  return undefined;
}

/** kubectl is within one minor of the API server, either way. */
export function kubectlSkewProblem(kubectl: string, apiServer: string): string | undefined {
  if (Math.abs(minorsAhead(kubectl, apiServer)) <= 1) return undefined;
  return `kubectl ${kubectl} is more than one minor away from the API server ${apiServer}`;
}

/** A control plane goes up one minor at a time and never down. */
export function upgradeProblem(from: string, to: string): string | undefined {
  if (compareVersions(to, from) < 0) return `${from} cannot be downgraded to ${to}`;
  const ahead = minorsAhead(to, from);
  if (ahead <= 1) return undefined;
  return `${from} cannot be upgraded to ${to} in one step: minors may not be skipped, go to ${nextMinor(from)} first`;
}

/** kubeadm init and upgrade deploy kubeadm's own minor or the one before (kubeadm: "only supports deploying clusters …"). */
export function kubeadmDeployProblem(kubeadm: string, target: string): string | undefined {
  const ahead = minorsAhead(kubeadm, target);
  if (ahead === 0 || ahead === 1) return undefined;
  return `kubeadm ${kubeadm} cannot deploy Kubernetes ${target}: it supports its own minor and the one before`;
}

/** kubeadm join must be of the minor that last ran init or upgrade on the cluster. */
export function kubeadmJoinProblem(kubeadm: string, cluster: string): string | undefined {
  if (minorsAhead(kubeadm, cluster) === 0) return undefined;
  return `kubeadm ${kubeadm} cannot join a cluster of ${cluster}: both must be of minor ${minorVersion(cluster)}`;
}

function nextMinor(version: string): string {
  const [major, minor] = minorVersion(version).split('.');
  return `${major}.${Number(minor) + 1}`;
}
