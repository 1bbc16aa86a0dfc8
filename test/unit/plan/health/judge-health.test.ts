import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { DesiredHealthCheck } from '../../../../src/model/desired.ts';
import type { Observed } from '../../../../src/model/observed.ts';
import { judgeHealth } from '../../../../src/plan/health/judge-health.ts';
import { sites } from '../../../support/arbitrary-world.ts';
import { healthCheck, ofControlPlanes, ofWorkers, seenAfter } from '../../../support/health-check.ts';
import {
  observedWorld,
  type ShortInventory,
  shortDesired,
  WORLD_BEGAN,
  type World,
} from '../../../support/planner-world.ts';

const workersCheck = healthCheck('workers-check', { selector: ofWorkers });
const controlPlaneCheck = healthCheck('control-plane-check', { selector: ofControlPlanes });
const site: ShortInventory = {
  hosts: ['cp-1', 'cp-2', 'cp-3', 'w-1', 'w-2', 'w-3', 's-1', 's-2'],
  controlPlane: 3,
  workers: { replicas: 3 },
  healthChecks: [workersCheck, controlPlaneCheck],
};
const well: World = { 'cp-1': '', 'cp-2': '', 'cp-3': '', 'w-1': '', 'w-2': '', 'w-3': '' };
const withoutSpares = { ...site, hosts: site.hosts.slice(0, 6) };

interface Case {
  inventory?: Partial<ShortInventory>;
  world: World;
  /** Minutes. Default 6. */
  after?: number;
  change?: (observed: Observed) => void;
  /** Names. */
  replaced?: string[];
  whyNot?: Record<string, string>;
  /** Verdicts on those that are unwell. */
  says?: Record<string, string>;
}

function judge({ inventory, world, after = 6, change }: Case) {
  const desired = shortDesired({ ...site, ...inventory });
  const there = Object.entries(well).filter(([name]) => desired.hosts.some((host) => host.name === name));
  const observed = observedWorld(desired, { ...Object.fromEntries(there), ...world });
  change?.(observed);
  return { desired, ...judgeHealth(desired, seenAfter(after, observed)) };
}

const nodeOf = ({ cluster }: Observed, name: string) => {
  const node = cluster?.nodes.find((one) => one.name === name);
  if (!node) throw new Error(`no node ${name}`);
  return node;
};

/** As the cluster remembers it: minutes after the world began. */
const givenUp =
  (after: number, names: string[], retryCount = 0) =>
  (observed: Observed) => {
    const timestamp = new Date(Date.parse(WORLD_BEGAN) + after * 60_000).toISOString();
    if (!observed.cluster) throw new Error('nobody tells of the cluster');
    observed.cluster.pastRemediations = names.map((machine) => ({
      machine,
      role: machine.startsWith('cp-') ? 'control-plane' : 'worker',
      timestamp,
      retryCount,
    }));
  };

const CASES: Record<string, Case> = {
  'all are well': { world: {} },
  'not Ready, but not for long enough': {
    world: { 'w-1': 'dead' },
    after: 4,
    says: { 'w-1': 'waiting UnhealthyNode Ready is Unknown since 4m, 5m are allowed' },
  },
  'to the second': { world: { 'w-1': 'dead' }, after: 5, replaced: [] },
  'a dead worker goes to a spare': {
    world: { 'w-1': 'dead' },
    replaced: ['w-1'],
    says: { 'w-1': 'unhealthy UnhealthyNode Ready is Unknown since 6m, 5m are allowed' },
  },
  'another state than the check names is not looked at': {
    inventory: { healthChecks: [{ ...workersCheck, unhealthyNodeConditions: [] }] },
    world: { 'w-1': 'dead' },
  },
  'a dead worker without a free host stays': {
    inventory: withoutSpares,
    world: { 'w-1': 'dead' },
    whyNot: { 'w-1': 'there is no free host for another one, and its own does not answer' },
  },
  'one whose host answers is made anew there': {
    inventory: withoutSpares,
    world: { 'w-1': 'ailing' },
    replaced: ['w-1'],
  },
  'not again on a host that did not help before': {
    inventory: withoutSpares,
    world: { 'w-1': 'ailing' },
    change: givenUp(-10, ['w-1']),
    whyNot: {
      'w-1':
        'it was given up on this host 16m ago already, and there is no other one: repair the host, or add one (role: spare); next try in 44m, or when it is annotated cluster.x-k8s.io/remediate-machine',
    },
  },
  'again after an hour': {
    inventory: withoutSpares,
    world: { 'w-1': 'ailing' },
    change: givenUp(-54, ['w-1']),
    replaced: ['w-1'],
  },
  'twice as long after each time': {
    inventory: withoutSpares,
    world: { 'w-1': 'ailing' },
    change: givenUp(-54, ['w-1'], 1),
    whyNot: { 'w-1': expect.stringContaining('given up on this host 1h ago already') },
  },
  'after a day at the latest': {
    inventory: withoutSpares,
    world: { 'w-1': 'ailing' },
    change: givenUp(-24 * 60 + 6, ['w-1'], 99),
    replaced: ['w-1'],
  },
  'at once where there is a spare': {
    world: { 'w-1': 'ailing' },
    change: givenUp(-10, ['w-1']),
    replaced: ['w-1'],
  },
  'at once where somebody wants it': {
    inventory: withoutSpares,
    world: { 'w-1': 'ailing marked' },
    change: givenUp(-10, ['w-1']),
    replaced: ['w-1'],
  },
  'not to and fro between two sick hosts': {
    inventory: { hosts: site.hosts.slice(0, 7), roles: { 's-1': 'worker' }, workers: { replicas: 3 } },
    world: { 'w-1': 'bare no-node no-record', 's-1': 'worker ailing' },
    change: givenUp(-10, ['w-1']),
    replaced: ['s-1'],
  },
  'not to and fro between two sick hosts, for ever': {
    inventory: { hosts: site.hosts.slice(0, 7), roles: { 's-1': 'worker' }, workers: { replicas: 3 } },
    world: { 'w-1': 'bare no-node no-record', 's-1': 'worker ailing' },
    change: givenUp(-10, ['w-1', 's-1']),
    whyNot: {
      's-1': expect.stringContaining('the only host for another one is w-1, on which one was given up 16m ago'),
    },
  },
  'a control plane on its own host, once': {
    inventory: withoutSpares,
    world: { 'cp-2': 'ailing' },
    change: givenUp(-10, ['cp-2']),
    whyNot: { 'cp-2': expect.stringContaining('given up on this host 16m ago already') },
  },
  'as many as there are hosts for, the newest first': {
    inventory: { hosts: site.hosts.slice(0, 7) },
    world: { 'w-1': 'dead 1', 'w-2': 'dead 2' },
    replaced: ['w-2'],
    whyNot: { 'w-1': 'there is no free host for another one, and its own does not answer' },
  },
  'a spare that does not answer is none': {
    world: { 'w-1': 'dead', 's-1': 'dead no-record no-node', 's-2': 'dead no-record no-node' },
    whyNot: { 'w-1': 'there is no free host for another one, and its own does not answer' },
  },
  'a spare that cannot be used is none, and is told': {
    inventory: { hosts: site.hosts.slice(0, 7) },
    world: { 'w-1': 'dead' },
    change: (observed) => {
      observed.unusable = { 's-1': 'conntrack is missing', 'cp-1': 'of another owner' };
    },
    whyNot: {
      'w-1':
        'there is no free host for another one (s-1 cannot be used: conntrack is missing), and its own does not answer',
    },
  },
  'one whose own host cannot be used, among others': {
    inventory: withoutSpares,
    world: { 'w-1': 'ailing', 'w-2': 'ailing' },
    change: (observed) => {
      observed.unusable = { 'w-1': 'its disk is full' };
    },
    replaced: ['w-2'],
    whyNot: { 'w-1': 'its host cannot be used: its disk is full' },
  },
  'two of three with 40 %': {
    inventory: { healthChecks: [{ ...workersCheck, maxUnhealthy: '40%' }] },
    world: { 'w-1': 'dead', 'w-2': 'dead' },
    whyNot: {
      'w-1': '2 of 3 not healthy, maxUnhealthy is 40%: 1',
      'w-2': '2 of 3 not healthy, maxUnhealthy is 40%: 1',
    },
  },
  'outside of the range': {
    inventory: { healthChecks: [{ ...workersCheck, unhealthyRange: { min: 2, max: 3 } }] },
    world: { 'w-1': 'dead' },
    whyNot: { 'w-1': '1 of 3 not healthy, unhealthyRange is [2-3]' },
  },
  'one at a time with maxInFlight': {
    inventory: { workers: { replicas: 3, maxInFlight: 1 } },
    world: { 'w-1': 'dead 1', 'w-2': 'dead 2' },
    replaced: ['w-2'],
    whyNot: { 'w-1': '1 of workers is being replaced: maxInFlight is 1' },
  },
  'what is on its way out counts for maxInFlight': {
    inventory: { workers: { replicas: 3, maxInFlight: 1 } },
    world: { 'w-1': 'dead', 'w-2': 'deleting' },
    whyNot: { 'w-1': '1 of workers is being replaced: maxInFlight is 1' },
    says: { 'w-2': 'waiting Deleting it is being removed' },
  },
  'annotated to be replaced, and first': {
    inventory: { workers: { replicas: 3, maxInFlight: 1 } },
    world: { 'w-1': 'marked 1', 'w-2': 'dead 2' },
    replaced: ['w-1'],
    whyNot: { 'w-2': '1 of workers is being replaced: maxInFlight is 1' },
    says: { 'w-1': 'unhealthy HasRemediateAnnotation it is annotated cluster.x-k8s.io/remediate-machine' },
  },
  'annotated on the Node': {
    world: {},
    change: (observed) => {
      nodeOf(observed, 'w-1').remediate = true;
    },
    replaced: ['w-1'],
  },
  'annotated to be left alone, and not counted': {
    inventory: { healthChecks: [{ ...workersCheck, maxUnhealthy: 1 }] },
    world: { 'w-1': 'dead spared', 'w-2': 'dead' },
    replaced: ['w-2'],
  },
  'its node is gone': {
    world: { 'w-1': 'no-node' },
    replaced: ['w-1'],
    says: { 'w-1': 'unhealthy NodeDeleted its node w-1 is gone' },
  },
  'its node is gone, and its host was installed anew': { world: { 'w-1': 'no-node bare' }, replaced: ['w-1'] },
  'its node is awaited': {
    world: { 'w-1': 'joining begun no-node' },
    after: -44_640 + 9,
    says: { 'w-1': 'waiting NodeNotReported its node is awaited since 9m, 10m are allowed' },
  },
  'its node did not come': {
    world: { 'w-1': 'half begun no-node' },
    after: -44_640 + 11,
    replaced: ['w-1'],
    says: { 'w-1': 'unhealthy NodeStartupTimeout its node is awaited since 11m, 10m are allowed' },
  },
  'its node may take for ever': {
    inventory: { healthChecks: [{ ...workersCheck, nodeStartupTimeoutMs: 0 }] },
    world: { 'w-1': 'half begun no-node' },
    says: { 'w-1': 'waiting NodeNotReported its node is awaited since 31d' },
  },
  'another condition of a Node that is Ready': {
    inventory: {
      healthChecks: [
        { ...workersCheck, unhealthyNodeConditions: [{ type: 'DiskPressure', status: 'True', timeoutMs: 60_000 }] },
      ],
    },
    world: {},
    change: (observed) => {
      nodeOf(observed, 'w-1').conditions?.push({ type: 'DiskPressure', status: 'True', since: '2026-02-01T00:04:30Z' });
    },
    replaced: ['w-1'],
  },
  'a condition of the machine': {
    inventory: {
      healthChecks: [
        {
          ...controlPlaneCheck,
          unhealthyNodeConditions: [],
          unhealthyMachineConditions: [{ type: 'EtcdMemberHealthy', status: 'False', timeoutMs: 0 }],
        },
      ],
    },
    world: { 'cp-2': 'ailing' },
    replaced: ['cp-2'],
    says: { 'cp-2': 'unhealthy UnhealthyMachine EtcdMemberHealthy is False' },
  },
  'a condition of the machine of which nobody knows since when': {
    inventory: {
      healthChecks: [
        {
          ...controlPlaneCheck,
          unhealthyNodeConditions: [],
          unhealthyMachineConditions: [{ type: 'EtcdMemberHealthy', status: 'False', timeoutMs: 1000 }],
        },
      ],
    },
    world: { 'cp-2': 'ailing' },
    says: { 'cp-2': 'waiting UnhealthyMachine EtcdMemberHealthy is False, 1s are allowed' },
  },
  'NodeHealthy is what the Node says': {
    inventory: {
      healthChecks: [
        {
          ...workersCheck,
          unhealthyNodeConditions: [],
          unhealthyMachineConditions: [{ type: 'NodeHealthy', status: 'Unknown', timeoutMs: 300_000 }],
        },
      ],
    },
    world: { 'w-1': 'dead' },
    replaced: ['w-1'],
  },
  'two checks, one of which allows it': {
    inventory: { healthChecks: [{ ...workersCheck, name: 'strict', maxUnhealthy: 0 }, workersCheck] },
    world: { 'w-1': 'dead' },
    replaced: ['w-1'],
  },
  'a machine pool replaces nothing': {
    inventory: {
      workers: { replicas: 3, kind: 'MachinePool' },
      healthChecks: [healthCheck('all')],
    },
    world: { 'w-1': 'dead' },
    whyNot: { 'w-1': 'machine pool workers replaces no machine by itself' },
  },
  'machines of what is not up to date wait for apply': {
    world: { 'w-1': 'dead', 'w-2': 'old' },
    whyNot: { 'w-1': 'workers is not up to date: first installer apply' },
  },
  'workers wait for the control plane to be up to date': {
    world: { 'w-1': 'dead', 'cp-3': 'old' },
    whyNot: { 'w-1': 'the control plane is not up to date: first installer apply' },
  },
  'machines that could not be made again stay': {
    inventory: { workers: { replicas: 3, version: 'v1.18.1' } },
    world: { 'w-1': 'older dead', 'w-2': 'older', 'w-3': 'older' },
    whyNot: {
      'w-1':
        'no machine of workers can be made: kubeadm v1.18.1 cannot join a cluster of v1.20.2: both must be of minor 1.20',
    },
  },
  'a host that is not selected any more': {
    inventory: { roles: { 'w-1': 'spare' }, workers: {} },
    world: { 'w-1': 'dead' },
    whyNot: { 'w-1': 'its host is not selected any more: installer apply removes it' },
  },
  'a dead control plane': { world: { 'cp-2': 'dead' }, replaced: ['cp-2'] },
  'the one that tells of the cluster is another then': { world: { 'cp-1': 'dead' }, replaced: ['cp-1'] },
  'one control plane at a time, what etcd suffers from first': {
    inventory: { hosts: ['cp-1', 'cp-2', 'cp-3', 'cp-4', 'cp-5', 's-1', 's-2'], controlPlane: 5 },
    world: { 'cp-4': '', 'cp-5': 'dead', 'cp-2': 'marked' },
    replaced: [],
    whyNot: { 'cp-2': 'cp-5 is not well either', 'cp-5': 'one control plane at a time: cp-2 comes first' },
  },
  'two dead control planes of five': {
    inventory: { hosts: ['cp-1', 'cp-2', 'cp-3', 'cp-4', 'cp-5', 's-1', 's-2'], controlPlane: 5 },
    world: { 'cp-4': 'dead 1', 'cp-5': 'dead 2' },
    replaced: ['cp-4'],
    whyNot: { 'cp-5': 'one control plane at a time: cp-4 comes first' },
  },
  'two ailing control planes of three: no quorum': {
    world: { 'cp-2': 'dead', 'cp-3': 'dead' },
    whyNot: { 'cp-2': 'etcd would have 1 healthy of 2 voting members and needs 2' },
  },
  'the only control plane': {
    inventory: { hosts: ['cp-1', 'w-1', 's-1'], controlPlane: 1 },
    world: { 'cp-1': 'marked' },
    whyNot: { 'cp-1': 'it is the only control plane' },
  },
  'while another control plane is removed': {
    world: { 'cp-2': 'dead', 'cp-3': 'deleting' },
    whyNot: { 'cp-2': 'cp-3 is being removed' },
  },
  'while another control plane is made': {
    world: { 'cp-2': 'dead', 'cp-3': 'joining begun no-node no-member' },
    after: -44_640 + 5,
    change: (observed) => {
      nodeOf(observed, 'cp-2').remediate = true;
    },
    whyNot: { 'cp-2': 'cp-3 is being made' },
  },
  'its replacement has failed already': {
    world: { 'cp-2': 'dead' },
    change: (observed) => {
      const record = observed.cluster?.records.find(({ name }) => name === 'cp-2');
      if (record) record.remediationFor = { machine: 'cp-9', timestamp: '2026-02-01T00:03:00Z', retryCount: 1 };
    },
    replaced: ['cp-2'],
  },
};

describe('judgeHealth', () => {
  it.each(Object.entries(CASES))('%s', (_, expected) => {
    const { healing, checks } = judge(expected);
    const unwell = checks.flatMap(({ machines }) => machines);
    expect(Object.keys(healing.machines)).toEqual(expected.replaced ?? []);
    const reasons = unwell.flatMap(({ name, whyNot }) => (whyNot === undefined ? [] : [[name, whyNot]]));
    if (expected.whyNot) expect(Object.fromEntries(reasons)).toMatchObject(expected.whyNot);
    for (const [name, verdict] of Object.entries(expected.says ?? {})) {
      const told = unwell.find((one) => one.name === name);
      expect(`${told?.unhealthy ? 'unhealthy' : 'waiting'} ${told?.reason} ${told?.message}`).toBe(verdict);
    }
  });

  it('remembers what a control plane is replaced for', () => {
    const first = judge({ world: { 'cp-2': 'dead' } });
    expect(first.healing.remediationFor).toEqual({
      machine: 'cp-2',
      timestamp: '2026-02-01T00:06:00.000Z',
      retryCount: 0,
    });
    const again = judge(CASES['its replacement has failed already'] ?? { world: {} });
    expect(again.healing.remediationFor?.retryCount).toBe(2);
  });

  it('remembers whom it takes away, and leaves a host that stays sick alone for longer and longer', () => {
    const desired = shortDesired({ ...site, ...withoutSpares });
    const observed = observedWorld(desired, { ...well, 'w-1': 'ailing' });
    if (!observed.cluster) throw new Error('nobody tells of the cluster');
    const hours: number[] = [];
    for (let minutes = 6; minutes <= 32 * 60; minutes += 15) {
      const { healing } = judgeHealth(desired, seenAfter(minutes, observed));
      expect(healing.remembered?.map(({ machine }) => machine) ?? []).toEqual(Object.keys(healing.machines));
      if (!healing.remembered) continue;
      observed.cluster.pastRemediations = [...healing.remembered];
      hours.push(Math.round(minutes / 60));
    }
    expect(hours).toEqual([0, 1, 3, 7, 15, 31]);
  });

  it('counts anew where the host was well in between', () => {
    const case4 = { inventory: withoutSpares, world: { 'w-1': 'ailing' } };
    const { healing } = judge({ ...case4, change: givenUp(-6 * 60, ['w-1'], 2) });
    expect(healing.remembered).toMatchObject([{ machine: 'w-1', role: 'worker', retryCount: 0 }]);
    const soon = judge({ ...case4, change: givenUp(-4 * 60, ['w-1'], 2) });
    expect(soon.healing.remembered).toMatchObject([{ retryCount: 3 }]);
  });

  it('says nothing while nobody tells of the cluster', () => {
    const { checks, healing } = judge({ world: { 'cp-1': 'dead', 'cp-2': 'dead', 'cp-3': 'dead' } });
    expect({ checks, healing }).toEqual({ checks: [], healing: { machines: {} } });
  });

  const limits: fc.Arbitrary<Partial<DesiredHealthCheck>> = fc.oneof(
    fc.record({
      maxUnhealthy: fc.oneof(
        fc.nat(4),
        fc.nat(100).map((percent) => `${percent}%`),
      ),
    }),
    fc
      .tuple(fc.nat(4), fc.nat(4))
      .map(([one, other]) => ({ unhealthyRange: { min: Math.min(one, other), max: Math.max(one, other) } })),
  );

  it('replaces one control plane at most, and nothing that no check allows', () => {
    fc.assert(
      fc.property(
        sites,
        limits,
        limits,
        fc.integer({ min: 0, max: 20 }),
        ({ inventory, world }, one, other, minutes) => {
          const healthChecks = [healthCheck('a', { selector: ofWorkers, ...one }), healthCheck('b', other)];
          const desired = shortDesired({ ...inventory, healthChecks });
          const observed = seenAfter(minutes, observedWorld(desired, world));
          const { checks, healing } = judgeHealth(desired, observed);
          const replaced = Object.keys(healing.machines);
          const controlPlanes = replaced.filter((name) => world[name]?.includes('control-plane') || name === 'cp-1');
          expect(controlPlanes.length).toBeLessThanOrEqual(1);
          for (const name of replaced) {
            const allowing = checks.filter(
              ({ conditions, machines }) =>
                conditions[0]?.status === 'True' && machines.some((told) => told.name === name && told.unhealthy),
            );
            expect(allowing).not.toEqual([]);
          }
          for (const { machines } of checks) {
            for (const { unhealthy, replaced: goes, whyNot } of machines) {
              expect(unhealthy && !goes).toBe(whyNot !== undefined);
            }
          }
        },
      ),
    );
  });
});
