import { quorumAfter, troubleWhileAway } from '../model/etcd-quorum.ts';
import type {
  BlockedControlPlane,
  ControlPlaneChange,
  ControlPlaneMachine,
  ControlPlaneState,
} from './control-plane-state.ts';

/**
 * The one structural change of the control plane that is to be made now: what is under way is finished first (removals,
 * then joins), then ailing machines go, then machines are upgraded where they are, then new ones come, one more than wanted
 * at most, and healthy ones go last. Each only when etcd keeps its quorum in the worst case and a control plane is left.
 * `undefined`: nothing is to be done. (Cluster API: KCP scale.go, preflight.go, update.go and remediation.go.)
 */
export function nextControlPlaneChange(state: ControlPlaneState): ControlPlaneChange | BlockedControlPlane | undefined {
  const coming = state.machines.filter(({ wanted, leaving, stage }) => wanted && !leaving && stage !== 'serving');
  const [first] = coming;
  if (!state.clusterExists) return first && { kind: 'init', machine: first.name };
  const considered: BlockedControlPlane['considered'] = [];
  for (const change of inOrder(state, coming)) {
    const why = WHY_NOT[change.kind](state, change.machine);
    if (why === undefined) return change;
    considered.push({ change, why });
  }
  return considered.length > 0 ? { kind: 'blocked', considered } : undefined;
}

function inOrder({ machines }: ControlPlaneState, coming: ControlPlaneMachine[]): ControlPlaneChange[] {
  const leaving = machines.filter((machine) => machine.leaving !== undefined);
  const removals = (which: ControlPlaneMachine[]) => which.map(({ name }) => change('remove', name));
  const joins = (which: ControlPlaneMachine[]) => which.map(({ name }) => change('join', name));
  const begun = leaving.filter(({ deleting, stage }) => deleting || stage === 'under-way' || stage === 'unfinished');
  const ailing = leaving.filter((machine) => !begun.includes(machine) && !machine.healthy);
  const there = machines.filter(({ stage }) => stage === 'serving').length;
  // kubeadm that is at work has to end, or to be ended, before anything else.
  const atWork = begun.filter(({ stage }) => stage === 'under-way');
  const underWay = coming.filter(({ stage }) => stage === 'under-way');
  if (atWork.length > 0) return removals(atWork);
  if (underWay.length > 0) return joins(underWay);
  // While one is half removed, or half joined, nothing else is begun. But what is broken goes before one that serves well:
  // that one leaves a whole control plane only, and would wait for the broken one in vain.
  if (begun.length > 0) {
    const patient = begun.filter(({ healthy, stage }) => healthy && stage === 'serving');
    const order = removals([...begun.filter((machine) => !patient.includes(machine)), ...ailing, ...patient]);
    // The last one can only leave when another has joined.
    return there === 1 && patient.length === 1 ? [...order, ...joins(coming)] : order;
  }
  const outdated = machines.filter(({ upgrade, stage }) => upgrade !== undefined && stage === 'serving');
  // A machine that joins, or leaves well, would do so between two versions: what is upgraded is upgraded first.
  if (outdated.length > 0) {
    const inTurn = outdated.toSorted((one, other) => Number(one.healthy) - Number(other.healthy));
    return [...removals(ailing), ...inTurn.map(({ name }) => change('upgrade', name))];
  }
  // As long as one is there that does not come back, another one can be made anew without one missing.
  const healthy = leaving
    .filter((machine) => machine.healthy)
    .toSorted((one, other) => Number(other.wanted) - Number(one.wanted));
  const wanted = machines.filter((machine) => machine.wanted).length;
  const rest = [joins(coming), removals(healthy)];
  return [...removals(ailing), ...(there <= wanted ? rest : rest.toReversed()).flat()];
}

function change(kind: ControlPlaneChange['kind'], machine: string): ControlPlaneChange {
  return { kind, machine };
}

/** A member that never started has no vote to lose (Cluster API, reconcileEtcdMembers). */
function whyNotRemove({ machines, members }: ControlPlaneState, name: string): string | undefined {
  const machine = machines.find((candidate) => candidate.name === name);
  const staying = machines.filter((other) => other.name !== name && other.stage === 'serving');
  if (staying.length === 0) return 'no control plane would be left';
  if (!members) {
    const lasting = machine?.healthy ? staying.some(({ healthy }) => healthy) : true;
    return lasting ? undefined : 'no healthy control plane would be left';
  }
  if (members.length === 0) return 'etcd does not tell its members';
  const member = members.find(({ id }) => id === machine?.memberId);
  if (!member || member.name === '') return undefined;
  const { reason } = quorumAfter(members, { remove: member.id });
  return reason && machine?.stage === 'under-way' ? `kubeadm is still at work there, and ${reason}` : reason;
}

/** kubeadm that is at work there already is waited for, whatever becomes of it: nothing else is changed beside it. */
function whyNotJoin({ machines, members }: ControlPlaneState, name: string): string | undefined {
  const joining = machines.find((candidate) => candidate.name === name);
  if (joining?.stage === 'under-way') return undefined;
  if (!members || members.length === 0 || joining?.memberId !== undefined) return undefined;
  return quorumAfter(members, { add: true }).reason;
}

/**
 * A machine that is upgraded does not serve meanwhile, and counts in etcd all the same (Cluster API, KCP preflight.go). Where
 * there are one or two members, etcd cannot spare one: the API pauses until it is back.
 */
function whyNotUpgrade({ machines, members }: ControlPlaneState, name: string): string | undefined {
  const machine = machines.find((candidate) => candidate.name === name);
  const others = machines.filter((other) => other.name !== name && other.stage === 'serving');
  const ailing = others.filter(({ healthy }) => !healthy).map((other) => other.name);
  if (machine?.healthy && ailing.length > 0) {
    return `${ailing.join(' and ')} ${ailing.length > 1 ? 'are' : 'is'} not well, and one at a time may be missing`;
  }
  if (others.length > 0 && ailing.length === others.length) return 'no healthy control plane would be left meanwhile';
  if (!members) return undefined;
  if (members.length === 0) return 'etcd does not tell its members';
  const unfinished = members.find(({ learner, name: called }) => learner || called === '');
  if (unfinished) return quorumAfter(members).reason;
  return troubleWhileAway(members, machine?.memberId);
}

const WHY_NOT: Record<ControlPlaneChange['kind'], (state: ControlPlaneState, name: string) => string | undefined> = {
  init: () => undefined,
  join: whyNotJoin,
  remove: whyNotRemove,
  upgrade: whyNotUpgrade,
};
