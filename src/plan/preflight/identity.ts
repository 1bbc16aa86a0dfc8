import { isIP } from 'node:net';
import type { Finding } from '../../model/plan.ts';
import { listed } from './amount.ts';
import type { Candidate, Ground } from './ground.ts';

/** What must differ between machines, and the address that a node is going to advertise. */
export function checkIdentity({ candidates, newcomers, creating, cluster }: Ground): Finding[] {
  const nodes = cluster?.nodes ?? [];
  const machineIds = [
    ...candidates.map(({ machine, facts }) => ({ name: machine.name, value: facts.machineId })),
    ...nodes.map(({ name, machineId }) => ({ name, value: machineId })),
  ];
  const productUuids = [
    ...candidates.map(({ machine, facts }) => ({ name: machine.name, value: facts.productUuid?.toLowerCase() })),
    ...nodes.map(({ name, systemUuid }) => ({ name, value: systemUuid?.toLowerCase() })),
  ];
  return [
    ...shared(machineIds, creating).map(
      ({ hosts, value }): Finding => ({
        check: 'machine-id',
        severity: 'refuse',
        message: `${listed(hosts)} have the same machine-id ${value}: they were cloned`,
        cure: 'On each clone: rm /etc/machine-id && systemd-machine-id-setup, then reboot.',
      }),
    ),
    ...shared(productUuids, creating).map(
      ({ hosts, value }): Finding => ({
        check: 'product-uuid',
        severity: 'warn',
        message: `${listed(hosts)} have the same product_uuid ${value}`,
        cure: 'kubeadm asks for a unique one: give each virtual machine its own. Containers share their host’s, which does no harm.',
      }),
    ),
    ...newcomers.flatMap(advertised),
  ];
}

/** Values that several machines have, where one of them is to be created. Nodes speak for hosts that were not visited. */
function shared(
  told: readonly { name: string; value: string | undefined }[],
  creating: ReadonlySet<string>,
): { value: string; hosts: string[] }[] {
  const byValue = new Map<string, Set<string>>();
  for (const { name, value } of told) {
    // Kubelets of hosts without one report an empty text.
    if (value) byValue.set(value, (byValue.get(value) ?? new Set()).add(name));
  }
  return [...byValue]
    .map(([value, names]) => ({ value, hosts: [...names] }))
    .filter(({ hosts }) => hosts.length > 1 && hosts.some((name) => creating.has(name)));
}

/** etcd, the API server and the kubelet bind to it: behind address translation it differs from the SSH address. */
function advertised({ machine: { name, host }, facts }: Candidate): Finding[] {
  const held = facts.interfaces.flatMap(({ addresses }) => addresses).filter((address) => !isLocal(address));
  if (held.length === 0 || isIP(host.internalAddress) === 0) return [];
  if (held.some((address) => address.toLowerCase() === host.internalAddress.toLowerCase())) return [];
  return [
    {
      host: name,
      check: 'internal-address',
      severity: 'refuse',
      message: `${host.internalAddress} is on none of its interfaces (it has ${held.join(', ')})`,
      cure: `Set hosts[].internalAddress of ${name} to the address that the other nodes reach it at.`,
    },
  ];
}

function isLocal(address: string): boolean {
  return address.startsWith('127.') || address === '::1' || address.toLowerCase().startsWith('fe80:');
}
