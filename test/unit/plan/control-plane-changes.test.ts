import { describe, expect, it } from 'vitest';
import { controlPlaneChanges } from '../../../src/plan/control-plane-changes.ts';
import type { ControlPlaneMachine, ControlPlaneState } from '../../../src/plan/control-plane-state.ts';

const member = (name: string, healthy = true) => ({ id: `of ${name}`, name, learner: false, healthy });
const serving = (name: string, more: Partial<ControlPlaneMachine> = {}): ControlPlaneMachine => ({
  name,
  wanted: true,
  deleting: false,
  stage: 'serving',
  healthy: true,
  memberId: `of ${name}`,
  ...more,
});
const absent = (name: string): ControlPlaneMachine => ({
  name,
  wanted: true,
  deleting: false,
  stage: 'absent',
  healthy: false,
});
const upgrade = { upgrade: 'v1.20.1 → v1.20.2' };
const leaving = { wanted: false, leaving: 'its host left the inventory' };

interface Case {
  name: string;
  machines: ControlPlaneMachine[];
  changes: string[];
  /** Why nothing more is safe. */
  blocked?: string;
  clusterExists?: boolean;
  /** Default: the members of the machines. `false`: etcd is elsewhere. */
  members?: ControlPlaneState['members'] | false;
}

const cases: Case[] = [
  { name: 'nothing to do', machines: [serving('a')], changes: [] },
  {
    name: 'the first of a cluster that does not exist is initialised, the others join',
    machines: [absent('a'), absent('b'), absent('c')],
    clusterExists: false,
    members: false,
    changes: ['init a', 'join b', 'join c'],
  },
  {
    name: 'one more than wanted at most, so that machines change places one by one',
    machines: [serving('a', leaving), serving('b', leaving), absent('c'), absent('d')],
    changes: ['join c', 'remove a', 'join d', 'remove b'],
  },
  {
    name: 'the last one is never removed',
    machines: [serving('a', leaving)],
    changes: [],
    blocked: 'no control plane would be left',
  },
  {
    name: 'the last one, whose removal was begun, goes when another has joined',
    machines: [serving('a', { ...leaving, deleting: true }), absent('b'), absent('c')],
    changes: ['join b', 'remove a', 'join c'],
  },
  {
    name: 'one whose removal was begun waits for another to join when the one that was to stay goes first',
    machines: [serving('a', { ...leaving, deleting: true }), serving('b', { ...leaving, healthy: false }), absent('c')],
    changes: ['remove b', 'join c', 'remove a'],
  },
  {
    name: 'an ailing one goes before a new one comes',
    machines: [serving('a'), serving('b'), serving('c', { ...leaving, healthy: false }), absent('d')],
    changes: ['remove c', 'join d'],
  },
  {
    name: 'no new one beside an ailing one that is to stay',
    machines: [serving('a'), serving('b'), serving('c', { healthy: false }), absent('d'), absent('e')],
    changes: [],
    blocked: 'etcd would have 2 healthy of 4 voting members and needs 3',
  },
  {
    name: 'nothing beside a learner that nobody finishes',
    machines: [serving('a'), absent('b')],
    members: [member('a'), { ...member('x'), learner: true }],
    changes: [],
    blocked: 'is still a learner',
  },
  {
    name: 'a member that never started has no vote to lose',
    machines: [serving('a'), { ...absent('b'), ...leaving, memberId: 'of b' }],
    members: [member('a'), { ...member('b', false), name: '' }],
    changes: ['remove b'],
  },
  {
    name: 'no removal while etcd does not tell its members',
    machines: [serving('a'), serving('b', leaving)],
    members: [],
    changes: [],
    blocked: 'does not tell its members',
  },
  {
    name: 'with etcd elsewhere the last healthy one stays',
    machines: [serving('a', { healthy: false }), serving('b', leaving)],
    members: false,
    changes: [],
    blocked: 'no healthy control plane would be left',
  },
  {
    name: 'machines are upgraded one after the other, one that ails first, before others come',
    machines: [serving('a', upgrade), serving('b', { ...upgrade, healthy: false }), serving('c', upgrade), absent('d')],
    changes: ['upgrade b', 'upgrade a', 'upgrade c', 'join d'],
  },
  {
    name: 'the only one is upgraded, too',
    machines: [serving('a', upgrade)],
    changes: ['upgrade a'],
  },
  {
    name: 'none that serves is upgraded beside one that ails',
    machines: [serving('a', upgrade), serving('b', upgrade), serving('c', { healthy: false })],
    changes: [],
    blocked: 'c is not well',
  },
  {
    name: 'none is upgraded while etcd counts members that nobody knows and that are down',
    machines: [serving('a', upgrade)],
    members: [member('a'), member('x', false), member('y')],
    changes: [],
    blocked: 'etcd would have 1 of 3 members meanwhile and needs 2',
  },
  {
    name: 'none is upgraded beside a learner',
    machines: [serving('a', upgrade), serving('b')],
    members: [member('a'), member('b'), { ...member('x'), learner: true }],
    changes: [],
    blocked: 'is still a learner',
  },
  {
    name: 'what ails and leaves goes before anything is upgraded',
    machines: [serving('a', upgrade), serving('b'), serving('c', { ...leaving, healthy: false })],
    changes: ['remove c', 'upgrade a'],
  },
  {
    name: 'one that comes back is made anew while one that does not is still there',
    machines: [serving('a', leaving), serving('b', { ...leaving, wanted: true })],
    changes: ['remove b', 'join b', 'remove a'],
  },
  {
    name: 'a machine whose host was reinstalled goes and comes again',
    machines: [serving('a'), serving('b'), { ...absent('c'), leaving: 'reinstalled', memberId: 'of c' }],
    members: [member('a'), member('b'), member('c', false)],
    changes: ['remove c', 'join c'],
  },
];

describe('the order of control-plane changes', () => {
  it.each(cases)('$name', ({ machines, changes, blocked, clusterExists = true, members }) => {
    const own = machines.filter(({ memberId }) => memberId).map(({ name, healthy }) => member(name, healthy));
    const told = members === false ? undefined : (members ?? own);
    const result = controlPlaneChanges({ clusterExists, machines, ...(told && { members: told }) });
    expect(result.changes.map(({ kind, machine }) => `${kind} ${machine}`)).toEqual(changes);
    const why = result.blocked?.considered[0]?.why;
    if (blocked === undefined) expect(why).toBeUndefined();
    else expect(why).toContain(blocked);
  });
});
