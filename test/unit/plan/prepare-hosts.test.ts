import { describe, expect, it } from 'vitest';
import { planCluster } from '../../../src/plan/plan-cluster.ts';
import {
  observedWorld,
  type ShortInventory,
  shortDesired,
  WORLD_REVISION,
  type World,
} from '../../support/planner-world.ts';

/** Preparations and what of the plan each needs; on `drifted` something is not as it was. */
function preparations(inventory: ShortInventory, world: World, drifted: string[]): Record<string, string[]> {
  const desired = shortDesired(inventory);
  const observed = observedWorld(desired, world);
  for (const name of drifted) {
    const host = observed.hosts[name];
    if (!host?.reachable) throw new Error(`${name} was not visited`);
    host.steps = [{ id: 'os/sysctl', title: 'sysctl', status: 'change' }];
  }
  const input = { desired, observed, manifests: [], hash: () => '', revisionOf: () => WORLD_REVISION };
  const { operations } = planCluster(input);
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
