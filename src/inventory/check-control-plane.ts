import type { Check } from './check.ts';
import type { DraftInventory } from './draft.ts';
import {
  apiBindPort,
  controlPlaneCount,
  DEFAULT_API_PORT,
  effectiveCidrs,
  effectiveServiceDomain,
  endpointHost,
  kubeadmClusterConfiguration,
  kubeVipEnabled,
  record,
} from './effective.ts';
import { looksLikeIpv4, parseIp } from './ip.ts';
import { owners, rolesKnown, selectHosts } from './select-hosts.ts';

const ENDPOINT = ['spec', 'cluster', 'controlPlaneEndpoint'];
const KUBE_VIP = ['spec', 'kubeVip'];

/** etcd on the control planes needs an odd number of them (the rule of Cluster API's webhook); external etcd does not. */
export const checkControlPlaneCount: Check = (inventory, complain) => {
  if (!rolesKnown(inventory)) return;
  const { controlPlane } = owners(inventory);
  if (controlPlane.selected.length === 0) {
    complain(
      ['spec', 'hosts'],
      'no host is selected for the control plane',
      'Give one host, or three, role: control-plane.',
    );
    return;
  }
  const count = controlPlaneCount(inventory);
  const external = record(kubeadmClusterConfiguration(inventory).etcd).external !== undefined;
  if (count % 2 === 0 && !external) {
    const path = controlPlane.replicas === undefined ? ['spec', 'hosts'] : ['spec', 'controlPlane', 'replicas'];
    const message = `${count} control planes: etcd needs an odd number, ${count} survive no more failures than ${count - 1}`;
    complain(path, message, oddNumber(inventory, count));
  }
};

function oddNumber(inventory: DraftInventory, count: number): string {
  const { selected } = owners(inventory).controlPlane;
  const selector = { ...inventory.spec?.controlPlane?.hostSelector, role: 'spare' } as const;
  const spares = selectHosts(inventory, selector, 'spare').filter((index) => !selected.includes(index));
  const [spare] = spares.slice(Math.max(0, count - selected.length));
  const name = spare === undefined ? undefined : inventory.spec?.hosts?.[spare]?.name;
  if (name === undefined || selected.length > count) {
    return `Use ${count - 1} or ${count + 1}; give a host left over role: spare.`;
  }
  return `Set controlPlane.replicas: ${count + 1}, then ${name} (role: spare) serves too; or use ${count - 1}.`;
}

/** With several control planes the endpoint must outlive any of them. */
export const checkEndpoint: Check = (inventory, complain) => {
  const host = inventory.spec?.cluster?.controlPlaneEndpoint?.host;
  if (host === undefined) return;
  if (parseIp(host) === undefined && !isDnsName(host)) {
    complain([...ENDPOINT, 'host'], `${host} is neither an IP address nor a DNS name`, endpointFix(host));
    return;
  }
  const index = endpointHost(inventory);
  const owner = index === undefined ? undefined : inventory.spec?.hosts?.[index];
  if (owner === undefined || index === undefined) return;
  const name = owner.name ?? `hosts[${index}]`;
  const isControlPlane = owners(inventory).controlPlane.selected.includes(index);
  if (controlPlaneCount(inventory) > 1 && isControlPlane) {
    const message = `the endpoint is the address of ${name}: the cluster would go down with that host`;
    complain(
      [...ENDPOINT, 'host'],
      message,
      'Use a free address of the same network, which kube-vip will hold, or a load balancer.',
    );
  } else if (!isControlPlane) {
    const message = `the endpoint is the address of ${name}, which is no control plane`;
    complain(
      [...ENDPOINT, 'host'],
      message,
      'Use the address of the one control plane, a free address, or a load balancer.',
    );
  } else if (inventory.spec?.kubeVip?.enabled === true) {
    const message = `kube-vip cannot hold ${host}: it is the own address of ${name}`;
    complain([...KUBE_VIP, 'enabled'], message, 'Remove kubeVip, or use a free address as endpoint.');
  }
};

/** kube-vip holds an IP address; it does not translate ports. */
export const checkKubeVip: Check = (inventory, complain) => {
  const { kubeVip } = inventory.spec ?? {};
  if (kubeVip?.interface !== undefined && !/^[^\s/]{1,15}$/.test(kubeVip.interface)) {
    complain(
      [...KUBE_VIP, 'interface'],
      `${kubeVip.interface} is not the name of a network interface`,
      'For example: eth0',
    );
  }
  if (kubeVip?.mode === 'bgp' && kubeVip.bgp === undefined) {
    complain(
      [...KUBE_VIP, 'mode'],
      'mode bgp needs bgp settings',
      'Add bgp: { as: 65000, peers: [{ address: 192.168.73.1, as: 65001 }] }',
    );
  }
  if (kubeVip?.bgp !== undefined && kubeVip.mode !== 'bgp') {
    complain.warn([...KUBE_VIP, 'bgp'], 'bgp settings have no effect without mode: bgp');
  }
  for (const [index, peer] of (kubeVip?.bgp?.peers ?? []).entries()) {
    if (peer?.address !== undefined && parseIp(peer.address) === undefined) {
      complain([...KUBE_VIP, 'bgp', 'peers', index, 'address'], `${peer.address} is not an IP address`);
    }
  }
  const endpoint = inventory.spec?.cluster?.controlPlaneEndpoint;
  if (endpoint?.host === undefined || !kubeVipEnabled(inventory)) return;
  if (parseIp(endpoint.host) === undefined && isDnsName(endpoint.host)) {
    const hint = 'Write its IP address as endpoint host and the name under clusterConfiguration.apiServer.certSANs.';
    complain([...KUBE_VIP, 'enabled'], `kube-vip holds an IP address, the endpoint ${endpoint.host} is a name`, hint);
  }
  const port = endpoint.port ?? DEFAULT_API_PORT;
  const bind = apiBindPort(inventory);
  if (port !== bind) {
    const hint = `Use port ${bind}, or set initConfiguration.localAPIEndpoint.bindPort to ${port}.`;
    complain([...ENDPOINT, 'port'], `kube-vip does not translate ports, and the API servers listen on ${bind}`, hint);
  }
};

/** What the inventory and kubeadm's ClusterConfiguration both say must agree. */
export const checkSaidTwice: Check = (inventory, complain) => {
  const written = kubeadmClusterConfiguration(inventory);
  const networking = record(written.networking);
  const endpoint = inventory.spec?.cluster?.controlPlaneEndpoint;
  const cidrs = (of: 'pods' | 'services'): string =>
    effectiveCidrs(inventory, of)
      .map(({ value }) => value)
      .join(',');
  const pairs: { path: string[]; value: unknown; ours: string | undefined; field: string }[] = [
    {
      path: ['kubernetesVersion'],
      value: written.kubernetesVersion,
      ours: inventory.spec?.controlPlane?.version,
      field: 'spec.controlPlane.version',
    },
    {
      path: ['controlPlaneEndpoint'],
      value: written.controlPlaneEndpoint,
      ours: endpoint?.host && hostPort(endpoint.host, endpoint.port ?? DEFAULT_API_PORT),
      field: 'spec.cluster.controlPlaneEndpoint',
    },
    { path: ['clusterName'], value: written.clusterName, ours: inventory.metadata?.name, field: 'metadata.name' },
    {
      path: ['networking', 'podSubnet'],
      value: networking.podSubnet,
      ours: cidrs('pods'),
      field: 'spec.cluster.clusterNetwork.pods',
    },
    {
      path: ['networking', 'serviceSubnet'],
      value: networking.serviceSubnet,
      ours: cidrs('services'),
      field: 'spec.cluster.clusterNetwork.services',
    },
    {
      path: ['networking', 'dnsDomain'],
      value: networking.dnsDomain,
      ours: effectiveServiceDomain(inventory),
      field: 'spec.cluster.clusterNetwork.serviceDomain',
    },
  ];
  for (const { path, value, ours, field } of pairs) {
    if (typeof value !== 'string' || value === '' || ours === undefined || value.replaceAll(' ', '') === ours) continue;
    const at = ['spec', 'controlPlane', 'kubeadmConfigSpec', 'clusterConfiguration', ...path];
    complain(at, `${path.at(-1)} is ${value}, but ${field} is ${ours}`, `Remove it: it is filled in from ${field}.`);
  }
};

function hostPort(host: string, port: number): string {
  return host.includes(':') ? `[${host}]:${port}` : `${host}:${port}`;
}

function isDnsName(text: string): boolean {
  return (
    !looksLikeIpv4(text) && /^(?=.{1,253}$)[a-z0-9]([-a-z0-9]*[a-z0-9])?(\.[a-z0-9]([-a-z0-9]*[a-z0-9])?)*$/.test(text)
  );
}

function endpointFix(host: string): string {
  const withPort = /^(?:https?:\/\/)?([^:/]+|\[.+\]):(\d+)\/?$/.exec(host);
  if (withPort !== null) return `Write controlPlaneEndpoint: { host: ${withPort[1]}, port: ${withPort[2]} }`;
  return 'For example: 192.168.73.192, or api.example.com in lower case';
}
