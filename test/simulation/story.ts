import fc from 'fast-check';
import type { WorkerRollout } from '../../src/model/desired.ts';
import { isValid } from './change-inventory.ts';
import { ALL_HOSTS, type SimInventory, type SimInventoryHost } from './world/sim-inventory.ts';

/** All that a story depends on. Plain data: a story that showed something is kept as a case. */
export interface Story {
  inventory: SimInventory;
  /** It begins with a cluster that is as the inventory wants it. */
  grown: boolean;
  /** That cluster was made before there were records. */
  recordless: boolean;
  /** A Node that is none of ours is in it. */
  stranger: boolean;
  /** Hosts fail and return; without that only kubeadm fails, and runs are killed. */
  hostsFail: boolean;
  /** Sometimes unhealthy machines are replaced instead. Absent: never. */
  heals?: boolean;
  /** etcd never loses its quorum for good. */
  merciful: boolean;
  /** kubeadm adds etcd members as learners first. */
  learnerMode: boolean;
  /** Mixes what runs side by side where nobody disturbs it. */
  order: number[];
  tape: number[];
}

const WORKER_ROLLOUTS: WorkerRollout[] = [
  { strategy: 'RollingUpdate', maxSurge: 1, maxUnavailable: 0 },
  { strategy: 'RollingUpdate', maxSurge: 2, maxUnavailable: 1 },
  { strategy: 'RollingUpdate', maxSurge: 0, maxUnavailable: 1 },
  { strategy: 'InPlace', maxSurge: 1, maxUnavailable: 0 },
  { strategy: 'RollingUpdate', maxSurge: 0, maxUnavailable: 2 },
  { strategy: 'OnDelete', maxSurge: 1, maxUnavailable: 0 },
];

const deployment = (name: string) =>
  fc.record({
    name: fc.constant(name),
    replicas: fc.option(fc.nat({ max: 2 }), { nil: undefined }),
    deletePolicy: fc.constantFrom('Random' as const, 'Newest' as const, 'Oldest' as const),
    maxUnavailable: fc.constantFrom(1, 1, 2),
    rollout: fc.constantFrom(...WORKER_ROLLOUTS),
    spec: fc.constant(0),
    drainsEnd: fc.boolean(),
  });

const roles = fc.record({
  controlPlanes: fc.constantFrom(3, 1, 3, 5, 4),
  workers: fc.nat({ max: 3 }),
  batch: fc.nat({ max: 2 }),
  spares: fc.nat({ max: 2 }),
});

const inventory = fc
  .record({
    roles,
    controlPlanes: fc.constantFrom(undefined, undefined, 3, 1),
    rollout: fc.constantFrom(
      { strategy: 'RollingUpdate' as const, maxSurge: 1 as const },
      { strategy: 'RollingUpdate' as const, maxSurge: 0 as const },
      { strategy: 'InPlace' as const, maxSurge: 1 as const },
    ),
    deployments: fc.tuple(deployment('workers'), deployment('batch')),
  })
  .map(
    ({ roles: counts, ...rest }): SimInventory => ({
      ...rest,
      hosts: hostsFor(counts),
      settings: 1,
      version: 2,
      spec: 0,
    }),
  )
  .filter(isValid);

/** Choices; a multiple of every number of options there is below 12. */
const tape = fc.noBias(fc.array(fc.nat({ max: 27719 }), { maxLength: 400, size: 'max' }));

const order = fc.array(fc.nat({ max: 11 }), { maxLength: 12 });

/** Anything may happen. */
export const stories: fc.Arbitrary<Story> = fc.record({
  inventory,
  grown: fc.constantFrom(true, true, false),
  recordless: fc.constantFrom(false, false, false, true),
  stranger: fc.constantFrom(false, true),
  hostsFail: fc.constant(true),
  merciful: fc.constantFrom(true, true, true, false),
  learnerMode: fc.boolean(),
  order,
  tape,
});

/** The same, and unhealthy machines are replaced now and then. */
export const healings: fc.Arbitrary<Story> = stories.map((story) => ({ ...story, grown: true, heals: true }));

/** A cluster is made from nothing; apply is killed and repeated, and kubeadm fails. */
export const beginnings: fc.Arbitrary<Story> = fc.record({
  inventory,
  grown: fc.constant(false),
  recordless: fc.constant(false),
  stranger: fc.constant(false),
  hostsFail: fc.constant(false),
  merciful: fc.constant(true),
  learnerMode: fc.boolean(),
  order,
  tape,
});

type Counts = typeof roles extends fc.Arbitrary<infer Value> ? Value : never;

function hostsFor({ controlPlanes, workers, batch, spares }: Counts): SimInventoryHost[] {
  const kinds: Omit<SimInventoryHost, 'name'>[] = [
    ...Array.from({ length: controlPlanes }, () => ({ role: 'control-plane' as const, tier: 'workers' })),
    ...Array.from({ length: workers }, () => ({ role: 'worker' as const, tier: 'workers' })),
    ...Array.from({ length: batch }, () => ({ role: 'worker' as const, tier: 'batch' })),
    ...Array.from({ length: spares }, () => ({ role: 'spare' as const, tier: 'workers' })),
  ];
  return kinds.flatMap((kind, i) => {
    const name = ALL_HOSTS[i];
    return name === undefined ? [] : [{ name, ...kind }];
  });
}
