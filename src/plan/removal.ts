import type { Desired } from '../model/desired.ts';
import { type ExistingMachine, runsNothing } from '../model/existing-machine.ts';
import { etcdIsExternal } from '../model/external-etcd.ts';
import type { PlannedOperation } from '../model/plan.ts';
import { type DraftOperation, operation } from './draft.ts';
import type { Removal } from './owner.ts';

export interface RemovalInput extends Removal {
  desired: Desired;
  /** Ids of what must have ended before the removal begins. */
  needs: string[];
}

/**
 * What is left to do until a machine is gone, each operation needing the one before: drain → take its etcd member out →
 * clean its host → delete its Node and record (Cluster API: Machine deletion, and KCP's pre-terminate hook for etcd).
 */
export function planRemoval({ machine, reason, desired, needs }: RemovalInput): PlannedOperation[] {
  const stacked = machine.role === 'control-plane' && !etcdIsExternal(desired);
  return chained(machine.name, reason, needs, [
    ...(isDrained(machine, stacked) ? [] : [drain(machine)]),
    ...(stacked && mayHaveMember(machine) ? [removeMember(machine)] : []),
    ...(holdsSomething(machine) ? [clean(machine)] : []),
    deleteNode(machine),
  ]);
}

/**
 * What can be done for a machine that left without its host. Where that answers again it is cleaned, then the record goes.
 * A Node that its kubelet made anew goes in any case, drained first: it has been given pods meanwhile. None: its host is
 * still waited for.
 * @param needs ids of what must have ended before
 */
export function planCleaning(machine: ExistingMachine, needs: string[] = []): PlannedOperation[] {
  if (isOutOfHand(machine) && !machine.node) return [];
  const cameBack = 'its machine had left the cluster, and its node came back by itself';
  const answers = `its machine left the cluster while it did not answer; now it ${machine.state === 'bare' ? 'is bare' : 'does'}`;
  return chained(machine.name, isOutOfHand(machine) ? cameBack : answers, needs, [
    ...(machine.node && machine.state !== 'bare' ? [drain(machine)] : []),
    ...(holdsSomething(machine) ? [clean(machine)] : []),
    deleteNode(machine),
  ]);
}

type Link = Omit<DraftOperation, 'needs'>;

/** The first operation says why the machine goes, the others why they are part of it. */
function chained(name: string, reason: string, needs: string[], links: Link[]): PlannedOperation[] {
  const operations: PlannedOperation[] = [];
  for (const link of links) {
    const before = operations.at(-1);
    operations.push(
      operation({
        ...link,
        machine: name,
        host: name,
        reason: before ? link.reason : reason,
        needs: before ? [before.id] : needs,
      }),
    );
  }
  return operations;
}

/**
 * Nothing of it runs any more, or draining ended in an earlier run: once its etcd member is gone its API server is dead
 * and a kubelet that talks to it can end no pod (cluster-api#11590). A Node that is open came back after that; one that is
 * Ready has a kubelet that sees, and may have been given pods before it was closed again.
 */
function isDrained(machine: ExistingMachine, stacked: boolean): boolean {
  const { node, state, record, member } = machine;
  // kubeadm that is still at work is ended first, and may have brought a Node meanwhile.
  if (state === 'bootstrapping') return false;
  // Why it goes is seen nowhere once its host was touched: it is marked first.
  const unmarked = machine.remediation !== undefined && record !== undefined && record.deletion === undefined;
  if (!node && unmarked && holdsSomething(machine)) return false;
  if (!node || runsNothing(machine)) return true;
  return stacked && record?.deletion !== undefined && !member && node.unschedulable && !node.ready;
}

/** kubeadm that is still at work there, or may be where nobody can look, may add one any moment. */
function mayHaveMember({ member, state, reachable, record }: ExistingMachine): boolean {
  const unknown = reachable === false && record?.revision === undefined;
  return member !== undefined || state === 'bootstrapping' || unknown;
}

/** Its host does not answer, or nobody can tell whom it serves: what is on it stays. */
function isOutOfHand({ reachable, doubt }: ExistingMachine): boolean {
  return reachable !== true || doubt !== undefined;
}

/** A host that does not answer cannot be cleaned; one that serves somebody else by now must not be. */
function holdsSomething({ reachable, state }: ExistingMachine): boolean {
  return reachable === true && state !== 'bare' && state !== 'foreign';
}

function drain({ name }: ExistingMachine): Link {
  return { action: 'drain-node', title: `Drain ${name}`, reason: '' };
}

function removeMember({ name }: ExistingMachine): Link {
  return {
    action: 'remove-etcd-member',
    title: `Take ${name} out of etcd`,
    reason: 'a member that is gone would go on counting for the quorum',
    destructive: true,
  };
}

function clean({ name }: ExistingMachine): Link {
  return {
    action: 'clean-host',
    title: `Clean ${name}`,
    reason: 'a host is given back bare',
    destructive: true,
  };
}

function deleteNode({ name, reachable, doubt }: ExistingMachine): Link {
  const remembered = doubt ?? (reachable === false ? 'its host does not answer' : undefined);
  return {
    action: 'delete-node',
    title: remembered ? `Delete node ${name}, remember its host as to be cleaned` : `Delete node ${name}`,
    reason: remembered
      ? `${remembered}: it is cleaned when that has changed, and not used before`
      : 'the machine is gone: its Node and its record go last',
    destructive: true,
  };
}
