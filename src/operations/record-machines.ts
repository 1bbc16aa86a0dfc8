import type { MachineRecord } from '../model/machine-record.ts';
import type { ClusterView } from '../model/observed.ts';
import type { MachineSetChanges } from '../plan/revisions/machine-set-changes.ts';
import { type StaleRecord, staleRecords } from '../plan/stale-records.ts';
import type { ControlPlaneHost } from './control-plane-access.ts';
import type { Operation } from './operation.ts';
import { putMachineSets } from './put-machine-sets.ts';
import { putRecords } from './put-records.ts';

export interface RecordsToPut {
  stale: StaleRecord[];
  sets: MachineSetChanges;
}

/**
 * Puts the records that are missing or say something else than wanted, and the revisions that owners' templates have
 * become; what is right already is left alone.
 * @param wanted records of machines that are bootstrapped and have no other operation that records them
 * @param setsFor what there is to do to the sets of a cluster
 */
export function recordMachines(
  wanted: MachineRecord[],
  setsFor: (cluster: ClusterView) => MachineSetChanges,
  controlPlanes: ControlPlaneHost[],
  view: () => Promise<ClusterView | { unavailable: string }>,
): Operation<RecordsToPut> {
  return {
    action: 'record-machines',
    observe: async () => {
      const cluster = await view();
      if ('unavailable' in cluster) return { stale: staleRecords(wanted, []), sets: { put: [], prune: [] } };
      return { stale: staleRecords(wanted, cluster.records), sets: setsFor(cluster) };
    },
    changes: ({ stale, sets }) => [
      ...stale.map(({ record, why }) => ({ what: `record of ${record.name}`, why })),
      ...sets.put.map(({ set, why }) => ({ what: `revision ${set.revision} of ${set.owner}`, why })),
    ],
    apply: async ({ stale, sets }, context) => {
      const records = stale.map(({ record }) => record);
      if (records.length > 0) await putRecords(controlPlanes, records, context);
      await putMachineSets(controlPlanes, sets, context);
    },
  };
}
