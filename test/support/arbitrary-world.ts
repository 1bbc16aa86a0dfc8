import fc from 'fast-check';
import type { DesiredHost } from '../../src/model/desired.ts';
import type { ShortInventory, World } from './planner-world.ts';

const NAMES = ['cp-1', 'cp-2', 'cp-3', 'cp-4', 'cp-5', 'w-1', 'w-2', 'w-3', 'w-4', 's-1', 's-2'];

const CONTROL_PLANE_WORDS = [
  '',
  'unvisited',
  'dead',
  'ailing',
  'bare',
  'joining begun learner',
  'half begun no-node no-member',
  'deleting',
  'deleting no-member',
  'deleting no-member bare',
  'unclean',
  'unclean dead',
  'first',
  'no-record',
  'claimed no-record no-node no-member',
  'old',
  'old',
  'other-spec',
  'old ailing',
  'closed old',
  'closed',
  'old first',
  'deleting old',
];
const WORKER_WORDS = CONTROL_PLANE_WORDS.filter((words) => !/learner|member/.test(words)).concat([
  'joining begun no-node',
  'half begun no-node',
  'deleting bare',
  'deleting dead',
  'deleting no-node bare',
  'other',
  'claimed no-record no-node',
]);

/** A site whose inventory was changed and whose machines are in any state. cp-1 is well, unless it left the inventory. */
export const sites: fc.Arbitrary<{ inventory: ShortInventory; world: World }> = fc
  .record({
    hosts: fc.subarray(NAMES, { minLength: 1 }),
    roles: fc.dictionary(fc.constantFrom(...NAMES), fc.constantFrom('control-plane' as const, 'worker' as const), {
      maxKeys: 2,
    }),
    controlPlane: fc.option(fc.integer({ min: 1, max: 5 }), { nil: undefined }),
    workers: fc.record({
      replicas: fc.option(fc.integer({ min: 0, max: 4 }), { nil: undefined }),
      maxUnavailable: fc.integer({ min: 1, max: 2 }),
      deletePolicy: fc.constantFrom('Random' as const, 'Newest' as const, 'Oldest' as const),
      rollout: fc.record({
        strategy: fc.constantFrom(
          'RollingUpdate' as const,
          'RollingUpdate' as const,
          'InPlace' as const,
          'OnDelete' as const,
        ),
        maxSurge: fc.integer({ min: 0, max: 2 }),
        maxUnavailable: fc.integer({ min: 0, max: 2 }),
      }),
    }),
    rollout: fc.record({
      strategy: fc.constantFrom('RollingUpdate' as const, 'RollingUpdate' as const, 'InPlace' as const),
      maxSurge: fc.constantFrom(0 as const, 1 as const, 1 as const),
    }),
    bundle: fc.boolean(),
    isOld: fc.boolean(),
    zones: fc.dictionary(fc.constantFrom(...NAMES), fc.constantFrom('a', 'b', 'c')),
    externalEtcd: fc.boolean(),
    controlPlanes: fc.dictionary(
      fc.constantFrom('cp-2', 'cp-3', 'cp-4', 'cp-5', 's-1', 'w-4'),
      fc.tuple(fc.constantFrom(...CONTROL_PLANE_WORDS), fc.integer({ min: 1, max: 9 })),
      { maxKeys: 4 },
    ),
    machines: fc.dictionary(
      fc.constantFrom('w-1', 'w-2', 'w-3', 's-2', 'cp-5'),
      fc.tuple(fc.constantFrom(...WORKER_WORDS), fc.integer({ min: 1, max: 9 })),
    ),
  })
  .map(({ controlPlanes, machines, roles, isOld, ...inventory }) => ({
    inventory: { ...inventory, roles: rolesOf(inventory.hosts, roles) },
    world: {
      'cp-1': isOld ? '3 old' : '3',
      ...worded(machines, 'worker'),
      ...worded(controlPlanes, 'control-plane'),
    },
  }));

/** At least one host is meant for the control plane, as the inventory's check wants it. */
function rolesOf(hosts: string[], roles: Record<string, DesiredHost['role']>): Record<string, DesiredHost['role']> {
  const [first = ''] = hosts;
  const named = hosts.some(
    (name) => (roles[name] ?? (name.startsWith('cp-') ? 'control-plane' : '')) === 'control-plane',
  );
  return named ? roles : { ...roles, [first]: 'control-plane' };
}

function worded(machines: Record<string, [string, number]>, role: string): World {
  return Object.fromEntries(Object.entries(machines).map(([name, [words, age]]) => [name, `${role} ${words} ${age}`]));
}
