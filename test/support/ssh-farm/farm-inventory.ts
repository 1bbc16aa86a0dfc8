import { FARM_VERSION, type FarmCluster } from './farm-state.ts';
import type { SshFarm } from './ssh-farm.ts';

/**
 * The text of an inventory of these hosts; a name that the farm does not know is a host that does not answer. Their
 * password, of any value, is in $FARM_PASSWORD.
 * @param spec more of its `spec`, in lines of YAML
 */
export function farmInventory(
  cluster: FarmCluster,
  farm: Pick<SshFarm, 'ports' | 'hostKey'>,
  names: readonly string[],
  ...spec: string[]
): string {
  const known = new Map(cluster.hosts.map((host) => [host.name, host]));
  const hosts = names.map((name, index) => {
    const { role = 'worker', internalAddress = '10.9.9.9', silentSince } = known.get(name) ?? {};
    const port = silentSince === undefined ? farm.ports.get(name) : undefined;
    const ssh = `{ port: ${port ?? 1 + index} }`;
    return `  - { name: ${name}, role: ${role}, address: 127.0.0.1, internalAddress: ${internalAddress}, ssh: ${ssh}, hostKey: ${farm.hostKey} }`;
  });
  const lines = [
    'cluster: { controlPlaneEndpoint: { host: 10.9.255.1 } }',
    `controlPlane: { version: ${FARM_VERSION} }`,
    'ssh: { user: root, passwordFrom: { env: FARM_PASSWORD } }',
    ...spec,
    'hosts:',
    ...hosts,
  ];
  return `apiVersion: installer.dev/v1alpha1
kind: Inventory
metadata: { name: ${cluster.name} }
spec:
${lines.map((line) => `  ${line}\n`).join('')}`;
}
