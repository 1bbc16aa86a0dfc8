import { vi } from 'vitest';
import type { Invariant } from './violation.ts';

/** Something that the planner, or an operation, no longer does. */
export interface Defect {
  wrong: string;
  /** Name of the case that shows it. */
  file: string;
  /** What it breaks; other things too, as the case may be. */
  broken: Invariant;
  /** Only a story in which unhealthy machines are replaced can tell. */
  heals?: true;
  /** Makes it in all that is imported anew from now on. */
  make(): void;
}

type PrepareHosts = typeof import('../../src/plan/prepare-hosts.ts');
type ExistingMachines = typeof import('../../src/plan/existing-machines.ts');
type EtcdQuorum = typeof import('../../src/model/etcd-quorum.ts');
type TakesPods = typeof import('../../src/model/takes-pods.ts');
type Health = typeof import('../../src/model/control-plane-health.ts');

export const DEFECTS: Defect[] = [
  {
    wrong: 'the control plane is changed whatever ails it, and the quorum of etcd not looked at',
    file: 'quorum-not-looked-at',
    broken: 'quorum is never given away by our own action',
    make: () => {
      replace<EtcdQuorum>('model/etcd-quorum.ts', ({ quorumAfter }) => ({
        quorumAfter: (...asked) => ({ ...quorumAfter(...asked), safe: true, reason: undefined }),
      }));
      replace<Health>('model/control-plane-health.ts', () => ({ controlPlaneTroubles: () => [] }));
    },
  },
  {
    wrong: 'changes of the control plane do not wait for each other',
    file: 'two-changes-at-once',
    broken: 'at most one control-plane change is in flight',
    make: () =>
      replace<typeof import('../../src/plan/control-plane.ts')>('plan/control-plane.ts', ({ planControlPlane }) => ({
        planControlPlane: (input) =>
          planControlPlane(input).map(({ needs, ...change }) => ({
            ...change,
            needs: needs.filter((id) => id.startsWith(`${change.machine}/`)),
          })),
      })),
  },
  {
    wrong: 'control planes that serve are prepared side by side',
    file: 'prepared-side-by-side',
    broken: 'control planes that serve are prepared one at a time',
    make: () =>
      replace<PrepareHosts>('plan/prepare-hosts.ts', ({ planPreparations }) => ({
        planPreparations: (...input) =>
          planPreparations(...input).map(({ needs, ...planned }) => ({
            ...planned,
            needs: needs.filter((id) => !id.endsWith('/prepare-host')),
          })),
      })),
  },
  {
    wrong: 'what the cluster still has of a machine whose host was installed anew is not removed before the next joins',
    file: 'former-machine-left',
    broken: 'no host is in two machines',
    make: () => {
      replace<ExistingMachines>('plan/existing-machines.ts', () => ({ lostItsHost: () => false }));
      replace<Health>('model/control-plane-health.ts', () => ({ controlPlaneTroubles: () => [] }));
    },
  },
  {
    wrong: 'maxUnavailable is ignored',
    file: 'max-unavailable-ignored',
    broken: 'maxUnavailable holds',
    make: () =>
      replace<typeof import('../../src/plan/workers.ts')>('plan/workers.ts', ({ planWorkers }) => ({
        planWorkers: ({ situation, ...input }) => {
          const machineDeployments = situation.desired.machineDeployments.map((md) => ({ ...md, maxUnavailable: 99 }));
          return planWorkers({
            ...input,
            situation: { ...situation, desired: { ...situation.desired, machineDeployments } },
          });
        },
      })),
  },
  {
    wrong: 'rollouts take every free host at once',
    file: 'max-surge-ignored',
    broken: 'maxSurge holds',
    make: () =>
      replace<typeof import('../../src/plan/rollout/roll-workers.ts')>('plan/rollout/roll-workers.ts', (real) => ({
        rollWorkers: (ground, rollout, staying) =>
          real.rollWorkers(ground, { ...rollout, maxSurge: rollout.maxSurge + 9 }, staying),
      })),
  },
  {
    wrong: 'workers are rolled while the control plane is',
    file: 'workers-ahead',
    broken: 'no version runs ahead of the control plane',
    make: () =>
      replace<typeof import('../../src/plan/workers.ts')>('plan/workers.ts', (real) => ({
        planWorkers: ({ controlPlane: _, ...input }) => real.planWorkers(input),
      })),
  },
  {
    wrong: 'what a version that was given up left for kubeadm is not written anew',
    file: 'given-up-version-kept',
    broken: 'no version runs ahead of the control plane',
    make: () =>
      replace<typeof import('../../src/plan/rollout/kept-for-kubeadm.ts')>('plan/rollout/kept-for-kubeadm.ts', () => ({
        keptForKubeadm: () => undefined,
      })),
  },
  {
    wrong: 'what serves is cleaned without being drained',
    file: 'not-drained',
    broken: 'nothing live is wiped',
    make: () => {
      replace<TakesPods>('model/takes-pods.ts', () => ({ takesPods: () => false }));
      replace<typeof import('../../src/plan/removal.ts')>('plan/removal.ts', ({ planRemoval }) => ({
        planRemoval: (input) => {
          const [first, second, ...rest] = planRemoval(input);
          if (!first || !second || first.action !== 'drain-node') return planRemoval(input);
          return [{ ...second, needs: first.needs }, ...rest];
        },
      }));
    },
  },
  {
    wrong: 'nobody looks again whether a Node came back before its machine is taken apart',
    file: 'node-came-back',
    broken: 'nothing live is wiped',
    make: () => replace<TakesPods>('model/takes-pods.ts', () => ({ takesPods: () => false })),
  },
  {
    wrong: 'a host is prepared for its next machine before the one on it is gone',
    file: 'host-not-vacated',
    broken: 'a host is clean before it is used again',
    make: () =>
      replace<PrepareHosts>('plan/prepare-hosts.ts', ({ planPreparations }) => ({
        planPreparations: (...input) => planPreparations(...input).map((planned) => ({ ...planned, needs: [] })),
      })),
  },
  {
    wrong: 'marks of machines prove no cluster',
    file: 'second-cluster',
    broken: 'a cluster is initialised once',
    make: () =>
      replace<typeof import('../../src/plan/cluster-identity.ts')>(
        'plan/cluster-identity.ts',
        ({ clusterIdentity }) => ({
          clusterIdentity: (...seen) => ({ ...clusterIdentity(...seen), witnesses: [] }),
        }),
      ),
  },
  {
    wrong: 'a Node that nobody speaks of is taken for a machine of ours',
    file: 'stranger-removed',
    broken: 'what nobody speaks of is not touched',
    make: () =>
      replace<ExistingMachines>('plan/existing-machines.ts', ({ existingMachines }) => ({
        existingMachines: (desired, seen) => {
          const known = existingMachines(desired, seen);
          const [like] = known;
          const node = seen.cluster?.nodes.find(({ name }) => name === 'stranger');
          if (!node || !like) return known;
          const { record, state, member, reachable, ...rest } = like;
          return [...known, { ...rest, name: 'stranger', role: 'worker', owner: 'workers', node, healthy: true }];
        },
      })),
  },
  {
    wrong: 'those machines go that should stay',
    file: 'wrong-machine-leaves',
    broken: 'the right machine goes',
    make: () =>
      replace<typeof import('../../src/plan/deletion-order.ts')>('plan/deletion-order.ts', (real) => ({
        controlPlaneDeletionOrder: (...input) => real.controlPlaneDeletionOrder(...input).toReversed(),
        workerDeletionOrder: (...input) => real.workerDeletionOrder(...input).toReversed(),
      })),
  },
  {
    wrong: 'operations are planned as they come to mind',
    file: 'out-of-order',
    broken: 'a plan can be carried out',
    make: () =>
      replace<typeof import('../../src/plan/in-order-of-needs.ts')>('plan/in-order-of-needs.ts', () => ({
        inOrderOfNeeds: (operations) => [...operations],
      })),
  },
  {
    wrong: 'etcd is thought to need one vote more than it does',
    file: 'quorum-overdone',
    broken: 'what is refused is refused rightly',
    make: () =>
      replace<EtcdQuorum>('model/etcd-quorum.ts', ({ quorumAfter }) => ({
        quorumAfter: (...asked) => {
          const verdict = quorumAfter(...asked);
          const enough = verdict.voting - verdict.unhealthy > verdict.quorum;
          return enough ? verdict : { ...verdict, safe: false, reason: 'etcd would have no vote to spare' };
        },
      })),
  },
  {
    wrong: 'no record is written where one is missing',
    file: 'never-recorded',
    broken: 'it converges and then plans nothing',
    make: () =>
      replace<typeof import('../../src/plan/records.ts')>('plan/records.ts', () => ({ planRecords: () => [] })),
  },
  {
    wrong: 'an upgrade that was begun, and cut, is forgotten when the inventory goes back',
    file: 'upgrade-forgotten',
    broken: 'it converges and then plans nothing',
    make: () => {
      replace<ExistingMachines>('plan/existing-machines.ts', ({ existingMachines }) => ({
        existingMachines: (...seen) =>
          existingMachines(...seen).map((machine) => ({
            ...machine,
            ...(machine.node && { node: { ...machine.node, closedForUpgrade: false } }),
          })),
      }));
      replace<typeof import('../../src/plan/outdated.ts')>('plan/outdated.ts', ({ outdatedFinder }) => ({
        outdatedFinder: (...asked) => {
          const find = outdatedFinder(...asked);
          return ({ facts, ...machine }) => {
            const mark = facts?.machine && { ...facts.machine, upgrading: undefined };
            return find({ ...machine, facts: facts && { ...facts, machine: mark } });
          };
        },
      }));
    },
  },
  {
    wrong: 'the last control plane is to be made anew on its own host, though there are others',
    file: 'last-on-its-own-host',
    broken: 'what is refused is refused rightly',
    make: () =>
      replace<typeof import('../../src/plan/spread-hosts.ts')>('plan/spread-hosts.ts', ({ spreadHosts }) => ({
        spreadHosts: (free, ...rest) =>
          spreadHosts(
            free.map((host) => ({ ...host, rank: host.rank % 10 })),
            ...rest,
          ),
      })),
  },
  {
    wrong: 'maxUnhealthy is ignored',
    file: 'max-unhealthy-ignored',
    broken: 'the right machine goes',
    heals: true,
    make: () =>
      replace<typeof import('../../src/plan/health/machine-health-check.ts')>(
        'plan/health/machine-health-check.ts',
        ({ healthBudget }) => ({ healthBudget: (...asked) => ({ ...healthBudget(...asked), allowed: true }) }),
      ),
  },
  {
    wrong: 'while unhealthy machines are replaced, one too many is made where an earlier run had begun to',
    file: 'one-too-many-made',
    broken: 'maxSurge holds',
    heals: true,
    make: () =>
      replace<typeof import('../../src/plan/surplus.ts')>('plan/surplus.ts', () => ({ giveUpUnmade: () => undefined })),
  },
  {
    wrong: 'workers join while etcd waits for its second member',
    file: 'no-wait-for-second-member',
    broken: 'what nobody disturbs ends well',
    make: () =>
      replace<typeof import('../../src/plan/second-member.ts')>('plan/second-member.ts', () => ({
        secondMember: () => undefined,
      })),
  },
  {
    wrong: 'a machine whose host was cleaned in part is taken for one that lost its Node only',
    file: 'half-cleaned-registered',
    broken: 'what nobody disturbs ends well',
    make: () =>
      replace<typeof import('../../src/plan/lost-its-node.ts')>('plan/lost-its-node.ts', ({ lostItsNode }) => ({
        isHalfCleaned: () => false,
        lostItsNode: ({ kubeletGone: _, ...machine }) => lostItsNode(machine),
      })),
  },
];

const replaced: string[] = [];

function replace<Module extends object>(path: string, change: (real: Module) => Partial<Module>): void {
  const module = `../../src/${path}`;
  replaced.push(module);
  vi.doMock(module, async (original) => {
    const real = await original<Module>();
    return { ...real, ...change(real) };
  });
}

/** All that was replaced is as it was, in what is imported anew from now on. */
export function mendAll(): void {
  for (const module of replaced.splice(0)) vi.doUnmock(module);
  vi.resetModules();
}
