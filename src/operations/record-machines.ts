import type { MachineRecord } from '../model/machine-record.ts';
import type { ClusterView } from '../model/observed.ts';
import { type StaleRecord, staleRecords } from '../plan/stale-records.ts';
import type { ControlPlaneHost } from './control-plane-access.ts';
import type { Operation } from './operation.ts';
import { putRecords } from './put-records.ts';

/**
 * Puts the records that are missing or say something else than wanted; those that are right already are left alone.
 * @param wanted records of machines that are bootstrapped and have no other operation that records them
 */
export function recordMachines(
  wanted: MachineRecord[],
  controlPlanes: ControlPlaneHost[],
  view: () => Promise<ClusterView | { unavailable: string }>,
): Operation<StaleRecord[]> {
  return {
    action: 'record-machines',
    observe: async () => {
      const cluster = await view();
      return staleRecords(wanted, 'unavailable' in cluster ? [] : cluster.records);
    },
    changes: (stale) => stale.map(({ record, why }) => ({ what: `record of ${record.name}`, why })),
    apply: (stale, context) =>
      putRecords(
        controlPlanes,
        stale.map(({ record }) => record),
        context,
      ),
  };
}
