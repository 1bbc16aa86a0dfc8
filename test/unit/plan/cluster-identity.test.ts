import { describe, expect, it } from 'vitest';
import type { MachineMark } from '../../../src/model/facts.ts';
import { clusterIdentity, reachableFacts } from '../../../src/plan/cluster-identity.ts';
import { machineStates } from '../../../src/plan/plan-cluster.ts';
import { desiredCluster } from '../../support/desired.ts';
import { bareFacts, mark } from '../../support/facts.ts';

interface Case {
  name: string;
  marks: Record<string, Partial<MachineMark>>;
  uid?: string;
  initialised?: string[];
  witnesses?: string[];
}

const claimed = { phase: 'claimed' } as const;
const joining = { phase: 'bootstrapping', bootstrap: 'join-worker' } as const;

const cases: Case[] = [
  { name: 'no mark anywhere', marks: {} },
  { name: 'claims only', marks: { 'cp-1': claimed, 'w-1': claimed }, uid: 'uid-1' },
  {
    name: 'an init that did not finish proves no cluster',
    marks: { 'cp-1': { phase: 'bootstrapping', bootstrap: 'init' } },
    uid: 'uid-1',
  },
  {
    name: 'a control plane that was bootstrapped',
    marks: { 'cp-2': {}, 'cp-1': claimed },
    uid: 'uid-1',
    initialised: ['cp-2'],
    witnesses: ['cp-2'],
  },
  {
    name: 'a worker alone proves that there was a cluster to join',
    marks: { 'w-1': { role: 'worker' } },
    uid: 'uid-1',
    witnesses: ['w-1'],
  },
  { name: 'so does a join that did not finish', marks: { 'w-1': joining }, uid: 'uid-1', witnesses: ['w-1'] },
  {
    name: 'so does a control plane that began to join',
    marks: { 'cp-2': { phase: 'bootstrapping', bootstrap: 'join-control-plane' } },
    uid: 'uid-1',
    witnesses: ['cp-2'],
  },
  {
    name: 'control planes weigh more than any number of workers',
    marks: { 'cp-1': {}, 'w-1': { clusterUid: 'uid-2' }, 'w-2': { clusterUid: 'uid-2' } },
    uid: 'uid-1',
    initialised: ['cp-1'],
    witnesses: ['cp-1'],
  },
  {
    name: 'one control plane from elsewhere does not take the name over',
    marks: { 'cp-1': { clusterUid: 'uid-2' }, 'cp-2': {}, 'cp-3': {} },
    uid: 'uid-1',
    initialised: ['cp-2', 'cp-3'],
    witnesses: ['cp-2', 'cp-3'],
  },
  { name: 'marks of other clusters do not count', marks: { 'cp-1': { cluster: 'a-cluster', clusterUid: 'uid-9' } } },
];

const desired = desiredCluster({ controlPlanes: 3, workers: 2 });

function factsWith(marks: Case['marks']) {
  return Object.fromEntries(
    desired.hosts.map(({ name }) => [
      name,
      bareFacts({ machine: marks[name] && mark({ machine: name, ...marks[name] }) }),
    ]),
  );
}

describe('clusterIdentity', () => {
  it.each(cases)('$name', ({ marks, uid, initialised = [], witnesses = [] }) => {
    expect(clusterIdentity(desired, factsWith(marks))).toEqual({ uid, initialised, witnesses });
  });
});

describe('reachableFacts', () => {
  it('leaves out hosts that did not answer', () => {
    const facts = bareFacts();
    const silent = { reachable: false as const, error: { message: 'no route to host' } };
    const observed = { hosts: { 'cp-1': { reachable: true as const, facts, steps: [] }, 'cp-2': silent } };
    expect(reachableFacts(observed)).toEqual({ 'cp-1': facts });
  });
});

describe('machineStates', () => {
  it('measures every host against the identity that most control planes agree on', () => {
    const facts = factsWith({ 'cp-1': {}, 'cp-2': {}, 'cp-3': { clusterUid: 'uid-2' }, 'w-1': claimed });
    const hosts = Object.fromEntries(
      Object.entries(facts).map(([name, seen]) => [name, { reachable: true as const, facts: seen, steps: [] }]),
    );
    expect(machineStates(desired, { hosts })).toEqual({
      'cp-1': 'bootstrapped',
      'cp-2': 'bootstrapped',
      'cp-3': 'foreign',
      'w-1': 'claimed',
      'w-2': 'bare',
    });
  });
});
