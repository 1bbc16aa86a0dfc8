import type { MachineRecord } from '../../src/model/machine-record.ts';
import { machineTemplate } from '../../src/plan/machine-template.ts';
import { desiredCluster, desiredHost } from './desired.ts';

const CONTROL_PLANE_TEMPLATE = machineTemplate(desiredCluster({ controlPlanes: 1, workers: 0 }), 'control-plane');

/** The record of a machine of cluster `b-cluster` whose bootstrap ended well; a test names what differs. */
export function machineRecord(name: string, overrides: Partial<MachineRecord> = {}): MachineRecord {
  const role = name.startsWith('cp-') ? 'control-plane' : 'worker';
  const index = Number(name.split('-')[1] ?? 1);
  const { address, internalAddress, labels, ssh } = desiredHost(name, role, (role === 'worker' ? 20 : 10) + index);
  return {
    name,
    uid: `uid-of-${name}`,
    cluster: 'b-cluster',
    clusterUid: 'uid-1',
    role,
    owner: role === 'worker' ? 'workers' : 'control-plane',
    version: 'v1.20.2',
    revision: `revision-of-${name}`,
    template: role === 'worker' ? '-' : CONTROL_PLANE_TEMPLATE,
    host: { address, internalAddress, labels, ssh },
    createdAt: '2026-01-02T03:04:05Z',
    ...overrides,
  };
}
