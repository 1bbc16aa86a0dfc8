import { DEFAULT_API_PORT, effectiveCidrs, effectiveServiceDomain, record } from '../../effective.ts';
import type { Inventory } from '../../inventory.gen.ts';
import {
  CONTROL_PLANE,
  CORE,
  defined,
  type Manifest,
  manifest,
  referenceTo,
  referenceToHosts,
  type Style,
} from './manifest.ts';

/** The Cluster, with the defaults that its networks have here. */
export function renderCluster(inventory: Inventory, controlPlane: string, style: Style): Manifest {
  const { controlPlaneEndpoint, clusterNetwork } = inventory.spec.cluster;
  const { clusterConfiguration } = inventory.spec.controlPlane.kubeadmConfigSpec ?? {};
  const spec = {
    clusterNetwork: defined({
      ...blocks(inventory, 'services'),
      ...blocks(inventory, 'pods'),
      serviceDomain:
        record(record(clusterConfiguration).networking).dnsDomain === undefined
          ? effectiveServiceDomain(inventory)
          : clusterNetwork?.serviceDomain,
      apiServerPort: clusterNetwork?.apiServerPort,
    }),
    controlPlaneEndpoint: { host: controlPlaneEndpoint.host, port: controlPlaneEndpoint.port ?? DEFAULT_API_PORT },
    controlPlaneRef: referenceTo(style, CONTROL_PLANE, 'KubeadmControlPlane', controlPlane),
    infrastructureRef: referenceToHosts(style),
  };
  return manifest(style, CORE, 'Cluster', style.cluster, spec);
}

/** Nothing where kubeadm's own settings say it: those are part of the control plane. */
function blocks(inventory: Inventory, of: 'pods' | 'services') {
  const all = effectiveCidrs(inventory, of);
  const inKubeadm = all.some(({ path }) => path?.includes('networking'));
  return inKubeadm ? {} : { [of]: { cidrBlocks: all.map(({ value }) => value) } };
}
