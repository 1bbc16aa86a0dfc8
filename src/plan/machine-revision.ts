import type { Desired } from '../model/desired.ts';
import type { Machine } from '../model/machine.ts';

/**
 * Hash of all that is applied to one machine's host and to kubeadm there. It is the same as long as nothing of that
 * changes: it knows nothing of other hosts, of how many machines an owner wants, of how the host is reached, and of labels
 * and taints, which are compared on the Node. What only control planes are given does not change a worker's.
 * @param inputs hash of the content of all playbooks and of the bundle
 * @param hash must not depend on the order of keys
 */
export function machineRevision(
  desired: Desired,
  { role, version, kubeadmConfigSpec, host }: Machine,
  inputs: string,
  hash: (value: unknown) => string,
): string {
  const { cluster, ntp, proxy, registry, vars, kubeletConfiguration, kubeVip, kubeProxyConfiguration } = desired;
  const { name, address, internalAddress } = host;
  return hash({
    role,
    version,
    kubeadmConfigSpec,
    host: { name, address, internalAddress, vars: host.vars },
    cluster,
    ntp,
    proxy,
    registry,
    vars,
    kubeletConfiguration,
    inputs,
    ...(role === 'control-plane' && { kubeVip, kubeProxyConfiguration }),
  });
}
