import { describe, expect, it } from 'vitest';
import type { MachineMark } from '../../../src/model/facts.ts';
import type { ObservedHost } from '../../../src/model/observed.ts';
import { clusterIdentity, isHeadless, reachableFacts } from '../../../src/plan/cluster-identity.ts';
import { machineStates } from '../../../src/plan/machine-states.ts';
import { clusterView } from '../../support/cluster-view.ts';
import { desiredCluster } from '../../support/desired.ts';
import { bareFacts, mark } from '../../support/facts.ts';
import { machineRecord } from '../../support/machine-record.ts';

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
    name: 'so does a claim that was made to join',
    marks: { 'cp-2': { phase: 'claimed', bootstrap: 'join-control-plane' }, 'cp-1': claimed },
    uid: 'uid-1',
    witnesses: ['cp-2'],
  },
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

function hostsWith(marks: Case['marks']): Record<string, ObservedHost> {
  return Object.fromEntries(
    Object.entries(factsWith(marks)).map(([name, facts]) => [name, { reachable: true, facts, steps: [] }]),
  );
}

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
    expect(clusterIdentity(desired, { hosts: hostsWith(marks) })).toEqual({ uid, initialised, witnesses });
  });

  it('knows control planes that were not visited by their records', () => {
    const cluster = clusterView({ records: [machineRecord('cp-2'), machineRecord('cp-3', { revision: undefined })] });
    expect(clusterIdentity(desired, { hosts: hostsWith({ 'cp-1': {} }), cluster })).toEqual({
      uid: 'uid-1',
      initialised: ['cp-1', 'cp-2'],
      witnesses: ['cp-1'],
    });
  });

  it('lets records of control planes outvote one host brought in from elsewhere', () => {
    const hosts = hostsWith({ 'w-2': { role: 'control-plane', clusterUid: 'uid-2' }, 'cp-1': {} });
    const cluster = clusterView({ records: [machineRecord('cp-1'), machineRecord('cp-2'), machineRecord('cp-3')] });
    expect(clusterIdentity(desired, { hosts, cluster }).uid).toBe('uid-1');
  });

  it('goes by what a machine is, not by what the inventory wants of its host', () => {
    const hosts = hostsWith({ 'w-1': { role: 'control-plane' }, 'cp-1': { role: 'worker' } });
    expect(clusterIdentity(desired, { hosts }).initialised).toEqual(['w-1']);
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

describe('isHeadless', () => {
  it.each<[boolean, Record<string, Partial<MachineMark>>]>([
    [true, { 'w-1': {} }],
    [true, { 'w-1': { phase: 'claimed', bootstrap: 'join-worker' } }],
    [false, { 'w-1': {}, 'cp-1': {} }],
    [false, { 'w-1': claimed }],
    [false, { 'cp-1': { phase: 'bootstrapping', bootstrap: 'init' } }],
    [false, {}],
  ])('%s where hosts tell %j', (expected, marks) => {
    expect(isHeadless(clusterIdentity(desired, { hosts: hostsWith(marks) }))).toBe(expected);
  });
});

describe('machineStates', () => {
  it('measures every host against the identity that most control planes agree on', () => {
    const hosts = hostsWith({ 'cp-1': {}, 'cp-2': {}, 'cp-3': { clusterUid: 'uid-2' }, 'w-1': claimed });
    expect(machineStates(desired, { hosts })).toEqual({
      'cp-1': 'bootstrapped',
      'cp-2': 'bootstrapped',
      'cp-3': 'foreign',
      'w-1': 'claimed',
      'w-2': 'bare',
    });
  });

  it('takes the state of a host that was not visited, or does not answer, from its record', () => {
    const silent = { reachable: false as const, error: { message: 'no route to host' } };
    const records = ['cp-1', 'cp-2', 'cp-3'].map((name) => machineRecord(name));
    const cluster = clusterView({ records: [...records, machineRecord('w-1', { revision: undefined })] });
    expect(machineStates(desired, { hosts: { ...hostsWith({ 'cp-1': {} }), 'cp-2': silent }, cluster })).toMatchObject({
      'cp-1': 'bootstrapped',
      'cp-2': 'bootstrapped',
      'cp-3': 'bare',
      'w-1': 'bare',
    });
    expect(machineStates(desired, { hosts: {}, cluster })).toEqual({
      'cp-1': 'bootstrapped',
      'cp-2': 'bootstrapped',
      'cp-3': 'bootstrapped',
    });
  });
});
