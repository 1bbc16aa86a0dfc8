import { describe, expect, it } from 'vitest';
import { controlPlanesDuring } from '../../../src/operations/control-planes-during.ts';
import { existingMachines } from '../../../src/plan/existing-machines.ts';
import { planCluster } from '../../../src/plan/plan-cluster.ts';
import {
  observedWorld,
  type ShortInventory,
  shortDesired,
  WORLD_REVISION,
  type World,
} from '../../support/planner-world.ts';

/** Who is a control plane at the turn of each operation that changes the control plane. */
function during(inventory: ShortInventory, world: World): string[] {
  const desired = shortDesired(inventory);
  const observed = observedWorld(desired, world);
  const plan = planCluster({ desired, observed, manifests: [], hash: () => '', revisionOf: () => WORLD_REVISION });
  const membersAt = controlPlanesDuring(plan, existingMachines(desired, observed));
  return plan.operations
    .filter(({ action }) => /^(init|join)-control-plane|^(drain|delete)-node|etcd/.test(action))
    .map(({ id }) => `${id}: ${membersAt(id).toSorted().join(' ')}`);
}

describe('control planes when an operation has its turn', () => {
  it.each<[string, ShortInventory, World, string[]]>([
    [
      'those that have joined before count',
      { hosts: ['cp-1', 'cp-2', 'cp-3'] },
      { 'cp-1': '' },
      ['cp-2/join-control-plane: cp-1', 'cp-3/join-control-plane: cp-1 cp-2'],
    ],
    [
      'nobody does when the first is made',
      { hosts: ['cp-1', 'cp-2'] },
      {},
      ['cp-1/init-control-plane: ', 'cp-2/join-control-plane: cp-1'],
    ],
    [
      'one that leaves counts until its node is deleted',
      { hosts: ['cp-1'] },
      { 'cp-1': '', 'cp-2': '1', 'cp-3': '2' },
      [
        'cp-2/drain-node: cp-1 cp-2 cp-3',
        'cp-2/remove-etcd-member: cp-1 cp-2 cp-3',
        'cp-2/delete-node: cp-1 cp-2 cp-3',
        'cp-3/drain-node: cp-1 cp-3',
        'cp-3/remove-etcd-member: cp-1 cp-3',
        'cp-3/delete-node: cp-1 cp-3',
      ],
    ],
    [
      'a dead one counts, one that had left and came back does not, nor does a worker',
      { hosts: ['cp-1', 'cp-2'] },
      { 'cp-1': '', 'cp-2': '', 'cp-3': 'dead', 'cp-4': 'unclean', 'w-1': '' },
      [
        'cp-4/delete-node: cp-1 cp-2 cp-3',
        'cp-3/drain-node: cp-1 cp-2 cp-3',
        'cp-3/remove-etcd-member: cp-1 cp-2 cp-3',
        'cp-3/delete-node: cp-1 cp-2 cp-3',
        'w-1/drain-node: cp-1 cp-2',
        'w-1/delete-node: cp-1 cp-2',
      ],
    ],
    [
      'one that is made anew is none in between',
      { hosts: ['cp-1', 'cp-2', 'cp-3', 'cp-4'] },
      { 'cp-1': '', 'cp-2': '', 'cp-3': 'bare' },
      [
        'cp-3/remove-etcd-member: cp-1 cp-2 cp-3',
        'cp-3/delete-node: cp-1 cp-2 cp-3',
        'cp-3/join-control-plane: cp-1 cp-2',
        'cp-4/join-control-plane: cp-1 cp-2 cp-3',
      ],
    ],
    [
      'one whose unfinished bootstrap is cleaned away does not count from then on, until it joins',
      { hosts: ['cp-1', 'cp-2', 'cp-5'] },
      { 'cp-1': '', 'cp-2': '', 'cp-3': '1', 'cp-4': '2', 'cp-5': 'half begun' },
      [
        'cp-3/drain-node: cp-1 cp-2 cp-3 cp-4',
        'cp-3/remove-etcd-member: cp-1 cp-2 cp-3 cp-4',
        'cp-3/delete-node: cp-1 cp-2 cp-3 cp-4',
        'cp-5/join-control-plane: cp-1 cp-2 cp-4',
        'cp-4/drain-node: cp-1 cp-2 cp-4 cp-5',
        'cp-4/remove-etcd-member: cp-1 cp-2 cp-4 cp-5',
        'cp-4/delete-node: cp-1 cp-2 cp-4 cp-5',
      ],
    ],
  ])('%s', (_, inventory, world, expected) => {
    expect(during(inventory, world)).toEqual(expected);
  });

  it('and all of them after the plan', () => {
    const desired = shortDesired({ hosts: ['cp-1', 'cp-2'] });
    const observed = observedWorld(desired, { 'cp-1': '' });
    const plan = planCluster({ desired, observed, manifests: [], hash: () => '', revisionOf: () => WORLD_REVISION });
    expect(controlPlanesDuring(plan, existingMachines(desired, observed))('unheard/of')).toEqual(['cp-1', 'cp-2']);
  });
});
