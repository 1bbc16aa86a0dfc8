import type { Desired } from './desired.ts';

/**
 * The address that kube-vip, ours or one that the site brings, may hold on a control plane's host; undefined where
 * something else holds the endpoint.
 */
export function vipOf({ kubeVip, cluster }: Pick<Desired, 'kubeVip' | 'cluster'>): string | undefined {
  return kubeVip.enabled ? cluster.endpoint.host : kubeVip.given?.address;
}
