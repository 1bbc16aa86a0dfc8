import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { quorumAfter } from '../../../../src/model/etcd-quorum.ts';
import { judgeHealth } from '../../../../src/plan/health/judge-health.ts';
import { planCluster, refusePlan } from '../../../../src/plan/plan-cluster.ts';
import { whomToVisit } from '../../../../src/plan/whom-to-visit.ts';
import { sites } from '../../../support/arbitrary-world.ts';
import { healthCheck, seenAfter } from '../../../support/health-check.ts';
import {
  observedWorld,
  type ShortInventory,
  shortDesired,
  WORLD_REVISION,
  type World,
} from '../../../support/planner-world.ts';

function healed(inventory: ShortInventory, world: World, minutes = 6) {
  const desired = shortDesired({ healthChecks: [healthCheck('all')], ...inventory });
  const seen = seenAfter(minutes, observedWorld(desired, world));
  const { healing, checks } = judgeHealth(desired, seen);
  const observed = { ...seen, healing };
  const input = { desired, observed, manifests: [], hash: () => '', revisionOf: () => WORLD_REVISION };
  return { input, healing, checks, plan: planCluster(input), findings: refusePlan(input) };
}

const HOSTS = ['cp-1', 'cp-2', 'cp-3', 'w-1', 'w-2', 'w-3'];
const others: World = { 'cp-1': '', 'cp-2': 'unvisited', 'cp-3': 'unvisited', 'w-2': 'unvisited', 'w-3': 'unvisited' };

interface Case {
  inventory?: Partial<ShortInventory>;
  world: World;
  operations: string[];
}

const CASES: Record<string, Case> = {
  'a dead worker and a spare': {
    inventory: { hosts: [...HOSTS, 's-1'], workers: { replicas: 3 } },
    world: { 'w-1': 'dead' },
    operations: [
      's-1/prepare-host',
      's-1/join-worker <- s-1/prepare-host',
      'w-1/drain-node',
      'w-1/delete-node <- w-1/drain-node',
    ],
  },
  'a worker on its own host': {
    world: { 'w-1': 'ailing' },
    operations: [
      'w-1/drain-node',
      'w-1/clean-host <- w-1/drain-node',
      'w-1/delete-node <- w-1/clean-host',
      'w-1/prepare-host <- w-1/delete-node',
      'w-1/join-worker <- w-1/prepare-host',
    ],
  },
  'one that serves leaves when another has joined': {
    inventory: { hosts: [...HOSTS, 's-1'], workers: { replicas: 3 } },
    world: { 'w-1': 'marked' },
    operations: [
      's-1/prepare-host',
      's-1/join-worker <- s-1/prepare-host',
      'w-1/drain-node <- s-1/join-worker',
      'w-1/clean-host <- w-1/drain-node',
      'w-1/delete-node <- w-1/clean-host',
    ],
  },
  'a dead control plane and a spare': {
    inventory: { hosts: [...HOSTS, 's-1'], controlPlane: 3 },
    world: { 'cp-2': 'dead', 'w-1': 'unvisited' },
    operations: [
      's-1/prepare-host',
      'cp-2/drain-node',
      'cp-2/remove-etcd-member <- cp-2/drain-node',
      'cp-2/delete-node <- cp-2/remove-etcd-member',
      's-1/join-control-plane <- s-1/prepare-host cp-2/delete-node',
    ],
  },
  'no control plane joins beside one that is not well': {
    inventory: { hosts: ['cp-1', 'cp-2', 'cp-3', 'cp-4', 'cp-5', 's-1'], controlPlane: 5 },
    world: { 'cp-2': 'dead', 'cp-3': 'dead', 'cp-4': 'unvisited', 'cp-5': 'unvisited', 'w-1': 'unvisited' },
    operations: [
      'cp-2/drain-node',
      'cp-2/remove-etcd-member <- cp-2/drain-node',
      'cp-2/delete-node <- cp-2/remove-etcd-member',
    ],
  },
  'what was begun is finished': {
    inventory: { hosts: [...HOSTS, 's-1'], workers: { replicas: 3 } },
    world: { 'w-1': 'deleting dead' },
    operations: [
      's-1/prepare-host',
      's-1/join-worker <- s-1/prepare-host',
      'w-1/drain-node',
      'w-1/delete-node <- w-1/drain-node',
    ],
  },
  'nothing else that the inventory wants is done': {
    inventory: { hosts: ['cp-1', 'cp-2', 'cp-3', 'w-1', 'w-2', 'w-4'], workers: { replicas: 2 } },
    world: { 'w-1': 'old', 'w-2': 'deleting dead no-node', 'w-4': '' },
    operations: ['w-2/delete-node'],
  },
  'one without a Node is marked before its host is touched': {
    world: { 'w-1': 'no-node' },
    operations: [
      'w-1/drain-node',
      'w-1/clean-host <- w-1/drain-node',
      'w-1/delete-node <- w-1/clean-host',
      'w-1/prepare-host <- w-1/delete-node',
      'w-1/join-worker <- w-1/prepare-host',
    ],
  },
  'the same, killed while its host was cleaned': {
    world: { 'w-1': 'deleting no-node' },
    operations: [
      'w-1/clean-host',
      'w-1/delete-node <- w-1/clean-host',
      'w-1/prepare-host <- w-1/delete-node',
      'w-1/join-worker <- w-1/prepare-host',
    ],
  },
  'no machine is made that would be ahead of the control plane': {
    inventory: { hosts: [...HOSTS, 'w-4'] },
    world: { 'cp-2': 'old', 'w-1': 'half begun no-node', 'w-3': 'deleting dead' },
    operations: ['w-3/drain-node', 'w-3/delete-node <- w-3/drain-node'],
  },
  'a claim that would be one too many is left to apply': {
    inventory: { hosts: [...HOSTS, 's-1'], workers: { replicas: 3 } },
    world: { 'w-1': '', 's-1': 'claimed no-node no-record' },
    operations: [],
  },
  'a claim that is wanted is gone on with': {
    inventory: { hosts: [...HOSTS, 's-1'], workers: { replicas: 3 } },
    world: { 'w-1': 'bare no-node no-record', 's-1': 'claimed no-node no-record' },
    operations: ['s-1/join-worker'],
  },
  'a host that was installed anew waits until a check speaks': {
    world: { 'w-1': 'bare' },
    inventory: { healthChecks: [{ ...healthCheck('none'), unhealthyNodeConditions: [] }] },
    operations: [],
  },
};

describe('a plan that heals', () => {
  it.each(Object.entries(CASES))('%s', (_, { inventory, world, operations }) => {
    const { plan } = healed({ hosts: HOSTS, ...inventory }, { ...others, ...world });
    const all = plan.operations.filter(({ action }) => action !== 'verify-cluster');
    expect(all.map(({ id, needs }) => [id, ...(needs.length > 0 ? ['<-', ...needs] : [])].join(' '))).toEqual(
      operations,
    );
  });

  it.each<[string, Partial<ShortInventory>, World, string]>([
    ['another host first', { hosts: [...HOSTS, 's-1'] }, {}, 's-1'],
    ['when there is no other one', { hosts: HOSTS }, {}, 'w-3'],
  ])('makes what is missing on a host that was given up lately: %s', (_, inventory, world, host) => {
    const desired = shortDesired({ ...inventory, hosts: inventory.hosts ?? [], workers: { replicas: 3 } });
    const there = { ...others, 'w-1': 'unvisited', ...world, 'w-3': 'bare no-node no-record' };
    const observed = { ...observedWorld(desired, there), healing: { machines: {}, worn: ['w-3'] } };
    const plan = planCluster({ desired, observed, manifests: [], hash: () => '', revisionOf: () => WORLD_REVISION });
    expect(plan.operations.filter(({ action }) => action === 'join-worker').map((one) => one.host)).toEqual([host]);
  });

  it('does nothing on a host that cannot be used, and goes on with the others', () => {
    const desired = shortDesired({ hosts: HOSTS, healthChecks: [healthCheck('all')] });
    const world = { ...others, 'w-1': 'half begun no-node', 'w-2': 'ailing' };
    const seen = { ...seenAfter(6, observedWorld(desired, world)), unusable: { 'w-1': 'its disk is full' } };
    const observed = { ...seen, healing: judgeHealth(desired, seen).healing };
    const plan = planCluster({ desired, observed, manifests: [], hash: () => '', revisionOf: () => WORLD_REVISION });
    expect(new Set(plan.operations.flatMap(({ host }) => host ?? []))).toEqual(new Set(['w-2']));
  });

  it('says which check wanted it', () => {
    const { plan } = healed({ hosts: HOSTS }, { ...others, 'w-1': 'ailing' });
    expect(plan.operations[0]?.reason).toBe('unhealthy: Ready is False since 6m, 5m are allowed (all)');
    expect(plan.summary).toEqual({ create: 1, update: 0, delete: 1 });
  });

  it('visits one control plane, who is replaced and who takes the place', () => {
    const inventory = { hosts: [...HOSTS, 's-1', 's-2'], workers: { replicas: 3 } };
    const { input } = healed(inventory, { ...others, 'w-1': 'dead' });
    const hosts = Object.fromEntries(Object.entries(input.observed.hosts).filter(([name]) => name === 'cp-1'));
    expect(whomToVisit({ ...input, observed: { ...input.observed, hosts } }).toVisit).toEqual(['s-1', 'w-1']);
    const nobody = { ...input.observed, hosts, healing: { machines: {} } };
    expect(whomToVisit({ ...input, observed: nobody }).toVisit).toEqual([]);
  });

  it('is not kept from the workers by a control plane that cannot be helped', () => {
    const world = { ...others, 'cp-2': 'ailing', 'cp-3': 'deleting', 'w-1': 'ailing' };
    const { plan, findings } = healed({ hosts: HOSTS }, world);
    expect(findings.filter(({ severity }) => severity === 'refuse')).toEqual([]);
    expect(plan.operations.map(({ id }) => id)).toContain('w-1/drain-node');
  });

  const percents = fc.nat(100).map((percent) => `${percent}%`);

  it('takes away what a check has leave to, or what was begun; never more than a quorum bears', () => {
    fc.assert(
      fc.property(sites, percents, fc.integer({ min: 4, max: 8 }), ({ inventory, world }, maxUnhealthy, minutes) => {
        const healthChecks = [healthCheck('all', { maxUnhealthy })];
        const { plan, healing, checks, input } = healed({ ...inventory, healthChecks }, world, minutes);
        const begun = new Set(
          input.observed.cluster?.records.filter((one) => one.deletion || one.toBeCleaned).map(({ name }) => name),
        );
        const gone = plan.operations.flatMap(({ action, machine }) =>
          action === 'delete-node' ? [machine ?? ''] : [],
        );
        for (const name of gone) expect(begun.has(name) || name in healing.machines, name).toBe(true);

        const [check] = checks;
        if (check && Object.keys(healing.machines).length > 0) {
          const limit = Math.floor((Number.parseInt(maxUnhealthy, 10) * check.expectedMachines) / 100);
          expect(check.expectedMachines - check.currentHealthy).toBeLessThanOrEqual(limit);
        }

        const joined = new Set(plan.operations.flatMap(({ action, host }) => (/^join-/.test(action) ? [host] : [])));
        const cleaned = new Set(plan.operations.filter(({ action }) => /^clean-/.test(action)).map(({ host }) => host));
        for (const { id, host, action } of plan.operations) {
          expect(['upgrade-node', 'init-control-plane', 'apply-manifests', 'record-machines']).not.toContain(action);
          const isHeal = host === undefined || joined.has(host) || gone.includes(host) || cleaned.has(host);
          expect(isHeal, id).toBe(true);
        }
        const ids = plan.operations.map(({ id }) => id);
        for (const { needs } of plan.operations) expect(ids).toEqual(expect.arrayContaining(needs));

        let members = input.observed.cluster?.etcdMembers ?? [];
        for (const { action, host } of plan.operations) {
          if (action !== 'remove-etcd-member') continue;
          const member = members.find(({ name }) => name === host);
          if (!member) continue;
          expect(quorumAfter(members, { remove: member.id }).safe, JSON.stringify(plan.operations)).toBe(true);
          members = members.filter((one) => one !== member);
        }
      }),
    );
  });
});
