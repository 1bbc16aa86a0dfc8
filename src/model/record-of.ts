import type { MachineMark } from './facts.ts';
import type { Machine } from './machine.ts';
import type { MachineRecord } from './machine-record.ts';

/**
 * The record that a machine should have, without marks of its removal.
 * @param mark of the machine's host, or what it will be marked with: tells uid, cluster and the version that runs there
 * @param failureDomain value of the host's failure domain label
 * @param revision see plan/machine-revision.ts; absent while the machine's bootstrap is not known to have ended well
 * @param template see plan/machine-template.ts
 */
export function recordOf(
  { name, role, owner, host }: Pick<Machine, 'name' | 'role' | 'owner' | 'host'>,
  { uid, cluster, clusterUid, version }: Pick<MachineMark, 'uid' | 'cluster' | 'clusterUid' | 'version'>,
  failureDomain: string | undefined,
  revision: string | undefined,
  template?: string,
): MachineRecord {
  const { address, internalAddress, labels, ssh } = host;
  return {
    name,
    uid,
    cluster,
    clusterUid,
    role,
    owner,
    version,
    ...(revision !== undefined && { revision }),
    ...(template !== undefined && { template }),
    host: { address, internalAddress, labels, ssh },
    ...(failureDomain !== undefined && { failureDomain }),
    createdAt: '',
  };
}
