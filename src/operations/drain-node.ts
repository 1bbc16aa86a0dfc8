import { InstallerError } from '../errors.ts';
import { STOP_BOOTSTRAP } from '../kubeadm/launcher.ts';
import type { RemovalPolicy } from '../model/desired.ts';
import { etcdMemberOf } from '../model/etcd-member-of.ts';
import type { Host } from '../model/host-handle.ts';
import type { MachineRecord, PastRemediation } from '../model/machine-record.ts';
import type { ClusterView, NodeView } from '../model/observed.ts';
import { attachedVolumes } from './attached-volumes.ts';
import { clusterNow } from './cluster-now.ts';
import { kubectlPreamble, readyControlPlane } from './control-plane-access.ts';
import { drainPods } from './drain-pods.ts';
import { explainLeft } from './explain-left-pods.ts';
import { forwardEtcdLeadership } from './forward-etcd-leadership.ts';
import { mustRun } from './host-script.ts';
import { markDeletionScript } from './machine-records.ts';
import type { ApplyContext, Change, Operation } from './operation.ts';
import type { Through } from './put-resources.ts';
import { rememberRemediationScript } from './remember-remediation.ts';
import { awaitRemovable, type LeavingControlPlane, refuseLast } from './remove-etcd-member.ts';
import { waitUntil } from './wait-until.ts';

export interface DrainInput extends LeavingControlPlane {
  /** Marked as being removed; absent: the machine has none that could be. */
  record?: MachineRecord;
  /** It goes because it is unhealthy: it is marked also where it has no Node, for nothing else says that it is to go. */
  isUnhealthy?: boolean;
  /** Of such a one: whether no health check finds it unhealthy any more, by the cluster as it is now. */
  isWellAgain?(seen: ClusterView): boolean;
  /** Of such a one: what the cluster is to remember, and did before. A run that is cut must not forget it. */
  remembered?: { now: PastRemediation; before?: PastRemediation };
  /** Why the machine goes, as its record will say. */
  reason: string;
  policy: RemovalPolicy;
  /** The machine's host, where kubeadm is still at work: it is ended first, or it would go on making what is taken away. */
  atWork?: Host;
  /** Milliseconds since the epoch. */
  now(): number;
}

type Seen = ClusterView | { unavailable: string };

const READY_MS = 120_000;

/**
 * First part of a machine's removal: it is marked as being removed, etcd's leadership moves away from it, its node takes
 * no more pods and loses those it has, budgets respected, and their volumes are detached (Cluster API:
 * machine_controller.go, reconcileDelete). What cannot end is given up, and all of it taken back but the pods that went.
 */
export function drainNode(input: DrainInput): Operation<Seen> {
  return {
    action: 'drain-node',
    observe: input.view,
    changes: (seen) => [...joinChanges(input), ...drainChanges(seen, input)],
    apply: (_seen, context) => drain(input, context),
  };
}

function joinChanges({ machine, atWork }: DrainInput): Change[] {
  return atWork ? [{ what: `kubeadm on ${machine.name}`, why: 'it is still at work on a machine that is to go' }] : [];
}

function drainChanges(seen: Seen, { machine, record, externalEtcd, reason, isUnhealthy }: DrainInput): Change[] {
  const change = { what: `drain ${machine.name}`, why: reason };
  if ('unavailable' in seen) return [change];
  const node = nodeIn(seen, machine.name);
  if (!node) {
    const unmarked = isUnhealthy && record !== undefined && !isDeleting(seen, machine.name, record);
    return unmarked ? [{ what: `mark ${machine.name}`, why: reason }] : [];
  }
  // Without its member the API server and the kubelet there are blind: a drain would never end (cluster-api#11590). A Node
  // that is open or Ready, or whose machine had left, has a kubelet that sees, and it has pods.
  const past =
    node.unschedulable &&
    !node.ready &&
    machine.role === 'control-plane' &&
    !externalEtcd &&
    isDeleting(seen, machine.name, record) &&
    !recordIn(seen, machine.name, record)?.toBeCleaned &&
    seen.etcdMembers.length > 0 &&
    !etcdMemberOf(seen.etcdMembers, machine);
  return past ? [] : [change];
}

async function drain(input: DrainInput, context: ApplyContext): Promise<void> {
  const { machine, record, reason, controlPlanes, view, externalEtcd, now } = input;
  const { signal, progress } = context;
  if (machine.role === 'control-plane') refuseLast(input);
  await refuseWell(input, context);
  if (input.atWork) await mustRun(input.atWork, 'stopping kubeadm', `${STOP_BOOTSTRAP}:`, { signal });
  const onWaiting = (missing: string) => progress(`waiting for an API server: ${missing}`);
  const controlPlane = await readyControlPlane(controlPlanes, { limitMs: READY_MS, signal, onWaiting });
  if (machine.role === 'control-plane') await awaitRemovable(input, context);
  const seen = await clusterNow(view, context);
  const node = nodeIn(seen, machine.name);
  if (drainChanges(seen, input).length === 0) return;
  const since = recordIn(seen, machine.name, record)?.deletion?.since ?? new Date(now()).toISOString();
  const mark = `${rememberScript(input, controlPlane, 'now')}${record ? markDeletionScript(controlPlane, record, { since, reason }) : ''}`;
  if (!node) {
    await mustRun(controlPlane.host, `marking ${machine.name}`, mark, { signal });
    return;
  }
  // One that a person had closed before stays closed when the removal is taken back.
  const closedBefore = node.unschedulable && !isDeleting(seen, machine.name, record);
  const cordon = `${mark}${kubectlPreamble(controlPlane)}k cordon '${machine.name}'`;
  await mustRun(controlPlane.host, `kubectl cordon ${machine.name}`, cordon, { signal });
  const member = externalEtcd ? undefined : etcdMemberOf(seen.etcdMembers, machine);
  if (member) await forwardEtcdLeadership(controlPlane, seen.etcdMembers, member, context);

  const trouble = (await evict(input, seen, context)) ?? (await detach(input, context));
  if (!trouble) return;
  const back = await takeBack(input, closedBefore, context);
  throw new InstallerError('operation-failed', `draining ${machine.name} was given up ${trouble.what}${back}`, {
    host: machine.name,
    hint: trouble.hint,
  });
}

/**
 * Others may have been replaced before it, for an hour: what has recovered meanwhile is not taken away (Cluster API takes the
 * mark of an unhealthy Machine back, machinehealthcheck_controller.go). A removal that was begun goes on.
 */
async function refuseWell({ machine, record, view, isWellAgain }: DrainInput, context: ApplyContext): Promise<void> {
  if (!isWellAgain) return;
  const seen = await clusterNow(view, context);
  if (isDeleting(seen, machine.name, record) || !isWellAgain(seen)) return;
  throw new InstallerError('operation-failed', `${machine.name} is well again: it was not removed`, {
    host: machine.name,
    hint: 'installer heal again replaces what is unhealthy by then',
  });
}

/** Gone counts as lost. */
async function isUnreachable({ view, machine }: DrainInput, context: ApplyContext): Promise<boolean> {
  const node = nodeIn(await clusterNow(view, context), machine.name);
  return node === undefined || node.unreachable === true;
}

interface Trouble {
  what: string;
  hint: string;
}

/** Undefined: drained, or as far as the inventory wants to wait. */
async function evict(
  input: DrainInput,
  { kubernetesVersion }: ClusterView,
  context: ApplyContext,
): Promise<Trouble | undefined> {
  const { machine, controlPlanes, policy } = input;
  const unreachable = () => isUnreachable(input, context);
  const limitMs = policy.drainTimeoutMs ?? policy.giveUpAfterMs;
  const question = { node: machine.name, controlPlanes, limitMs, unreachable, kubernetesVersion };
  const left = await drainPods(question, context);
  if (left.length === 0) return undefined;
  const told = await explainLeft({ node: machine.name, controlPlanes, left, unreachable, kubernetesVersion }, context);
  const what = `after ${seconds(limitMs)}: ${told.what}`;
  if (policy.drainTimeoutMs === undefined) return { what, hint: told.hint };
  context.progress(`going on with pods left behind ${what}`);
  return undefined;
}

/** Undefined: detached, or as far as the inventory wants to wait. A lost kubelet detaches nothing (Cluster API: §4.2). */
async function detach(input: DrainInput, context: ApplyContext): Promise<Trouble | undefined> {
  if (await isUnreachable(input, context)) return undefined;
  const { machine, controlPlanes, policy } = input;
  const { signal, progress } = context;
  const limitMs = policy.volumeDetachTimeoutMs ?? policy.giveUpAfterMs;
  let missing: string | undefined;
  const look = async () => {
    const controlPlane = await readyControlPlane(controlPlanes, { limitMs: READY_MS, signal });
    const volumes = await attachedVolumes(controlPlane, machine.name);
    missing = inWords(volumes);
    return missing;
  };
  try {
    const onWaiting = (what: string) => progress(`waiting for volumes to be detached: ${what}`);
    await waitUntil({ limitMs, intervalMs: 2_000, until: 'its volumes are detached', signal, onWaiting }, look);
    return undefined;
  } catch (error) {
    if (missing === undefined || signal.aborted) throw error;
    const words = `after ${seconds(limitMs)}: still attached: ${missing}`;
    if (policy.volumeDetachTimeoutMs === undefined) {
      return {
        what: words,
        hint: 'kubectl get volumeattachments shows them: look at the storage driver, or set nodeVolumeDetachTimeout, after which the removal goes on; then apply again',
      };
    }
    progress(`going on ${words}`);
    return undefined;
  }
}

function inWords(volumes: string[] | { unavailable: string }): string | undefined {
  if ('unavailable' in volumes) return volumes.unavailable;
  return volumes.length === 0 ? undefined : volumes.join(', ');
}

/** The cluster as it was before, but for the pods that have moved. Says how that went. */
async function takeBack(input: DrainInput, closedBefore: boolean, { signal, progress }: ApplyContext): Promise<string> {
  const { machine, record, controlPlanes } = input;
  progress(`taking the removal of ${machine.name} back`);
  try {
    const controlPlane = await readyControlPlane(controlPlanes, { limitMs: READY_MS, signal });
    const open = closedBefore ? '' : `${kubectlPreamble(controlPlane)}k uncordon '${machine.name}' || exit\n`;
    const unmark = record ? markDeletionScript(controlPlane, record, undefined) : '';
    const forget = rememberScript(input, controlPlane, 'before');
    await mustRun(controlPlane.host, `taking the removal of ${machine.name} back`, `${open}${unmark}${forget}`, {
      signal,
    });
    return '; it stays a machine of the cluster, as before';
  } catch (error) {
    if (signal.aborted) throw error;
    return `; that could not be taken back: ${error instanceof Error ? error.message : String(error)}`;
  }
}

function rememberScript({ machine, remembered }: DrainInput, through: Through, which: 'now' | 'before'): string {
  return remembered ? rememberRemediationScript(through, machine.name, remembered[which]) : '';
}

function nodeIn({ nodes }: ClusterView, name: string): NodeView | undefined {
  return nodes.find((node) => node.name === name);
}

function recordIn({ records }: ClusterView, name: string, planned: MachineRecord | undefined) {
  return records.find((record) => record.name === name) ?? planned;
}

function isDeleting(seen: ClusterView, name: string, planned: MachineRecord | undefined): boolean {
  return recordIn(seen, name, planned)?.deletion !== undefined;
}

function seconds(ms: number): string {
  return `${Math.round(ms / 1000)} s`;
}
