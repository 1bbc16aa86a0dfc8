import type { KubeadmConfigSpec, Taint } from '../model/desired.ts';
import { atLeast } from '../model/version.ts';
import { fieldsOf } from './conversion.ts';

const OLD_ROLE = 'node-role.kubernetes.io/master';
const ROLE = 'node-role.kubernetes.io/control-plane';
const NO_BALANCER = 'node.kubernetes.io/exclude-from-external-load-balancers';

/**
 * Labels and taints that kubeadm puts on the Node of a control plane when it has joined; no kubelet puts them back on one
 * that it registers anew (kubeadm: app/phases/markcontrolplane).
 */
export function controlPlaneMarks(
  version: string,
  { joinConfiguration, initConfiguration }: KubeadmConfigSpec,
): { labels: Record<string, string>; taints: Taint[] } {
  const taint = (key: string): Taint => ({ key, effect: 'NoSchedule' });
  const usual = [
    ...(atLeast(version, '1.25') ? [] : [taint(OLD_ROLE)]),
    ...(atLeast(version, '1.24') ? [taint(ROLE)] : []),
  ];
  return {
    labels: {
      [ROLE]: '',
      ...(!atLeast(version, '1.24') && { [OLD_ROLE]: '' }),
      ...(atLeast(version, '1.21') && { [NO_BALANCER]: '' }),
    },
    taints: taintsIn(joinConfiguration) ?? taintsIn(initConfiguration) ?? usual,
  };
}

/** `undefined`: the configuration leaves them to kubeadm. An empty list is one, too. */
function taintsIn(configuration: unknown): Taint[] | undefined {
  const { taints } = fieldsOf(fieldsOf(configuration).nodeRegistration);
  if (!Array.isArray(taints)) return undefined;
  return taints.map(fieldsOf).flatMap(({ key, value, effect }): Taint[] => {
    if (typeof key !== 'string') return [];
    if (effect !== 'NoSchedule' && effect !== 'PreferNoSchedule' && effect !== 'NoExecute') return [];
    return [{ key, effect, ...(typeof value === 'string' && { value }) }];
  });
}
