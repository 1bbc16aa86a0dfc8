import { type QuorumMember, quorumAfter } from '../model/etcd-quorum.ts';
import type { ExistingMachine } from '../model/existing-machine.ts';
import { etcdIsExternal } from '../model/external-etcd.ts';
import { controlPlaneMachines } from '../model/machine.ts';
import { initiatorOf } from './control-plane.ts';
import type { ControlPlaneMachine, ControlPlaneState } from './control-plane-state.ts';
import { lostItsHost } from './existing-machines.ts';
import { lostItsNode } from './lost-its-node.ts';
import type { Removal } from './owner.ts';
import type { Situation } from './situation.ts';

/** The control plane as it is now, and as far as the order of changes depends on it. */
export function controlPlaneNow(situation: Situation): ControlPlaneState {
  const { desired, cluster, clusterExists } = situation;
  const machines = [...leaving(situation), ...staying(situation)];
  const members = cluster?.etcdMembers ?? [];
  const cleaned = machines.filter((machine) => canBeCleaned(machine, members));
  const gone = new Set(cleaned.map(({ memberId }) => memberId));
  return {
    clusterExists,
    machines: machines.map((machine) => (cleaned.includes(machine) ? withoutMember(machine) : machine)),
    ...(cluster && !etcdIsExternal(desired) && { members: members.filter(({ id }) => !gone.has(id)) }),
  };
}

/** Its unfinished bootstrap is cleaned away, its etcd member with it, before anything else happens. */
function canBeCleaned({ wanted, leaving, stage, memberId }: ControlPlaneMachine, members: QuorumMember[]): boolean {
  if (!wanted || leaving !== undefined || stage !== 'unfinished') return false;
  const member = members.find(({ id }) => id === memberId);
  return !member || member.name === '' || quorumAfter(members, { remove: member.id }).safe;
}

function withoutMember({ memberId: _, ...machine }: ControlPlaneMachine): ControlPlaneMachine {
  return machine;
}

function leaving({ removals, machines }: Situation): ControlPlaneMachine[] {
  const wanted = new Set(machines.filter(({ role }) => role === 'control-plane').map(({ name }) => name));
  return controlPlaneRemovals(removals).map(({ machine, reason }) => ({
    name: machine.name,
    wanted: wanted.has(machine.name),
    leaving: reason,
    deleting: machine.record?.deletion !== undefined,
    stage: stageOf(machine),
    healthy: machine.healthy,
    ...(machine.member && { memberId: machine.member.id }),
  }));
}

function controlPlaneRemovals(removals: Removal[]): Removal[] {
  return removals.filter(({ machine }) => machine.role === 'control-plane');
}

/** Those that need nothing, and those to be made: what kubeadm is at work on comes first, and who starts the cluster. */
function staying(situation: Situation): ControlPlaneMachine[] {
  const { desired, existing, removals, machines, states, vacating } = situation;
  const known = new Map(existing.map((machine) => [machine.name, machine]));
  const leavingNow = new Set(controlPlaneRemovals(removals).map(({ machine }) => machine.name));
  const upgrades = new Map(situation.upgrades.map(({ machine, reason }) => [machine.name, reason]));
  const inReach = new Set(machines.map(({ name }) => name));
  const entries = controlPlaneMachines(desired).flatMap(({ name }): ControlPlaneMachine[] => {
    const machine = known.get(name);
    const renewed = vacating.has(name);
    if (leavingNow.has(name)) return [];
    const stage = machine && !renewed ? stageOf(machine) : 'absent';
    if (stage !== 'serving' && !inReach.has(name)) return [];
    return [
      {
        name,
        wanted: true,
        deleting: false,
        stage,
        // Changes wait for Nodes that are registered again.
        healthy: !renewed && machine !== undefined && (machine.healthy || lostItsNode(machine)),
        ...(stage === 'serving' && upgrades.has(name) && { upgrade: upgrades.get(name) }),
        ...(!renewed && machine?.member && { memberId: machine.member.id }),
      },
    ];
  });
  const initiator = initiatorOf(
    machines.filter(({ role }) => role === 'control-plane'),
    states,
  )?.name;
  const rank = ({ name, stage }: ControlPlaneMachine) =>
    !situation.clusterExists && name === initiator ? 0 : stage === 'under-way' ? 1 : 2;
  return entries.sort((a, b) => rank(a) - rank(b));
}

/** A host that does not answer is what the cluster knows of it. */
function stageOf(machine: ExistingMachine): ControlPlaneMachine['stage'] {
  if (lostItsHost(machine)) return 'absent';
  switch (machine.state) {
    case 'bootstrapped':
      return 'serving';
    case 'bootstrapping':
      return 'under-way';
    case 'half-bootstrapped':
      return 'unfinished';
    case undefined:
      return machine.node && machine.member?.name ? 'serving' : 'absent';
    default:
      return 'absent';
  }
}
