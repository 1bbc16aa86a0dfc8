import { describe, expect, it } from 'vitest';
import type { Taint } from '../../../src/model/desired.ts';
import { machinesOf } from '../../../src/model/machine.ts';
import type { NodeView } from '../../../src/model/observed.ts';
import { missingMetadata, wantedMetadata } from '../../../src/plan/nodes.ts';
import { nodeView } from '../../support/cluster-view.ts';
import { shortDesired } from '../../support/planner-world.ts';

interface Case {
  name: string;
  wanted: { labels?: Record<string, string>; taints?: Taint[] };
  /** Absent: no such node. */
  has?: Partial<NodeView>;
  missing: { labels: Record<string, string>; taints: Taint[] };
}

const taint = (value?: string): Taint => ({
  key: 'dedicated',
  effect: 'NoSchedule',
  ...(value !== undefined && { value }),
});
const nothing = { labels: {}, taints: [] };

const cases: Case[] = [
  { name: 'nothing wanted of a node that is not there', wanted: {}, missing: nothing },
  {
    name: 'everything, where there is no node yet',
    wanted: { labels: { tier: 'front' }, taints: [taint('db')] },
    missing: { labels: { tier: 'front' }, taints: [taint('db')] },
  },
  {
    name: 'nothing, where the node has it all',
    wanted: { labels: { tier: 'front' }, taints: [taint('db')] },
    has: { labels: { tier: 'front' }, taints: [taint('db')] },
    missing: nothing,
  },
  {
    name: 'labels and taints of others are left alone',
    wanted: { labels: { tier: 'front' } },
    has: { labels: { tier: 'front', zone: 'a' }, taints: [taint('db')] },
    missing: nothing,
  },
  {
    name: 'a label of another value',
    wanted: { labels: { tier: 'front', zone: 'a' } },
    has: { labels: { tier: 'back', zone: 'a' } },
    missing: { labels: { tier: 'front' }, taints: [] },
  },
  {
    name: 'an empty label value is a value',
    wanted: { labels: { 'node-role.kubernetes.io/worker': '' } },
    has: {},
    missing: { labels: { 'node-role.kubernetes.io/worker': '' }, taints: [] },
  },
  {
    name: 'a taint of another value',
    wanted: { taints: [taint('db')] },
    has: { taints: [taint('web')] },
    missing: { labels: {}, taints: [taint('db')] },
  },
  {
    name: 'a taint of another effect',
    wanted: { taints: [taint('db')] },
    has: { taints: [{ ...taint('db'), effect: 'NoExecute' }] },
    missing: { labels: {}, taints: [taint('db')] },
  },
  {
    name: 'no value and an empty value are one',
    wanted: { taints: [taint('')] },
    has: { taints: [taint()] },
    missing: nothing,
  },
  {
    name: 'an empty value and no value are one',
    wanted: { taints: [taint()] },
    has: { taints: [taint('')] },
    missing: nothing,
  },
];

describe('missingMetadata', () => {
  it.each(cases)('$name', ({ wanted, has, missing }) => {
    expect(missingMetadata({ labels: {}, taints: [], ...wanted }, has && nodeView('w-1', has))).toEqual(missing);
  });
});

describe('wantedMetadata', () => {
  const desired = shortDesired({ hosts: ['cp-1', 'w-1'], zones: { 'cp-1': 'a', 'w-1': 'b' } });
  const of = (name: string, node: NodeView | undefined, made = false) => {
    const machine = machinesOf(desired).find((candidate) => candidate.name === name) ?? expect.fail(`no ${name}`);
    return wantedMetadata(desired, machine, node, made);
  };
  const zone = (value: string) => ({ 'topology.kubernetes.io/zone': value });
  const role = { 'node-role.kubernetes.io/control-plane': '', 'node-role.kubernetes.io/master': '' };
  const taints = [{ key: 'node-role.kubernetes.io/master', effect: 'NoSchedule' }];

  it('is what the inventory says; of a control plane that has the label of its role no more than that', () => {
    expect(of('w-1', undefined)).toEqual({ labels: zone('b'), taints: [] });
    expect(of('cp-1', nodeView('cp-1', { controlPlane: true }))).toEqual({ labels: zone('a'), taints: [] });
  });

  it('is what kubeadm gave it too, where a control plane was registered anew, or is to be', () => {
    const whole = { labels: { ...role, ...zone('a') }, taints };
    expect(of('cp-1', nodeView('cp-1', { controlPlane: false }))).toEqual(whole);
    expect(of('cp-1', undefined)).toEqual(whole);
  });

  it('is left to kubeadm where that makes the control plane', () => {
    expect(of('cp-1', undefined, true)).toEqual({ labels: zone('a'), taints: [] });
  });
});
