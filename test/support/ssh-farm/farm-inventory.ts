import { FARM_VERSION, type FarmCluster } from './farm-state.ts';
import type { SshFarm } from './ssh-farm.ts';

/**
 * The text of an inventory of these hosts; a name that the farm does not know is a host that does not answer.
 * @param workers replicas of its one machine deployment. Default: every worker
 */
export function farmInventory(cluster: FarmCluster, farm: SshFarm, names: readonly string[], workers?: number): string {
  const lines = names.map((name) => {
    const { role = 'worker', internalAddress = '10.9.9.9' } = cluster.hosts.find((host) => host.name === name) ?? {};
    const port = farm.ports.get(name) ?? 1;
    return `    - { name: ${name}, address: 127.0.0.1, internalAddress: ${internalAddress}, role: ${role}, ssh: { port: ${port} }, hostKey: ${farm.hostKey} }`;
  });
  const deployment = workers === undefined ? '' : `\n  machineDeployments: [{ name: workers, replicas: ${workers} }]`;
  return `apiVersion: installer.dev/v1alpha1
kind: Inventory
metadata: { name: ${cluster.name} }
spec:
  cluster: { controlPlaneEndpoint: { host: 10.9.255.1 } }
  controlPlane: { version: ${FARM_VERSION} }${deployment}
  ssh: { user: root, passwordFrom: { env: FARM_PASSWORD } }
  hosts:
${lines.join('\n')}
`;
}
