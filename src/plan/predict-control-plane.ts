import type { QuorumMember } from '../model/etcd-quorum.ts';
import type { ControlPlaneChange, ControlPlaneMachine, ControlPlaneState } from './control-plane-state.ts';

/** The control plane as it is after a change that ended well. */
export function predictControlPlane(
  state: ControlPlaneState,
  { kind, machine: name }: ControlPlaneChange,
): ControlPlaneState {
  const machine = state.machines.find((candidate) => candidate.name === name);
  const others = state.members?.filter(({ id }) => id !== machine?.memberId);
  if (kind === 'remove') {
    return {
      ...state,
      machines: state.machines.flatMap((candidate) => (candidate.name === name ? removed(candidate) : [candidate])),
      ...(others && { members: others }),
    };
  }
  if (kind === 'upgrade') {
    return {
      ...state,
      machines: state.machines.map((candidate) => (candidate.name === name ? upgraded(candidate) : candidate)),
      ...(state.members && {
        members: state.members.map((own) => (own.id === machine?.memberId ? { ...own, healthy: true } : own)),
      }),
    };
  }
  const member: QuorumMember = { id: `of ${name}`, name, learner: false, healthy: true };
  // An etcd that did not tell its members does not tell of the new one either.
  const told = others !== undefined && (state.members ?? []).length > 0;
  return {
    clusterExists: true,
    machines: state.machines.map((candidate) =>
      candidate.name === name
        ? { ...candidate, stage: 'serving', healthy: true, ...(told && { memberId: member.id }) }
        : candidate,
    ),
    ...(others && { members: told ? [...others, member] : others }),
  };
}

function upgraded({ upgrade: _, ...machine }: ControlPlaneMachine): ControlPlaneMachine {
  return { ...machine, healthy: true };
}

/** Nothing is left of it; a wanted one is made again. */
function removed({ name, wanted }: ControlPlaneMachine): ControlPlaneMachine[] {
  return wanted ? [{ name, wanted, deleting: false, stage: 'absent', healthy: false }] : [];
}
