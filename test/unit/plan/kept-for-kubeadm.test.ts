import { describe, expect, it } from 'vitest';
import { clusterConfigurationFor } from '../../../src/kubeadm/documents.ts';
import type { Desired } from '../../../src/model/desired.ts';
import type { Observed } from '../../../src/model/observed.ts';
import { planCluster, refusePlan } from '../../../src/plan/plan-cluster.ts';
import {
  observedWorld,
  type ShortInventory,
  shortDesired,
  WORLD_REVISION,
  type World,
} from '../../support/planner-world.ts';

interface Kept {
  version?: string;
  clusterConfiguration?: Record<string, unknown>;
}

const CONFIG = 'cluster/update-kubeadm-config';
const SPARE: ShortInventory = { hosts: ['cp-1', 'cp-2', 'cp-3', 'w-1'] };
const WELL = { 'cp-1': '', 'cp-2': '', 'w-1': '' };

/** Where the cluster keeps this for kubeadm, and v1.20.2 and an empty specification are wanted. */
function planned(inventory: ShortInventory, world: World, kept: Kept | undefined, healing?: Observed['healing']) {
  const desired = shortDesired(inventory);
  const observed = observedWorld(desired, world);
  if (observed.cluster && kept) observed.cluster.clusterConfiguration = clusterConfiguration(desired, kept);
  if (healing) observed.healing = healing;
  const input = { desired, observed, manifests: [], hash: () => '', revisionOf: () => WORLD_REVISION };
  const { operations } = planCluster(input);
  return {
    ids: operations.map(({ id }) => id),
    needsOf: (id: string) => operations.find((one) => one.id === id)?.needs ?? [],
    reason: operations.find(({ id }) => id === CONFIG)?.reason,
    findings: refusePlan(input),
  };
}

function clusterConfiguration(desired: Desired, { version, clusterConfiguration: given }: Kept): string {
  const { controlPlane, hosts } = desired;
  const [host] = hosts;
  if (!host) throw new Error('no host');
  const kubeadmConfigSpec = given ? { clusterConfiguration: given } : {};
  return JSON.stringify(
    clusterConfigurationFor({ desired, host, kubernetesVersion: version ?? controlPlane.version, kubeadmConfigSpec }),
  );
}

describe('what the cluster keeps for kubeadm', () => {
  it.each<[string, Kept]>([
    ['of a version that was given up', { version: 'v1.20.3' }],
    ['of an older one', { version: 'v1.20.1' }],
    ['of a specification that was given up', { clusterConfiguration: { apiServer: { extraArgs: { v: '4' } } } }],
  ])('is written anew before a control plane joins: %s', (_, kept) => {
    const { ids, needsOf } = planned(SPARE, WELL, kept);
    expect(ids).toContain(CONFIG);
    expect(needsOf('cp-3/join-control-plane')).toContain(CONFIG);
  });

  it('says what is there, and what is wanted', () => {
    expect(planned(SPARE, WELL, { version: 'v1.20.3' }).reason).toContain('still of v1.20.3, and v1.20.2 is wanted');
  });

  it.each<[string, Kept | undefined]>([
    ['it is as wanted', {}],
    ['it was not told', undefined],
  ])('is left alone where %s', (_, kept) => {
    expect(planned(SPARE, WELL, kept).ids).not.toContain(CONFIG);
  });

  it('is left alone as long as kubeadm is to run nowhere', () => {
    expect(planned(SPARE, { ...WELL, 'cp-3': '' }, { version: 'v1.20.3' }).ids).toEqual([]);
  });

  it('comes before workers where it is newer than wanted, and only there', () => {
    const world = { 'cp-1': '', 'cp-2': '', 'cp-3': '' };
    expect(planned(SPARE, world, { version: 'v1.20.3' }).needsOf('w-1/join-worker')).toContain(CONFIG);
    expect(planned(SPARE, world, { version: 'v1.20.1' }).ids).not.toContain(CONFIG);
  });

  it.each([{ 'w-1': 'old' }, { 'w-1': 'old closed' }])('comes before an upgrade of a worker: %j', (world) => {
    const { needsOf } = planned(SPARE, { 'cp-1': '', 'cp-2': '', 'cp-3': '', ...world }, { version: 'v1.20.3' });
    expect(needsOf('w-1/upgrade-node')).toContain(CONFIG);
  });

  it('comes before the upgrade of a control plane that was begun and given up', () => {
    const world = { 'cp-1': 'closed', 'cp-2': '', 'cp-3': '', 'w-1': '' };
    expect(planned(SPARE, world, { version: 'v1.20.3' }).needsOf('cp-1/upgrade-node')).toContain(CONFIG);
  });

  it('comes before a control plane joins that takes the place of an unhealthy one', () => {
    const inventory = { hosts: ['cp-1', 'cp-2', 'cp-3', 's-1'], controlPlane: 3 };
    const world = { 'cp-1': '', 'cp-2': '', 'cp-3': 'dead' };
    const healing = { machines: { 'cp-3': 'its node is not Ready' } };
    const { needsOf } = planned(inventory, world, { version: 'v1.20.3' }, healing);
    expect(needsOf('s-1/join-control-plane')).toContain(CONFIG);
    expect(planned(inventory, world, {}, healing).ids).toContain('s-1/join-control-plane');
  });

  it('does not make a control plane go back that is of the newer version already', () => {
    const { findings } = planned(SPARE, { ...WELL, 'cp-2': 'newer' }, { version: 'v1.20.3' });
    expect(findings).toContainEqual(
      expect.objectContaining({ host: 'cp-2', check: 'version-skew', severity: 'refuse' }),
    );
  });
});
