import { etcdMemberOf } from '../../../src/model/etcd-member-of.ts';
import type { ExistingMachine } from '../../../src/model/existing-machine.ts';
import type { MachineRecord } from '../../../src/model/machine-record.ts';
import type { ClusterView } from '../../../src/model/observed.ts';
import { recordOf } from '../../../src/model/record-of.ts';
import { answers } from '../world/sim-host.ts';
import { awaitRemovable } from './remove-etcd-member.ts';
import { type Apply, limitsOf, type Running, until, viewOf } from './running.ts';

/** How often a pod refuses to go before it is given up. */
const PATIENCE = 3;

/** Begins a removal: the record is marked, the node closed, its pods evicted as far as budgets let them go. */
export function* drainNode(apply: Apply, machine: ExistingMachine, members: readonly string[]): Running {
  const { world, deeds } = apply;
  const { name } = machine;
  const record = recordIn(apply, machine);
  const host = world.host(name);
  if (machine.state === 'bootstrapping') {
    if (!answers(host)) return false;
    deeds.stopKubeadm(host);
    yield;
  }
  const first = viewOf(apply);
  if (first && isPast(first, machine) && !mustBeMarked(first, machine)) return true;
  if (!(yield* until(() => viewOf(apply, name) !== undefined))) return false;
  if (machine.role === 'control-plane' && !(yield* awaitRemovable(apply, machine, members))) return false;
  const view = viewOf(apply);
  if (!view) return false;
  const since = deletionIn(view, machine)?.since ?? world.clock;
  if (mustBeMarked(view, machine) && record) {
    deeds.markDeletion(record, { since, reason: 'it is to go' }, limitsOf(apply, machine));
    return true;
  }
  if (isPast(view, machine)) return true;
  const closedBefore = isClosed(view, name) && !deletionIn(view, machine);
  if (record) deeds.markDeletion(record, { since, reason: 'it is to go' }, limitsOf(apply, machine));
  yield;
  if (!viewOf(apply)) return false;
  deeds.cordon(name, true);
  yield;
  if (yield* evict(apply, machine, () => deeds.cordon(name, true))) return true;
  if (!viewOf(apply)) return false;
  if (!closedBefore) deeds.cordon(name, false);
  yield;
  if (record && viewOf(apply)) deeds.takeBackDeletion(name);
  return false;
}

/**
 * Answers whether what follows may go on: drained, or as far as the inventory wants to wait.
 * @param close closes the Node, which may be another one by now: kubectl drain does so every time it is asked
 */
export function* evict(apply: Apply, machine: ExistingMachine, close: () => void): Running {
  const { world, deeds, tape } = apply;
  for (let refusals = 0; refusals < PATIENCE; ) {
    const view = viewOf(apply);
    const node = world.nodes.get(machine.name);
    if (!view || !node || node.pods === 0) return view !== undefined;
    // Nobody waits for what a lost kubelet would have to end.
    if (node.status === 'unknown') deeds.leavePodsBehind(machine.name);
    if (node.status === 'unknown') return true;
    if (!node.cordoned) close();
    if (tape.once(6)) refusals++;
    else deeds.evict(machine.name);
    yield;
  }
  if (drainsEnd(apply, machine)) deeds.leavePodsBehind(machine.name);
  return drainsEnd(apply, machine);
}

/** Its own record; where the cluster keeps none, the one it would have, as its host's mark tells. */
export function recordIn({ marks }: Apply, { record, ...machine }: ExistingMachine): MachineRecord | undefined {
  const mark = marks.get(machine.name);
  return (
    record ?? (mark?.machine === machine.name ? recordOf(machine, mark, machine.failureDomain, undefined) : undefined)
  );
}

/** An unhealthy machine without a Node is not drained, but its removal is begun all the same. */
function mustBeMarked(view: ClusterView, machine: ExistingMachine): boolean {
  const node = view.nodes.find(({ name }) => name === machine.name);
  return !node && machine.remediation !== undefined && deletionIn(view, machine) === undefined;
}

/** Without its Node there is nothing to drain, without its member it was drained before, unless its kubelet sees. */
function isPast(view: ClusterView, machine: ExistingMachine): boolean {
  const node = view.nodes.find(({ name }) => name === machine.name);
  if (!node) return true;
  if (!node.unschedulable || node.ready) return false;
  const member = etcdMemberOf(view.etcdMembers, machine);
  const leaving = deletionIn(view, machine) !== undefined && !recordOfView(view, machine)?.toBeCleaned;
  return machine.role === 'control-plane' && leaving && !member;
}

function deletionIn(view: ClusterView, machine: ExistingMachine) {
  return recordOfView(view, machine)?.deletion;
}

function recordOfView({ records }: ClusterView, { name, record }: ExistingMachine): MachineRecord | undefined {
  return records.find((candidate) => candidate.name === name) ?? record;
}

function isClosed({ nodes }: ClusterView, name: string): boolean {
  return nodes.find((node) => node.name === name)?.unschedulable === true;
}

function drainsEnd({ desired }: Apply, { owner, role }: ExistingMachine): boolean {
  const deployment = role === 'worker' && desired.machineDeployments.find(({ name }) => name === owner);
  return (deployment || desired.controlPlane).removal.drainTimeoutMs !== undefined;
}
