import { describe, expect, it } from 'vitest';
import type { MachineState } from '../../../src/model/machine-state.ts';
import type { ClusterView, ObservedHost } from '../../../src/model/observed.ts';
import { type ClusterStatus, clusterStatus } from '../../../src/plan/cluster-status.ts';
import { clusterView, etcdMember, nodeView } from '../../support/cluster-view.ts';
import { desiredCluster } from '../../support/desired.ts';
import { bareFacts, mark } from '../../support/facts.ts';

const desired = desiredCluster({ controlPlanes: 1, workers: 1 });
const both: Record<string, MachineState> = { 'cp-1': 'bootstrapped', 'w-1': 'bootstrapped' };
const healthy = clusterView({
  kubernetesVersion: 'v1.20.2',
  nodes: [nodeView('cp-1'), nodeView('w-1', { kubeletVersion: 'v1.20.1' })],
  etcdMembers: [etcdMember('cp-1', 1)],
});

interface Situation {
  states?: Record<string, MachineState>;
  cluster?: ClusterView;
  initialised?: boolean;
  clusterUnavailable?: string;
  /** Hosts that do not answer. */
  silent?: string[];
}

function statusOf({ states = both, cluster, silent = [], initialised = true, clusterUnavailable }: Situation) {
  const answers = Object.keys(states).map((name): [string, ObservedHost] => [
    name,
    { reachable: true, facts: bareFacts({ machine: mark({ machine: name }) }), steps: [] },
  ]);
  const silences = silent.map((name): [string, ObservedHost] => [
    name,
    { reachable: false, error: { message: `${name} does not answer` } },
  ]);
  const hosts = Object.fromEntries([...answers, ...silences]);
  return clusterStatus({ desired, observed: { hosts, cluster }, states, initialised, clusterUnavailable });
}

/** `Type=Status (Reason): message` */
function told(conditions: ClusterStatus['conditions']): string[] {
  return conditions.map(({ type, status, reason, message }) => `${type}=${status} (${reason}): ${message}`);
}

interface ClusterCase extends Situation {
  name: string;
  phase: ClusterStatus['phase'];
  conditions: (string | RegExp)[];
}

const clusterCases: ClusterCase[] = [
  {
    name: 'nothing yet',
    states: { 'cp-1': 'bare', 'w-1': 'bare' },
    initialised: false,
    phase: 'Pending',
    conditions: [/^ControlPlaneInitialized=False/, 'Ready=False (APIUnavailable): there is no cluster yet'],
  },
  {
    name: 'a cluster that does not answer',
    clusterUnavailable: 'cp-1: refused',
    phase: 'Unreachable',
    conditions: [/^ControlPlaneInitialized=True/, 'Ready=Unknown (APIUnavailable): cp-1: refused'],
  },
  {
    name: 'all is well',
    cluster: healthy,
    phase: 'Provisioned',
    conditions: [
      /^ControlPlaneInitialized=True/,
      'EndpointAvailable=True (Answers): asked from cp-1',
      'EtcdClusterHealthy=True (Healthy): 1 members',
      /^Ready=True/,
    ],
  },
  {
    name: 'a node is not Ready',
    cluster: { ...healthy, nodes: [nodeView('cp-1'), nodeView('w-1', { ready: false })] },
    phase: 'Provisioning',
    conditions: [/./, /./, /./, 'Ready=False (MachinesNotReady): not Ready: w-1'],
  },
  {
    name: 'the endpoint is silent',
    cluster: { ...healthy, endpointAnswers: false },
    phase: 'Provisioning',
    conditions: [/./, /^EndpointAvailable=False \(NoAnswer\)/, /./, /^Ready=False \(EndpointSilent\)/],
  },
  {
    name: 'etcd members that are ill, learn or never started',
    cluster: {
      ...healthy,
      etcdMembers: [
        etcdMember('cp-1', 1),
        etcdMember('cp-2', 2, { healthy: false }),
        etcdMember('cp-3', 3, { learner: true }),
        etcdMember('', 4),
      ],
    },
    phase: 'Provisioned',
    conditions: [/./, /./, 'EtcdClusterHealthy=False (MembersUnhealthy): cp-2, cp-3, unstarted member a4', /./],
  },
];

describe('clusterStatus', () => {
  it.each(clusterCases)('of the cluster: $name', ({ phase, conditions, ...situation }) => {
    const status = statusOf(situation);
    expect(status.phase).toBe(phase);
    expect(told(status.conditions)).toEqual(
      conditions.map((words) => (words instanceof RegExp ? expect.stringMatching(words) : words)),
    );
  });

  it('names the cluster, its endpoint and what the API server says it is', () => {
    expect(statusOf({ cluster: healthy })).toMatchObject({
      cluster: 'b-cluster',
      endpoint: '192.168.73.192:6443',
      version: 'v1.20.2',
    });
    expect(statusOf({})).not.toHaveProperty('version');
  });

  it.each<[MachineState, boolean, string, string, string]>([
    ['bare', false, 'Pending', 'Available', 'NotStarted'],
    ['claimed', false, 'Provisioning', 'Claimed', 'NotStarted'],
    ['bootstrapping', false, 'Provisioning', 'InUse', 'Bootstrapping'],
    ['bootstrapping', true, 'Provisioning', 'InUse', 'Bootstrapping'],
    ['half-bootstrapped', true, 'Failed', 'InUse', 'BootstrapFailed'],
    ['bootstrapped', false, 'Provisioned', 'InUse', 'Bootstrapped'],
    ['bootstrapped', true, 'Running', 'InUse', 'Bootstrapped'],
    ['foreign', false, 'Failed', 'Foreign', 'HostServesAnotherCluster'],
  ])('of a machine: %s, node there: %s, is %s on a host %s', (state, node, phase, hostPhase, reason) => {
    const nodes = node ? healthy.nodes : [];
    const status = statusOf({ states: { ...both, 'w-1': state }, cluster: { ...healthy, nodes } });
    const machine = status.machines.find(({ name }) => name === 'w-1');
    expect(machine).toMatchObject({ phase, ready: node, version: node ? 'v1.20.1' : 'v1.20.2' });
    expect(machine?.conditions[1]).toMatchObject({ status: state === 'bootstrapped' ? 'True' : 'False', reason });
    expect(status.hosts.find(({ name }) => name === 'w-1')?.phase).toBe(hostPhase);
  });

  it('of a machine whose host does not answer: it runs where the cluster says so', () => {
    const { machines, hosts } = statusOf({ states: { 'cp-1': 'bootstrapped' }, silent: ['w-1'], cluster: healthy });
    expect(machines[1]).toMatchObject({ name: 'w-1', phase: 'Running', nodeName: 'w-1' });
    expect(told(machines[1]?.conditions ?? [])[0]).toBe('HostReachable=False (Unreachable): w-1 does not answer');
    expect(hosts.map(({ phase }) => phase)).toEqual(['InUse', 'Unreachable']);
  });

  it('of a host that was not asked: unknown', () => {
    expect(statusOf({ states: { 'cp-1': 'bootstrapped' } }).hosts[1]).toMatchObject({ name: 'w-1', phase: 'Unknown' });
  });
});
