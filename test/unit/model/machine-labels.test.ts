import { expect, it } from 'vitest';
import { selectsLabels } from '../../../src/model/label-selector.ts';
import { machineLabels } from '../../../src/model/machine-labels.ts';
import { desiredCluster } from '../../support/desired.ts';

const desired = desiredCluster({ controlPlanes: 1, workers: 1 });
desired.controlPlane.machineLabels = { tier: 'front' };
const [workers] = desired.machineDeployments;
if (!workers) throw new Error('no workers');
workers.machineLabels = { nodepool: 'a', 'cluster.x-k8s.io/cluster-name': 'another' };
desired.machineDeployments.push({ ...workers, name: 'gpu', kind: 'MachinePool', machineLabels: {} });

it.each([
  [
    { role: 'control-plane' as const, owner: 'control-plane' },
    { tier: 'front', 'cluster.x-k8s.io/cluster-name': 'b-cluster', 'cluster.x-k8s.io/control-plane': '' },
  ],
  [
    { role: 'worker' as const, owner: 'workers' },
    { nodepool: 'a', 'cluster.x-k8s.io/cluster-name': 'b-cluster', 'cluster.x-k8s.io/deployment-name': 'workers' },
  ],
  [
    { role: 'worker' as const, owner: 'gpu' },
    { 'cluster.x-k8s.io/cluster-name': 'b-cluster', 'cluster.x-k8s.io/pool-name': 'gpu' },
  ],
])('labels of a machine of $owner', (machine, labels) => {
  expect(machineLabels(desired, machine)).toEqual(labels);
});

it.each([
  ['nothing picks all', {}, true],
  ['the empty value', { matchLabels: { 'cluster.x-k8s.io/control-plane': '' } }, true],
  ['another value', { matchLabels: { tier: 'back' } }, false],
  ['a label that is not there', { matchLabels: { toString: 'x' } }, false],
  ['In', { matchExpressions: [{ key: 'tier', operator: 'In', values: ['front', 'back'] }] }, true],
  ['NotIn of another', { matchExpressions: [{ key: 'pool', operator: 'NotIn', values: ['a'] }] }, true],
  ['Exists', { matchExpressions: [{ key: 'pool', operator: 'Exists' }] }, false],
  ['both', { matchLabels: { tier: 'front' }, matchExpressions: [{ key: 'tier', operator: 'DoesNotExist' }] }, false],
])('a selector: %s', (_, selector, picks) => {
  expect(selectsLabels(selector, machineLabels(desired, { role: 'control-plane', owner: 'control-plane' }))).toBe(
    picks,
  );
});
