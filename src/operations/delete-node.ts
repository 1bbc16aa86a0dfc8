import { setTimeout as sleep } from 'node:timers/promises';
import { InstallerError } from '../errors.ts';
import type { RemovalPolicy } from '../model/desired.ts';
import type { Machine } from '../model/machine.ts';
import type { MachineRecord } from '../model/machine-record.ts';
import type { ClusterView } from '../model/observed.ts';
import { type AskCluster, clusterNow } from './cluster-now.ts';
import { type ControlPlaneHost, kubectlPreamble, readyControlPlane } from './control-plane-access.ts';
import { mustRun } from './host-script.ts';
import { deleteRecordScript, markToBeCleanedScript } from './machine-records.ts';
import type { ApplyContext, Change, Operation } from './operation.ts';
import { refuseMember } from './refuse-member.ts';
import { refuseUndrained } from './refuse-undrained.ts';

export interface DeleteNodeInput {
  machine: Pick<Machine, 'name' | 'role' | 'host'>;
  record?: MachineRecord;
  /** The cluster's other control planes. */
  controlPlanes: ControlPlaneHost[];
  view: AskCluster;
  policy: Pick<RemovalPolicy, 'nodeDeletionTimeoutMs'>;
  /** False: the host could not be reached. Its record then stays, so that it is cleaned before it is used again. */
  hostCleaned: boolean;
}

const READY_MS = 120_000;
/** Cluster API polls as often (machine_controller.go, reconcileDelete). */
const AGAIN_MS = 2_000;

/** Last part of a machine's removal: its Node goes, then its record. */
export function deleteNode(input: DeleteNodeInput): Operation<ClusterView | { unavailable: string }> {
  const { machine, record, controlPlanes, view, policy, hostCleaned } = input;
  return {
    action: 'delete-node',
    observe: input.view,
    changes: (seen) => nodeChanges(seen, input),
    apply: async (_seen, context) => {
      const { signal, progress } = context;
      const onWaiting = (missing: string) => progress(`waiting for an API server: ${missing}`);
      const controlPlane = await readyControlPlane(controlPlanes, { limitMs: READY_MS, signal, onWaiting });
      // What runs on a host that cannot be reached goes on running there.
      if (!hostCleaned) {
        const now = await clusterNow(view, context);
        refuseUndrained(now, machine.name);
        refuseMember(now, machine);
      }
      await removeNode(controlPlane, machine.name, policy.nodeDeletionTimeoutMs, context);
      if (hostCleaned) await removeRecord(controlPlane, machine.name, context);
      else if (record) {
        const script = markToBeCleanedScript(controlPlane, record);
        await mustRun(controlPlane.host, `marking ${machine.name} as to be cleaned`, script, { signal });
      }
    },
  };
}

function nodeChanges(seen: ClusterView | { unavailable: string }, { machine, hostCleaned, record }: DeleteNodeInput) {
  const { name } = machine;
  const why = hostCleaned ? `${name} has left the cluster` : `${name} has left the cluster, its host was not cleaned`;
  const node = { what: `node ${name}`, why };
  if ('unavailable' in seen) return [node];
  const kept = seen.records.find((candidate) => candidate.name === name);
  const recordIsDone = hostCleaned ? kept === undefined : record === undefined || kept?.toBeCleaned === true;
  const changes: Change[] = seen.nodes.some((candidate) => candidate.name === name) ? [node] : [];
  return recordIsDone ? changes : [...changes, { what: `record of ${name}`, why }];
}

/**
 * Deletes a Node; nothing to do where there is none. A refusal is tried again until `limitMs`, then the removal goes on
 * without, saying so (Cluster API: nodeDeletionTimeout).
 */
export async function removeNode(
  controlPlane: ControlPlaneHost,
  name: string,
  limitMs: number,
  { signal, progress }: ApplyContext,
): Promise<void> {
  const deadline = performance.now() + limitMs;
  const script = `${kubectlPreamble(controlPlane)}k delete node '${name}' --ignore-not-found --wait=false`;
  for (;;) {
    const failed = await mustRun(controlPlane.host, `kubectl delete node ${name}`, script, { signal }).then(
      () => undefined,
      (error: unknown) => error,
    );
    if (failed === undefined) return;
    if (!(failed instanceof InstallerError) || failed.kind !== 'operation-failed') throw failed;
    const said = failed.details.lastLines?.at(-1) ?? failed.message;
    if (performance.now() + AGAIN_MS > deadline) {
      progress(`going on without: node ${name} could not be deleted in ${Math.round(limitMs / 1000)} s: ${said}`);
      return;
    }
    progress(`node ${name} could not be deleted yet: ${said}`);
    await sleep(AGAIN_MS, undefined, { signal });
  }
}

/** Deletes a machine's record; nothing to do where there is none. @throws InstallerError `operation-failed` */
export async function removeRecord(
  controlPlane: ControlPlaneHost,
  name: string,
  { signal }: Pick<ApplyContext, 'signal'>,
): Promise<void> {
  await mustRun(controlPlane.host, `deleting the record of ${name}`, deleteRecordScript(controlPlane, name), {
    signal,
  });
}
