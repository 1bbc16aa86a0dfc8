import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { PlannedOperation } from '../../../src/model/plan.ts';
import { planCluster, refusePlan } from '../../../src/plan/plan-cluster.ts';
import { situationOf } from '../../../src/plan/situation.ts';
import { sites } from '../../support/arbitrary-world.ts';
import {
  observedWorld,
  type ShortInventory,
  shortDesired,
  WORLD_REVISION,
  type World,
} from '../../support/planner-world.ts';
import { runs, within } from '../../support/runs.ts';

const RUNS = runs(400);

/** What is planned where on the hosts that `drifted` names something is not as it was. */
function planned(inventory: ShortInventory, world: World, drifted: (name: string) => boolean) {
  const desired = shortDesired(inventory);
  const observed = observedWorld(desired, world);
  for (const [name, host] of Object.entries(observed.hosts)) {
    if (!drifted(name) || !host.reachable) continue;
    host.steps = [{ id: 'os/sysctl', title: 'sysctl', status: 'change' }];
  }
  const input = { desired, observed, manifests: [], hash: () => '', revisionOf: () => WORLD_REVISION };
  return { desired, observed, input, operations: planCluster(input).operations };
}

/** Preparations and what of the plan each needs; on `drifted` something is not as it was. */
function preparations(inventory: ShortInventory, world: World, drifted: string[]): Record<string, string[]> {
  const { operations } = planned(inventory, world, (name) => drifted.includes(name));
  return Object.fromEntries(
    operations
      .filter(({ action }) => action === 'prepare-host')
      .map(({ host = '', needs }) => [host, needs.map((id) => id.replace('/prepare-host', ''))]),
  );
}

const CLUSTER: World = { 'cp-1': '', 'cp-2': '', 'cp-3': '', 'w-1': '', 'w-2': '' };
const HOSTS = Object.keys(CLUSTER);

describe('preparations', () => {
  it('of control planes that serve come one after the other, of workers side by side', () => {
    expect(preparations({ hosts: HOSTS }, CLUSTER, HOSTS)).toEqual({
      'cp-1': [],
      'cp-2': ['cp-1'],
      'cp-3': ['cp-2'],
      'w-1': [],
      'w-2': [],
    });
  });

  it('leave out who has nothing to be done', () => {
    expect(preparations({ hosts: HOSTS }, CLUSTER, ['cp-1', 'cp-3'])).toEqual({ 'cp-1': [], 'cp-3': ['cp-1'] });
  });

  it('begin with the control plane that ails', () => {
    const world = { ...CLUSTER, 'cp-2': 'ailing' };
    expect(preparations({ hosts: HOSTS }, world, HOSTS)).toMatchObject({
      'cp-2': [],
      'cp-1': ['cp-2'],
      'cp-3': ['cp-1'],
    });
  });

  it('of hosts that bear no machine yet wait for nobody, and nobody for them', () => {
    expect(preparations({ hosts: ['cp-1', 'cp-2', 'cp-3', 'w-1'] }, {}, [])).toEqual({
      'cp-1': [],
      'cp-2': [],
      'cp-3': [],
      'w-1': [],
    });
    const world = { 'cp-1': '', 'cp-2': '', 'cp-3': '' };
    expect(preparations({ hosts: ['cp-1', 'cp-2', 'cp-3', 'cp-4'] }, world, ['cp-1', 'cp-3'])).toEqual({
      'cp-1': [],
      'cp-3': ['cp-1'],
      'cp-4': [],
    });
  });
});

/** Whatever disturbs a control plane: what makes and removes one, what cleans an unfinished one, what is prepared under one that serves. */
function disturbances({ desired, observed, operations }: ReturnType<typeof planned>): PlannedOperation[] {
  const { machines, removals, states, vacating } = situationOf(desired, observed);
  const wanted = machines.filter(({ role }) => role === 'control-plane').map(({ name }) => name);
  const leaving = removals.filter(({ machine }) => machine.role === 'control-plane').map(({ machine }) => machine.name);
  return operations.filter(({ action, machine = '' }) => {
    if (/^(drain-node|remove-etcd-member|clean-host|delete-node)$/.test(action)) return leaving.includes(machine);
    if (action === 'clean-half-bootstrapped') return wanted.includes(machine);
    if (action === 'prepare-host')
      return wanted.includes(machine) && states[machine] === 'bootstrapped' && !vacating.has(machine);
    return /^(init|join)-control-plane$/.test(action);
  });
}

describe('control planes that serve are left alone while another one comes or goes', () => {
  const everywhere = () => true;

  it.each<[string, ShortInventory, World, string]>([
    [
      'one that joins finds them prepared',
      { hosts: ['cp-1', 'cp-2', 'cp-3', 'cp-4', 'cp-5'] },
      { 'cp-1': '', 'cp-2': '', 'cp-3': '' },
      'cp-1/prepare-host cp-2/prepare-host cp-3/prepare-host cp-4/join-control-plane cp-5/join-control-plane',
    ],
    [
      'one that is well goes when the others are prepared',
      { hosts: ['cp-1'] },
      { 'cp-1': '', 'cp-2': '', 'cp-3': '' },
      'cp-1/prepare-host cp-2/delete-node cp-3/delete-node',
    ],
    [
      'a dead one goes first: etcd can miss nobody as long as it counts',
      { hosts: ['cp-1', 'cp-3', 's-1'], controlPlane: 3 },
      { 'cp-1': '', 'cp-2': 'dead', 'cp-3': '' },
      'cp-2/delete-node cp-1/prepare-host cp-3/prepare-host s-1/join-control-plane',
    ],
    [
      'who ails is mended before anything else',
      { hosts: ['cp-1', 'cp-2', 'cp-3', 'cp-4', 's-1'], controlPlane: 5 },
      { 'cp-1': '', 'cp-2': '', 'cp-3': 'ailing', 'cp-4': '', 'cp-5': 'dead' },
      'cp-3/prepare-host cp-5/delete-node cp-1/prepare-host cp-2/prepare-host cp-4/prepare-host s-1/join-control-plane',
    ],
    [
      'kubeadm that is at work comes to its end first',
      { hosts: ['cp-1', 'cp-2', 'cp-3'] },
      { 'cp-1': '', 'cp-2': 'joining begun learner' },
      'cp-2/join-control-plane cp-1/prepare-host cp-3/join-control-plane',
    ],
    [
      'an unfinished one is cleaned first',
      { hosts: ['cp-1', 'cp-2', 'cp-3'] },
      { 'cp-1': '', 'cp-2': '', 'cp-3': 'half begun no-node no-member' },
      'cp-3/clean-half-bootstrapped cp-1/prepare-host cp-2/prepare-host cp-3/join-control-plane',
    ],
  ])('%s', (_, inventory, world, order) => {
    const site = planned(inventory, world, everywhere);
    const turns = disturbances(site).filter(
      ({ action }) => !/^(drain-node|remove-etcd-member|clean-host)$/.test(action),
    );
    expect(turns.map(({ id }) => id).join(' ')).toBe(order);
    waitForEachOther(site);
  });

  it(
    'whatever there is',
    () => {
      let both = 0;
      const property = fc.property(sites, ({ inventory, world }) => {
        const site = planned(inventory, world, everywhere);
        fc.pre(!refusePlan(site.input).some(({ severity }) => severity === 'refuse'));
        const actions = disturbances(site).map(({ action }) => action);
        if (actions.includes('prepare-host') && actions.some((action) => action !== 'prepare-host')) both++;
        waitForEachOther(site);
      });
      fc.assert(property, { numRuns: RUNS });
      expect(both).toBeGreaterThan(RUNS / 4);
    },
    within(60_000),
  );

  /** Of any two the later one needs the earlier one, directly or not; and nothing needs what comes after it. */
  function waitForEachOther(site: ReturnType<typeof planned>): void {
    const before = new Map<string, Set<string>>();
    for (const { id, needs } of site.operations) {
      for (const need of needs) expect([...before.keys()], `${id} needs ${need}`).toContain(need);
      before.set(id, new Set(needs.flatMap((need) => [need, ...(before.get(need) ?? [])])));
    }
    const turns = disturbances(site).map(({ id }) => id);
    for (const [i, id] of turns.entries()) {
      const previous = turns[i - 1];
      if (previous) expect([...(before.get(id) ?? [])], id).toContain(previous);
    }
  }
});
