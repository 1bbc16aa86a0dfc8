import type { RemovalPolicy } from '../model/desired.ts';
import { durationMs, goDurationMs } from './duration.ts';
import type { ControlPlane, Inventory, MachineDeployment } from './inventory.gen.ts';

const GIVE_UP_AFTER_MS = 600_000;
const NODE_DELETION_MS = 10_000;

type Timeouts = Pick<MachineDeployment, 'nodeDrainTimeout' | 'nodeVolumeDetachTimeout' | 'nodeDeletionTimeout'>;
type Deletion = NonNullable<NonNullable<NonNullable<ControlPlane['machineTemplate']>['spec']>['deletion']>;

/**
 * How machines of an owner leave. In Cluster API a timeout of 0 means "wait forever"; here everything ends: what has no
 * limit of its own is bounded by `spec.drain.giveUpAfter`.
 * @param deletion the same timeouts as v1beta2 writes them; where both are written these win
 */
export function removalPolicy({ spec }: Inventory, timeouts: Timeouts = {}, deletion: Deletion = {}): RemovalPolicy {
  const giveUpAfterMs = spec.drain?.giveUpAfter === undefined ? GIVE_UP_AFTER_MS : durationMs(spec.drain.giveUpAfter);
  const drain = limit(timeouts.nodeDrainTimeout, deletion.nodeDrainTimeoutSeconds);
  const volumes = limit(timeouts.nodeVolumeDetachTimeout, deletion.nodeVolumeDetachTimeoutSeconds);
  const node = limit(timeouts.nodeDeletionTimeout, deletion.nodeDeletionTimeoutSeconds) ?? NODE_DELETION_MS;
  return {
    ...(drain !== undefined && drain > 0 && { drainTimeoutMs: drain }),
    ...(volumes !== undefined && volumes > 0 && { volumeDetachTimeoutMs: volumes }),
    nodeDeletionTimeoutMs: node > 0 ? node : giveUpAfterMs,
    giveUpAfterMs,
  };
}

function limit(text: string | undefined, seconds: number | undefined): number | undefined {
  if (seconds !== undefined) return seconds * 1000;
  return text === undefined ? undefined : goDurationMs(text);
}
