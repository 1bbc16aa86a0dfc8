import { FARM_VERSION, type FarmCluster } from './farm-state.ts';
import type { SshFarm } from './ssh-farm.ts';

/** An inventory that names these hosts of the farm. Their password, of any value, is in $FARM_PASSWORD. */
export function inventoryOf(
  { name: cluster, hosts }: FarmCluster,
  { ports, hostKey }: Pick<SshFarm, 'ports' | 'hostKey'>,
  names: readonly string[],
): string {
  const named = new Set(names);
  const lines = hosts
    .filter(({ name }) => named.has(name))
    .map(({ name, role, internalAddress }) => {
      const ssh = `{ port: ${ports.get(name)} }`;
      return `    - { name: ${name}, role: ${role}, address: 127.0.0.1, internalAddress: ${internalAddress}, ssh: ${ssh}, hostKey: ${hostKey} }\n`;
    });
  return `apiVersion: installer.dev/v1alpha1
kind: Inventory
metadata: { name: ${cluster} }
spec:
  cluster: { controlPlaneEndpoint: { host: 10.9.255.1 } }
  controlPlane: { version: ${FARM_VERSION} }
  ssh: { user: root, passwordFrom: { env: FARM_PASSWORD } }
  hosts:
${lines.join('')}`;
}
