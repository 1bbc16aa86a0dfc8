import type { MachineRecord } from '../model/machine-record.ts';
import { type ControlPlaneHost, readyControlPlane } from './control-plane-access.ts';
import { mustRun } from './host-script.ts';
import { putRecordsScript } from './machine-records.ts';
import type { ApplyContext } from './operation.ts';

const API_READY_MS = 120_000;
/** kubectl of old versions sends five requests a second, two for each record. */
const PER_RECORD_MS = 500;

/**
 * Puts records through any control plane that is ready.
 * @throws InstallerError `operation-failed` when none becomes ready or the API refuses them
 */
export async function putRecords(
  controlPlanes: ControlPlaneHost[],
  records: readonly MachineRecord[],
  { signal, progress }: Pick<ApplyContext, 'signal' | 'progress'>,
): Promise<void> {
  const onWaiting = (missing: string) => progress(`waiting for an API server: ${missing}`);
  const controlPlane = await readyControlPlane(controlPlanes, { limitMs: API_READY_MS, signal, onWaiting });
  const names = records.map(({ name }) => name);
  const what =
    names.length === 1 ? `kubectl apply of the record of ${names[0]}` : `kubectl apply of ${names.length} records`;
  const timeoutMs = API_READY_MS + records.length * PER_RECORD_MS;
  await mustRun(controlPlane.host, what, putRecordsScript(controlPlane, records), { signal, timeoutMs });
}
