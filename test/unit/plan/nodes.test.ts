import { describe, expect, it } from 'vitest';
import type { Taint } from '../../../src/model/desired.ts';
import type { NodeView } from '../../../src/model/observed.ts';
import { missingMetadata } from '../../../src/plan/nodes.ts';
import { nodeView } from '../../support/cluster-view.ts';

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
