import type { Desired } from './desired.ts';

/** The address that kube-vip may hold on a control plane's host; undefined where something else holds the endpoint. */
export function vipOf({ kubeVip, cluster }: Pick<Desired, 'kubeVip' | 'cluster'>): string | undefined {
  return kubeVip.enabled ? cluster.endpoint.host : undefined;
}
