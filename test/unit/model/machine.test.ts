import { describe, expect, it } from 'vitest';
import { etcdIsExternal } from '../../../src/model/external-etcd.ts';
import { machinesOf, nodeMetadata } from '../../../src/model/machine.ts';
import { desiredCluster } from '../../support/desired.ts';

describe('machinesOf', () => {
  it('names control planes first, then workers, each in the order of the inventory', () => {
    const desired = desiredCluster({ controlPlanes: 2, workers: 2 });
    desired.controlPlane.hosts = ['cp-2', 'cp-1'];
    expect(machinesOf(desired).map(({ name, role, owner }) => [name, role, owner])).toEqual([
      ['cp-2', 'control-plane', 'control-plane'],
      ['cp-1', 'control-plane', 'control-plane'],
      ['w-1', 'worker', 'workers'],
      ['w-2', 'worker', 'workers'],
    ]);
  });

  it('gives a worker the version and settings of its deployment', () => {
    const desired = desiredCluster({ controlPlanes: 1, workers: 1 });
    const [deployment] = desired.machineDeployments;
    if (deployment) Object.assign(deployment, { version: 'v1.19.7', kubeadmConfigSpec: { verbosity: 4 } });
    expect(machinesOf(desired).at(-1)).toMatchObject({ version: 'v1.19.7', kubeadmConfigSpec: { verbosity: 4 } });
  });

  it('does not make up a host', () => {
    const desired = desiredCluster({ controlPlanes: 1, workers: 0 });
    desired.controlPlane.hosts = ['cp-9'];
    expect(() => machinesOf(desired)).toThrow('cp-9');
  });
});

describe('nodeMetadata', () => {
  it("joins the deployment's labels and taints with the host's own, which win", () => {
    const desired = desiredCluster({ controlPlanes: 1, workers: 1 });
    const [deployment] = desired.machineDeployments;
    const worker = desired.hosts.find(({ name }) => name === 'w-1');
    if (!deployment || !worker) throw new Error('the fixture has no worker');
    deployment.labels = { tier: 'back', disk: 'hdd' };
    deployment.taints = [{ key: 'gpu', effect: 'NoSchedule' }];
    worker.labels = { disk: 'ssd' };
    worker.taints = [{ key: 'slow', value: 'yes', effect: 'PreferNoSchedule' }];
    const machine = machinesOf(desired).find(({ name }) => name === 'w-1');
    if (!machine) throw new Error('the fixture has no machine w-1');
    expect(nodeMetadata(desired, machine)).toEqual({
      labels: { tier: 'back', disk: 'ssd' },
      taints: [
        { key: 'gpu', effect: 'NoSchedule' },
        { key: 'slow', value: 'yes', effect: 'PreferNoSchedule' },
      ],
    });
  });

  it('gives control planes the taints of their owner, and no labels of workers', () => {
    const desired = desiredCluster({ controlPlanes: 1, workers: 0 });
    desired.controlPlane.taints = [{ key: 'dedicated', effect: 'NoSchedule' }];
    const [machine] = machinesOf(desired);
    if (!machine) throw new Error('the fixture has no machine');
    expect(nodeMetadata(desired, machine)).toEqual({
      labels: {},
      taints: [{ key: 'dedicated', effect: 'NoSchedule' }],
    });
  });
});

describe('etcdIsExternal', () => {
  it.each([
    [undefined, false],
    [{ etcd: { local: { dataDir: '/data/etcd' } } }, false],
    [{ etcd: { external: { endpoints: ['https://192.0.2.7:2379'] } } }, true],
  ])('%j: %s', (clusterConfiguration, external) => {
    const desired = desiredCluster({ controlPlanes: 1, workers: 0 });
    desired.controlPlane.kubeadmConfigSpec = clusterConfiguration ? { clusterConfiguration } : {};
    expect(etcdIsExternal(desired)).toBe(external);
  });
});
