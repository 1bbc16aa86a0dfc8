import { FARM_VERSION, type FarmCluster, type FarmHost } from './farm-state.ts';

/** What the script of src/observe/cluster-view.ts prints on a control plane with curl. */
export function clusterAnswer(script: string, cluster: FarmCluster, via: FarmHost): string {
  const paths = [...script.matchAll(/"\$server(\/[^"]+)"/g)].map(([, path = '']) => path);
  const bodies = paths.map((path) => {
    const body = apiAnswer(path, cluster);
    const code = body === undefined ? 404 : 200;
    return `${JSON.stringify(body ?? { kind: 'Status', code })}\n##http:${code} https://${via.internalAddress}:6443${path}\n`;
  });
  const members = controlPlanes(cluster).map(({ name, internalAddress }, index) => ({
    ID: String(index + 1),
    name,
    peerURLs: [`https://${internalAddress}:2380`],
    clientURLs: [`https://${internalAddress}:2379`],
  }));
  return [
    `##via:${via.name}\n`,
    ...bodies,
    `##members\n${JSON.stringify({ members })}\n`,
    ...members.map(({ clientURLs: [url] }) => `##health:200 ${url}/health\n`),
    '##endpoint:200\n##end\n',
  ].join('');
}

/** Body of an API path; none for what is not there. */
function apiAnswer(path: string, cluster: FarmCluster): object | undefined {
  if (path === '/version') return { gitVersion: FARM_VERSION };
  if (path === '/api/v1/namespaces/kube-system')
    return { metadata: { name: 'kube-system', uid: 'uid-of-kube-system' } };
  if (path === '/api/v1/nodes') return { items: cluster.hosts.filter(joined).map(node) };
  return undefined;
}

function controlPlanes({ hosts }: FarmCluster): FarmHost[] {
  return hosts.filter((host) => joined(host) && host.role === 'control-plane');
}

function joined({ mark }: FarmHost): boolean {
  return mark?.phase === 'bootstrapped';
}

function node({ name, role, internalAddress }: FarmHost): object {
  const labels = role === 'control-plane' ? { 'node-role.kubernetes.io/control-plane': '' } : {};
  return {
    metadata: { name, uid: `uid-of-node-${name}`, labels },
    spec: {},
    status: {
      conditions: [{ type: 'Ready', status: 'True' }],
      addresses: [{ type: 'InternalIP', address: internalAddress }],
      nodeInfo: { kubeletVersion: FARM_VERSION },
    },
  };
}
