import { describe, expect, test } from 'vitest';
import { controlPlaneTroubles, machineTroubles } from '../../../src/model/control-plane-health.ts';
import type { ClusterView } from '../../../src/model/observed.ts';
import { componentsOf, etcdMember, healthyCluster, nodeView } from '../../support/cluster-view.ts';
import { machineRecord } from '../../support/machine-record.ts';

const names = ['cp-1', 'cp-2', 'cp-3'];
const whole = healthyCluster(names);
const members = (of: Partial<ClusterView['etcdMembers'][number]>) => [
  ...whole.etcdMembers.slice(0, 2),
  etcdMember('cp-3', 3, of),
];
const nodes = (of: Parameters<typeof nodeView>[1]) => [...whole.nodes.slice(0, 2), nodeView('cp-3', of)];
const deletion = { since: '2026-11-23T05:47:56Z', reason: 'no longer in the inventory' };

/** What is wrong with cp-3, and the words for it. */
const troubles: [string, Partial<ClusterView>, string[]][] = [
  ['its node is gone', { nodes: whole.nodes.slice(0, 2) }, ['node cp-3 is not registered']],
  ['its kubelet is lost', { nodes: nodes({ ready: false, unreachable: true }) }, ['node cp-3 is not reachable']],
  [
    'its node is not Ready',
    { nodes: nodes({ ready: false, notReadyReason: 'KubeletNotReady' }) },
    ['node cp-3 is not Ready (KubeletNotReady)'],
  ],
  ...['kube-apiserver', 'kube-controller-manager', 'kube-scheduler', 'etcd'].map(
    (component): [string, Partial<ClusterView>, string[]] => [
      `its ${component} is not Ready`,
      {
        controlPlanePods: [
          ...componentsOf('cp-1'),
          ...componentsOf('cp-2'),
          ...componentsOf('cp-3').map((pod) => (pod.component === component ? { ...pod, ready: false } : pod)),
        ],
      },
      [`${component} of cp-3 is not Ready`],
    ],
  ),
  [
    'a component is missing',
    { controlPlanePods: (whole.controlPlanePods ?? []).slice(0, -1) },
    ['etcd of cp-3 is not Ready'],
  ],
  ['its member is gone', { etcdMembers: whole.etcdMembers.slice(0, 2) }, ['cp-3 has no etcd member']],
  ['its member is sick', { etcdMembers: members({ healthy: false }) }, ['etcd member cp-3 is not healthy']],
  [
    'nobody knows how its member is',
    { etcdMembers: members({ healthy: undefined }) },
    ['etcd member cp-3 is not healthy'],
  ],
  ['its member still learns', { etcdMembers: members({ learner: true }) }, ['etcd member cp-3 is still a learner']],
];

test('a control plane that is whole has no troubles', () => {
  expect(controlPlaneTroubles(whole, names)).toEqual([]);
  for (const name of names) expect(machineTroubles(whole, name)).toEqual([]);
});

describe.each(troubles)('a control plane where %s', (_, of, words) => {
  const view = { ...whole, ...of };

  test('is told in words', () => {
    expect(controlPlaneTroubles(view, names)).toEqual(words);
    expect(machineTroubles(view, 'cp-3')).toEqual(words);
  });

  test('is fine when that machine is the one to go', () => {
    expect(controlPlaneTroubles(view, names, { except: 'cp-3' })).toEqual([]);
    expect(machineTroubles(view, 'cp-1')).toEqual([]);
  });

  test('is not fine when another one is to go', () => {
    expect(controlPlaneTroubles(view, names, { except: 'cp-1' })).toEqual(words);
  });
});

test('a member that never started is a trouble, whoever goes', () => {
  const view = { ...whole, etcdMembers: [...whole.etcdMembers, etcdMember('', 4)] };
  expect(controlPlaneTroubles(view, names, { except: 'cp-3' })).toEqual(['etcd member a4 was added but never started']);
});

test('a sick member of a machine that nobody names is a trouble', () => {
  const view = { ...whole, etcdMembers: [...whole.etcdMembers, etcdMember('cp-9', 9, { healthy: false })] };
  expect(controlPlaneTroubles(view, names)).toEqual(['etcd member cp-9 is not healthy']);
});

test('the silence of etcd is not taken for health, unless etcd is not ours', () => {
  const view = { ...whole, etcdMembers: [] };
  expect(controlPlaneTroubles(view, names)).toEqual(['etcd does not tell its members']);
  expect(machineTroubles(view, 'cp-1')).toEqual(['cp-1 has no etcd member']);
  const withoutEtcd = (whole.controlPlanePods ?? []).filter(({ component }) => component !== 'etcd');
  const external = { ...view, controlPlanePods: withoutEtcd };
  expect(controlPlaneTroubles(external, names, { externalEtcd: true })).toEqual([]);
  expect(machineTroubles(external, 'cp-1', { externalEtcd: true })).toEqual([]);
});

test('components that were not told are not missed', () => {
  expect(controlPlaneTroubles({ ...whole, controlPlanePods: undefined }, names)).toEqual([]);
});

test('before there is a pod network a node need not be Ready, but its kubelet must live', () => {
  const ask = (of: Parameters<typeof nodeView>[1]) =>
    controlPlaneTroubles({ ...whole, nodes: nodes(of) }, names, { beforePodNetwork: true });
  expect(ask({ ready: false, notReadyReason: 'no CNI' })).toEqual([]);
  expect(ask({ ready: false, unreachable: true })).toEqual(['node cp-3 is not reachable']);
});

test('one that is being removed keeps the others from being changed; one that has left does not', () => {
  const view = { ...whole, records: [machineRecord('cp-2', { deletion })] };
  expect(controlPlaneTroubles(view, names, { except: 'cp-3' })).toEqual(['cp-2 is being removed']);
  expect(controlPlaneTroubles(view, names, { except: 'cp-2' })).toEqual([]);
  const both = { ...whole, records: [...view.records, machineRecord('cp-3', { deletion })] };
  expect(controlPlaneTroubles(both, names, { except: 'cp-3' }), 'both were begun').toEqual([]);
  const left = { ...whole, records: [machineRecord('cp-2', { deletion, toBeCleaned: true })] };
  expect(controlPlaneTroubles(left, names, { except: 'cp-3' })).toEqual([]);
});

test('one that is being removed keeps another from joining, but for the last one, which waits for it', () => {
  const view = { ...whole, records: [machineRecord('cp-1', { deletion })] };
  expect(controlPlaneTroubles(view, names)).toEqual(['cp-1 is being removed']);
  expect(controlPlaneTroubles(view, ['cp-1'])).toEqual([]);
});
