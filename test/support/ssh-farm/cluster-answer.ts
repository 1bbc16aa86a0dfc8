import type { MachineResource } from '../../../src/model/machine-resource.ts';
import { FARM_VERSION, type FarmCluster, type FarmHost, type MachineSetResource } from './farm-state.ts';

/** What the script of src/observe/cluster-view.ts prints on a control plane with curl: each path it names, answered. */
export function clusterAnswer(script: string, cluster: FarmCluster, via: FarmHost): string {
  const answer = (server: string, path: string): string => {
    const body = bodyOf(path, cluster);
    const code = body === undefined ? 404 : 200;
    return `${JSON.stringify(body ?? { kind: 'Status', code })}\n##http:${code} ${server}${path}\n`;
  };
  const api = pathsIn(script, /"\$server(\/[^"]+)"/g);
  const etcd = pathsIn(script, /https:\/\/127\.0\.0\.1:2379(\/\S+)/g);
  return [
    `##via:${via.name}\n`,
    ...api.map((path) => answer(`https://${via.internalAddress}:6443`, path)),
    ...etcd.map((path) => answer('https://127.0.0.1:2379', path)),
    ...members(cluster).map(({ clientURLs: [url] }) => `##health:200 ${url}/health\n`),
    '##endpoint:200\n##end\n',
  ].join('');
}

function pathsIn(script: string, pattern: RegExp): string[] {
  return [...script.matchAll(pattern)].map(([, path = '']) => path);
}

/** What is answered at a path of the API server or of etcd; `undefined`: nothing is there. */
function bodyOf(path: string, cluster: FarmCluster): object | undefined {
  switch (path) {
    case '/version':
      return { gitVersion: FARM_VERSION };
    case '/api/v1/namespaces/kube-system':
      return { metadata: { name: 'kube-system', uid: 'uid-of-kube-system' } };
    case '/api/v1/nodes':
      return { items: cluster.hosts.filter(hasJoined).map(node) };
    case '/api/v1/namespaces/kube-system/pods?labelSelector=tier%3Dcontrol-plane':
      return { items: controlPlanes(cluster).flatMap(staticPods) };
    case '/apis/installer.dev/v1alpha1/machines':
      return cluster.records.size === 0 ? undefined : { items: [...cluster.records.values()].map(kept) };
    case '/apis/installer.dev/v1alpha1/machinesets':
      return cluster.machineSets.size === 0 ? undefined : { items: [...cluster.machineSets.values()].map(kept) };
    case '/v3/cluster/member/list':
      return { members: members(cluster) };
    case '/v3/maintenance/status':
      return { leader: members(cluster)[0]?.ID };
    default:
      return undefined;
  }
}

function hasJoined({ mark }: FarmHost): boolean {
  return mark?.phase === 'bootstrapped';
}

function controlPlanes({ hosts }: FarmCluster): FarmHost[] {
  return hosts.filter((host) => hasJoined(host) && host.role === 'control-plane');
}

function node({ name, role, internalAddress, silentSince }: FarmHost): object {
  const ready = silentSince === undefined ? {} : { lastTransitionTime: silentSince };
  const status = silentSince === undefined ? 'True' : 'Unknown';
  const labels = role === 'control-plane' ? { 'node-role.kubernetes.io/control-plane': '' } : {};
  return {
    metadata: { name, uid: `uid-of-node-${name}`, labels },
    spec: {},
    status: {
      conditions: [{ type: 'Ready', status, ...ready }],
      addresses: [{ type: 'InternalIP', address: internalAddress }],
      nodeInfo: { kubeletVersion: FARM_VERSION },
    },
  };
}

function staticPods({ name }: FarmHost): object[] {
  return ['etcd', 'kube-apiserver', 'kube-controller-manager', 'kube-scheduler'].map((component) => ({
    metadata: { name: `${component}-${name}`, labels: { component, tier: 'control-plane' } },
    spec: { nodeName: name },
    status: { conditions: [{ type: 'Ready', status: 'True' }] },
  }));
}

function members(cluster: FarmCluster) {
  return controlPlanes(cluster).map(({ name, internalAddress }, index) => ({
    ID: String(index + 1),
    name,
    peerURLs: [`https://${internalAddress}:2380`],
    clientURLs: [`https://${internalAddress}:2379`],
  }));
}

function kept(record: MachineResource | MachineSetResource): object {
  return { ...record, metadata: { ...record.metadata, creationTimestamp: '2026-11-23T06:00:00Z' } };
}
