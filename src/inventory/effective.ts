import { givenKubeVip } from '../kubeadm/kube-vip-manifest.ts';
import type { GivenKubeVip, KubeadmFile } from '../model/desired.ts';
import type { DraftInventory } from './draft.ts';
import { canonicalAddress, parseIp } from './ip.ts';
import type { DocumentPath } from './problem.ts';
import { owners } from './select-hosts.ts';

export const DEFAULT_POD_CIDRS = ['10.244.0.0/16'];
export const DEFAULT_SERVICE_CIDRS = ['10.96.0.0/12'];
export const DEFAULT_SERVICE_DOMAIN = 'cluster.local';
export const DEFAULT_API_PORT = 6443;

/** A value after defaults, with the field that it comes from; no path: it is the default. */
export interface Effective {
  value: string;
  path?: DocumentPath;
}

const NETWORKING: DocumentPath = ['spec', 'controlPlane', 'kubeadmConfigSpec', 'clusterConfiguration', 'networking'];

/** Pod or service CIDRs: from clusterNetwork, else from kubeadm's own networking settings, else the default. */
export function effectiveCidrs(inventory: DraftInventory, of: 'pods' | 'services'): Effective[] {
  const blocks = inventory.spec?.cluster?.clusterNetwork?.[of]?.cidrBlocks;
  if (blocks !== undefined && blocks.length > 0) {
    const path: DocumentPath = ['spec', 'cluster', 'clusterNetwork', of, 'cidrBlocks'];
    return blocks.flatMap((value, index) => (value === undefined ? [] : [{ value, path: [...path, index] }]));
  }
  const field = of === 'pods' ? 'podSubnet' : 'serviceSubnet';
  const subnet = kubeadmNetworking(inventory)[field];
  if (typeof subnet === 'string' && subnet !== '') {
    return subnet.split(',').map((value) => ({ value: value.trim(), path: [...NETWORKING, field] }));
  }
  return (of === 'pods' ? DEFAULT_POD_CIDRS : DEFAULT_SERVICE_CIDRS).map((value) => ({ value }));
}

/** DNS domain of services, from clusterNetwork, else from kubeadm's dnsDomain, else cluster.local. */
export function effectiveServiceDomain(inventory: DraftInventory): string {
  const dnsDomain = kubeadmNetworking(inventory).dnsDomain;
  return (
    inventory.spec?.cluster?.clusterNetwork?.serviceDomain ??
    (typeof dnsDomain === 'string' && dnsDomain !== '' ? dnsDomain : DEFAULT_SERVICE_DOMAIN)
  );
}

/** Port that API servers listen on: localAPIEndpoint.bindPort of the init configuration, where it is set and not 0. */
export function apiBindPort(inventory: DraftInventory): number {
  const init = record(inventory.spec?.controlPlane?.kubeadmConfigSpec?.initConfiguration);
  const port = record(init.localAPIEndpoint).bindPort;
  return typeof port === 'number' && port > 0 ? port : DEFAULT_API_PORT;
}

/** Index of the host that has the endpoint's address as its own, if any. */
export function endpointHost(inventory: DraftInventory): number | undefined {
  const endpoint = inventory.spec?.cluster?.controlPlaneEndpoint?.host;
  if (endpoint === undefined) return undefined;
  const index = (inventory.spec?.hosts ?? []).findIndex((host) =>
    [host?.address, host?.internalAddress].some(
      (address) => address !== undefined && canonicalAddress(address) === canonicalAddress(endpoint),
    ),
  );
  return index < 0 ? undefined : index;
}

/**
 * kube-vip runs unless told otherwise, when it can hold the endpoint (an IP address that no host has) and the inventory
 * does not bring a kube-vip manifest of its own among kubeadmConfigSpec.files, as Cluster API documents often do.
 */
export function kubeVipEnabled(inventory: DraftInventory): boolean {
  const endpoint = inventory.spec?.cluster?.controlPlaneEndpoint?.host ?? '';
  const holdable = parseIp(endpoint) !== undefined && endpointHost(inventory) === undefined;
  return inventory.spec?.kubeVip?.enabled ?? (holdable && broughtKubeVip(inventory) === undefined);
}

/** The kube-vip manifest that the inventory brings among the control plane's files. */
export function broughtKubeVip(inventory: DraftInventory): GivenKubeVip | undefined {
  const files = inventory.spec?.controlPlane?.kubeadmConfigSpec?.files ?? [];
  return givenKubeVip(files.filter((file) => file !== undefined) as Partial<KubeadmFile>[]);
}

/** Number of control planes that are asked for. */
export function controlPlaneCount(inventory: DraftInventory): number {
  const { controlPlane } = owners(inventory);
  return controlPlane.replicas ?? controlPlane.selected.length;
}

/** ClusterConfiguration of the control plane as written, or an empty object. */
export function kubeadmClusterConfiguration(inventory: DraftInventory): Record<string, unknown> {
  return record(inventory.spec?.controlPlane?.kubeadmConfigSpec?.clusterConfiguration);
}

function kubeadmNetworking(inventory: DraftInventory): Record<string, unknown> {
  return record(kubeadmClusterConfiguration(inventory).networking);
}

/** `value` where it is an object, else an empty one: kubeadm's own documents are passed through unchecked. */
export function record(value: unknown): Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value) ? (value as Record<string, unknown>) : {};
}
