import type { Machine } from '../model/machine.ts';
import type { AskCluster } from './cluster-now.ts';
import { type ControlPlaneHost, readyControlPlane } from './control-plane-access.ts';
import { removeNode, removeRecord } from './delete-node.ts';
import type { ApplyContext } from './operation.ts';
import { takeOutOfEtcd } from './take-out-of-etcd.ts';

export interface ForgetInput {
  machine: Pick<Machine, 'name' | 'role' | 'host'>;
  /** The cluster's other control planes. */
  controlPlanes: ControlPlaneHost[];
  view: AskCluster;
  /** etcd is not ours to look after: only the Node is taken out. */
  externalEtcd?: boolean;
}

const READY_MS = 120_000;
const NODE_MS = 10_000;

/**
 * Takes the machine's etcd member and Node out of the cluster, undrained, so that it can join under the same name again.
 * Its record stays: until its host is clean, nothing else tells of it once it has left the inventory.
 * @throws InstallerError `operation-failed` when etcd would lose its quorum, or does not tell who its members are
 */
export async function forgetMachine(
  { machine, controlPlanes, view, externalEtcd }: ForgetInput,
  context: ApplyContext,
): Promise<void> {
  const { signal, progress } = context;
  const onWaiting = (missing: string) => progress(`waiting for an API server: ${missing}`);
  const controlPlane = await readyControlPlane(controlPlanes, { limitMs: READY_MS, signal, onWaiting });
  if (machine.role === 'control-plane' && !externalEtcd) await takeOutOfEtcd({ machine, controlPlane, view }, context);
  await removeNode(controlPlane, machine.name, NODE_MS, context);
}

/** Takes its record out too: its host is clean. @throws InstallerError `operation-failed` */
export async function forgetRecord(
  { machine, controlPlanes }: Pick<ForgetInput, 'machine' | 'controlPlanes'>,
  context: ApplyContext,
): Promise<void> {
  const { signal } = context;
  const controlPlane = await readyControlPlane(controlPlanes, { limitMs: READY_MS, signal });
  await removeRecord(controlPlane, machine.name, context);
}
