import type { KubeadmConfigSpec } from '../../model/desired.ts';

const API_PORT = 6443;

/** The port of the local API server: initConfiguration.localAPIEndpoint.bindPort, where 0 means "not set". */
export function apiPort(spec: KubeadmConfigSpec): number {
  const port = at(spec.initConfiguration, 'localAPIEndpoint', 'bindPort');
  return typeof port === 'number' && port > 0 ? port : API_PORT;
}

/** clusterConfiguration.etcd.external is set: no etcd of kubeadm's on the control planes. */
export function hasExternalEtcd(spec: KubeadmConfigSpec): boolean {
  const external = at(spec.clusterConfiguration, 'etcd', 'external');
  return typeof external === 'object' && external !== null && Object.keys(external).length > 0;
}

/** The inventory names a container runtime other than containerd. */
export function usesOtherRuntime(spec: KubeadmConfigSpec): boolean {
  return [spec.initConfiguration, spec.joinConfiguration].some((configuration) => {
    const socket = at(configuration, 'nodeRegistration', 'criSocket');
    return typeof socket === 'string' && socket !== '' && !socket.includes('containerd');
  });
}

function at(value: unknown, ...path: string[]): unknown {
  return path.reduce<unknown>(
    (inner, key) =>
      typeof inner === 'object' && inner !== null
        ? Object.entries(inner).find(([name]) => name === key)?.[1]
        : undefined,
    value,
  );
}
