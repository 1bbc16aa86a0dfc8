import { describe, expect, it } from 'vitest';
import type { Desired } from '../../../src/model/desired.ts';
import type { HostFacts } from '../../../src/model/facts.ts';
import type { MachineState } from '../../../src/model/machine-state.ts';
import type { ClusterView, ControlPlanePod, ObservedHost } from '../../../src/model/observed.ts';
import { type ClusterStatus, clusterStatus } from '../../../src/plan/cluster-status.ts';
import { clusterView, etcdMember, nodeView } from '../../support/cluster-view.ts';
import { desiredCluster } from '../../support/desired.ts';
import { bareFacts, mark } from '../../support/facts.ts';
import { machineRecord } from '../../support/machine-record.ts';

/** How a host looks that is in this state. */
function factsOf(name: string, state: MachineState): HostFacts {
  const phase = state === 'half-bootstrapped' ? 'bootstrapping' : state;
  const facts = bareFacts();
  const kubeletConf = state === 'bootstrapped';
  const kubeadm = { ...facts.kubeadm, bootstrapRunning: state === 'bootstrapping', kubeletConf };
  if (phase === 'bare') return facts;
  if (phase === 'foreign') return { ...facts, machine: mark({ machine: name, cluster: 'another' }) };
  return { ...facts, kubeadm, machine: mark({ machine: name, phase }) };
}

interface Situation {
  desired?: Desired;
  /** Of hosts that answer. Default: cp-1 and w-1 are bootstrapped. */
  hosts?: Record<string, MachineState>;
  /** Hosts that do not answer. */
  silent?: string[];
  cluster?: ClusterView;
  clusterUnavailable?: string;
}

const oneOfEach = desiredCluster({ controlPlanes: 1, workers: 1 });
const both = { 'cp-1': 'bootstrapped', 'w-1': 'bootstrapped' } as const;
const healthy = clusterView({
  kubernetesVersion: 'v1.20.2',
  nodes: [nodeView('cp-1'), nodeView('w-1')],
  etcdMembers: [etcdMember('cp-1', 1)],
});

function statusOf({ desired = oneOfEach, hosts = both, silent = [], ...told }: Situation): ClusterStatus {
  const seen: Record<string, ObservedHost> = {};
  for (const [name, state] of Object.entries(hosts)) {
    seen[name] = { reachable: true, facts: factsOf(name, state), steps: [] };
  }
  for (const name of silent) seen[name] = { reachable: false, error: { message: `${name} does not answer` } };
  return clusterStatus(desired, { hosts: seen, cluster: told.cluster }, told.clusterUnavailable);
}

/** `Type=Status (Reason): message` */
function told(conditions: ClusterStatus['conditions']): string[] {
  return conditions.map(({ type, status, reason, message }) => `${type}=${status} (${reason}): ${message}`);
}

const machineNamed = (status: ClusterStatus, name: string) => status.machines.find((machine) => machine.name === name);
const hostNamed = (status: ClusterStatus, name: string) => status.hosts.find((host) => host.name === name);

interface ClusterCase extends Situation {
  name: string;
  phase: ClusterStatus['phase'];
  conditions: (string | RegExp)[];
}

const clusterCases: ClusterCase[] = [
  {
    name: 'nothing yet',
    hosts: { 'cp-1': 'bare', 'w-1': 'bare' },
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
    cluster: { ...healthy, etcdMembers: [etcdMember('cp-1', 1, { leader: true })] },
    phase: 'Provisioned',
    conditions: [
      /^ControlPlaneInitialized=True/,
      'EndpointAvailable=True (Answers): asked from cp-1',
      'EtcdClusterHealthy=True (Healthy): 1 member, cp-1 leads',
      'ControlPlaneReady=True (AllReady): control-plane: 1 of 1 ready',
      'WorkersReady=True (AllReady): workers: 1 of 1 ready',
      'Ready=True (AllReady): every machine is Ready',
    ],
  },
  {
    name: 'a node is not Ready',
    cluster: { ...healthy, nodes: [nodeView('cp-1'), nodeView('w-1', { ready: false })] },
    phase: 'Provisioning',
    conditions: [
      /./,
      /./,
      /./,
      /^ControlPlaneReady=True/,
      'WorkersReady=False (MachinesNotReady): workers: 0 of 1 ready',
      'Ready=False (MachinesNotReady): not Ready: w-1',
    ],
  },
  {
    name: 'the endpoint is silent',
    cluster: { ...healthy, endpointAnswers: false },
    phase: 'Provisioning',
    conditions: [/./, /^EndpointAvailable=False \(NoAnswer\)/, /./, /./, /./, /^Ready=False \(EndpointSilent\)/],
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
    conditions: [
      /./,
      /./,
      'EtcdClusterHealthy=False (MembersUnhealthy): cp-2, cp-3, unstarted member a4',
      /./,
      /./,
      'Ready=False (EtcdUnhealthy): every machine is Ready, but etcd is not healthy: cp-2, cp-3, unstarted member a4',
    ],
  },
  {
    name: 'more machines wanted than there are hosts',
    desired: {
      ...oneOfEach,
      machineDeployments: oneOfEach.machineDeployments.map((md) => ({ ...md, replicas: 3 })),
    },
    cluster: healthy,
    phase: 'Provisioning',
    conditions: [
      /./,
      /./,
      /./,
      /^ControlPlaneReady=True/,
      'WorkersReady=False (ScalingUp): workers: 1 of 3 ready',
      'Ready=False (HostsLacking): no free host for workers',
    ],
  },
  {
    name: 'a worker to be made',
    hosts: { 'cp-1': 'bootstrapped', 'w-1': 'bare' },
    cluster: { ...healthy, nodes: [nodeView('cp-1')] },
    phase: 'Provisioning',
    conditions: [
      /./,
      /./,
      /./,
      /^ControlPlaneReady=True/,
      'WorkersReady=False (ScalingUp): workers: 0 of 1 ready',
      'Ready=False (MachinesNotReady): not Ready: w-1',
    ],
  },
];

describe('of the cluster', () => {
  it.each(clusterCases)('$name', ({ phase, conditions, ...situation }) => {
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

  it('warns of nodes that nobody knows, and of no others', () => {
    const nodes = [...healthy.nodes, nodeView('w-8'), nodeView('w-9')];
    const { warnings, machines } = statusOf({ cluster: { ...healthy, nodes, records: [machineRecord('w-9')] } });
    expect(warnings).toEqual([expect.stringMatching(/^node w-8 .*left alone$/)]);
    expect(machines.map(({ name }) => name)).toEqual(['cp-1', 'w-1', 'w-9']);
  });

  it('says nothing of an etcd that is not its own', () => {
    const etcd = { external: { endpoints: ['https://192.0.2.9:2379'] } };
    const desired = {
      ...oneOfEach,
      controlPlane: { ...oneOfEach.controlPlane, kubeadmConfigSpec: { clusterConfiguration: { etcd } } },
    };
    const cluster = { ...healthy, etcdMembers: [] };
    expect(told(statusOf({ desired, cluster }).conditions).join()).not.toContain('Etcd');
  });
});

describe('of a machine that is wanted', () => {
  it.each<[MachineState, boolean, string, string, string]>([
    ['bare', false, 'Pending', 'Available', 'NotStarted'],
    ['claimed', false, 'Provisioning', 'Claimed', 'NotStarted'],
    ['bootstrapping', false, 'Provisioning', 'InUse', 'Bootstrapping'],
    ['bootstrapping', true, 'Provisioning', 'InUse', 'Bootstrapping'],
    ['half-bootstrapped', true, 'Failed', 'InUse', 'BootstrapFailed'],
    ['bootstrapped', false, 'Provisioned', 'InUse', 'Bootstrapped'],
    ['bootstrapped', true, 'Running', 'InUse', 'Bootstrapped'],
    ['foreign', false, 'Failed', 'Foreign', 'HostServesAnotherCluster'],
  ])('%s, node there: %s, is %s on a host %s', (state, node, phase, hostPhase, reason) => {
    const nodes = node ? healthy.nodes : [nodeView('cp-1')];
    const records = state === 'bootstrapped' ? [machineRecord('w-1')] : [];
    const status = statusOf({ hosts: { ...both, 'w-1': state }, cluster: { ...healthy, nodes, records } });
    const machine = machineNamed(status, 'w-1');
    expect(machine).toMatchObject({ phase, ready: node });
    expect(machine?.conditions[1]).toMatchObject({ status: state === 'bootstrapped' ? 'True' : 'False', reason });
    expect(hostNamed(status, 'w-1')?.phase).toBe(hostPhase);
    expect(machine?.reason === undefined).toBe(phase === 'Running');
  });

  it.each([
    ['v1.20.2', 'v1.20.2', 'Running'],
    ['v1.20.2+k1', 'v1.20.2', 'Running'],
    ['v1.20.1', 'v1.20.2', 'Updating'],
  ])('whose kubelet is %s while %s is wanted: %s', (kubeletVersion, version, phase) => {
    const nodes = [nodeView('cp-1'), nodeView('w-1', { kubeletVersion })];
    const [machineDeployment] = oneOfEach.machineDeployments;
    const desired = { ...oneOfEach, machineDeployments: machineDeployment ? [{ ...machineDeployment, version }] : [] };
    const status = statusOf({ desired, cluster: { ...healthy, nodes } });
    expect(machineNamed(status, 'w-1')).toMatchObject({ phase, version: kubeletVersion, ready: true });
    expect(status.replicas[1]).toMatchObject({ ready: 1, upToDate: phase === 'Running' ? 1 : 0 });
  });

  it('whose host does not answer runs where the cluster says so', () => {
    const status = statusOf({ hosts: { 'cp-1': 'bootstrapped' }, silent: ['w-1'], cluster: healthy });
    expect(machineNamed(status, 'w-1')).toMatchObject({ phase: 'Running', reason: 'w-1 does not answer' });
    expect(hostNamed(status, 'w-1')).toMatchObject({ phase: 'Unreachable', machine: 'w-1' });
  });

  it('whose host does not answer and that only its record knows is being made', () => {
    const cluster = { ...healthy, nodes: [nodeView('cp-1')], records: [machineRecord('w-1', { revision: undefined })] };
    const status = statusOf({ hosts: { 'cp-1': 'bootstrapped' }, silent: ['w-1'], cluster });
    expect(machineNamed(status, 'w-1')?.phase).toBe('Provisioning');
  });

  it('whose node is lost: nobody can tell whether it is Ready', () => {
    const nodes = [nodeView('cp-1'), nodeView('w-1', { ready: false, unreachable: true })];
    const machine = machineNamed(statusOf({ cluster: { ...healthy, nodes } }), 'w-1');
    expect(machine?.conditions[2]).toMatchObject({ status: 'Unknown', reason: 'NodeUnreachable' });
  });

  it('whose host was not asked: unknown, but its node tells that the host serves', () => {
    const status = statusOf({ hosts: { 'cp-1': 'bootstrapped' }, cluster: healthy });
    expect(machineNamed(status, 'w-1')?.conditions[0]).toMatchObject({ status: 'Unknown', reason: 'NotVisited' });
    expect(hostNamed(status, 'w-1')?.phase).toBe('InUse');
    expect(hostNamed(statusOf({ hosts: {} }), 'w-1')?.phase).toBe('Unknown');
  });

  const pod = (component: string, ready = true): ControlPlanePod => ({ node: 'cp-1', component, ready });
  const allPods = ['kube-apiserver', 'kube-controller-manager', 'kube-scheduler', 'etcd'].map((name) => pod(name));

  it.each<[string, Partial<ClusterView>, string[]]>([
    ['all is well', { controlPlanePods: allPods }, []],
    [
      'a component is down, another missing',
      { controlPlanePods: [pod('kube-apiserver', false), pod('kube-controller-manager'), pod('etcd')] },
      ['APIServerPodHealthy=False (PodNotReady)', 'SchedulerPodHealthy=False (PodMissing)'],
    ],
    ['pods were not told', { controlPlanePods: undefined }, []],
    [
      'its member is ill',
      { controlPlanePods: allPods, etcdMembers: [etcdMember('cp-1', 1, { healthy: false })] },
      ['EtcdMemberHealthy=False (MemberUnhealthy)'],
    ],
    [
      'its member learns',
      { controlPlanePods: allPods, etcdMembers: [etcdMember('cp-1', 1, { learner: true })] },
      ['EtcdMemberHealthy=False (MemberLearns)'],
    ],
    [
      'it has no member',
      { controlPlanePods: allPods, etcdMembers: [etcdMember('cp-2', 2)] },
      ['EtcdMemberHealthy=False (MemberMissing)'],
    ],
  ])('of a control plane: %s', (_, view, expected) => {
    const { conditions = [] } = machineNamed(statusOf({ cluster: { ...healthy, ...view } }), 'cp-1') ?? {};
    const troubles = conditions.filter(({ status }) => status !== 'True');
    expect(troubles.map(({ type, status, reason }) => `${type}=${status} (${reason})`)).toEqual(expected);
    expect(conditions.some(({ type }) => type === 'SchedulerPodHealthy')).toBe(view.controlPlanePods !== undefined);
  });
});

describe('of a machine that goes', () => {
  const three = { ...both, 'w-2': 'bootstrapped', 'w-3': 'bootstrapped' } as const;
  const nodes = ['cp-1', 'w-1', 'w-2', 'w-3'].map((name) => nodeView(name));
  const inventory = desiredCluster({ controlPlanes: 1, workers: 3 });
  const smaller = {
    ...inventory,
    machineDeployments: inventory.machineDeployments.map((md) => ({ ...md, replicas: 2 })),
  };

  it('too many replicas: Deleting, with the reason; the owner is scaling down and ready all the same', () => {
    const status = statusOf({ desired: smaller, hosts: three, cluster: { ...healthy, nodes } });
    const going = status.machines.filter(({ phase }) => phase === 'Deleting');
    expect(going).toEqual([
      expect.objectContaining({ ready: true, reason: 'the inventory wants 2 machines of workers' }),
    ]);
    expect(status.machines.at(-1)?.name).toBe(going[0]?.name);
    expect(status.replicas[1]).toEqual({
      owner: 'workers',
      wanted: 2,
      current: 2,
      ready: 2,
      upToDate: 2,
      deleting: 1,
    });
    expect(told(status.conditions)).toContain('WorkersReady=True (ScalingDown): workers: 2 of 2 ready, 1 to go');
    expect(status.phase).toBe('Provisioned');
  });

  it('its line is gone and its record tells of the host: both are listed', () => {
    const status = statusOf({ cluster: { ...healthy, records: [machineRecord('w-9')] }, silent: ['w-9'] });
    expect(machineNamed(status, 'w-9')).toMatchObject({
      phase: 'Deleting',
      owner: 'workers',
      reason: 'its host left the inventory',
    });
    expect(hostNamed(status, 'w-9')).toEqual({
      name: 'w-9',
      address: '192.168.73.29',
      phase: 'Unreachable',
      machine: 'w-9',
    });
  });

  it('its removal was begun: the reason is that of the beginning', () => {
    const deletion = { since: '2026-11-23T05:00:00Z', reason: 'replicas went from 2 to 1' };
    const cluster = { ...healthy, records: [machineRecord('w-1', { deletion })] };
    const machine = machineNamed(statusOf({ cluster }), 'w-1');
    expect(machine).toMatchObject({ phase: 'Deleting', reason: deletion.reason });
    expect(machine?.conditions[0]).toMatchObject({ type: 'Deleting', status: 'True', reason: 'Deleting' });
  });

  it('it has left and its host is still to be cleaned, whether that answers or not', () => {
    const cluster = { ...healthy, records: [machineRecord('w-9', { toBeCleaned: true })] };
    for (const situation of [{ silent: ['w-9'] }, { hosts: { ...both, 'w-9': 'bootstrapped' as const } }]) {
      const status = statusOf({ cluster, ...situation });
      expect(machineNamed(status, 'w-9')?.conditions[0]).toMatchObject({ type: 'Deleting', reason: 'HostToBeCleaned' });
      expect(hostNamed(status, 'w-9')?.phase).toBe('ToBeCleaned');
      expect(told(status.conditions)).toContain(
        'WorkersReady=True (AllReady): workers: 1 of 1 ready, 1 host to be cleaned',
      );
      expect(status.phase).toBe('Provisioned');
    }
  });

  it('of an owner that is gone: it comes last, nothing is wanted of that owner', () => {
    const cluster = { ...healthy, records: [machineRecord('w-9', { owner: 'gpu' })] };
    const { machines, replicas } = statusOf({ cluster, silent: ['w-9'] });
    expect(machines.map(({ owner }) => owner)).toEqual(['control-plane', 'workers', 'gpu']);
    expect(replicas.at(-1)).toMatchObject({ owner: 'gpu', wanted: 0, current: 0, deleting: 1 });
  });

  it('its host was reinstalled: it goes, is still wanted, and is not ready', () => {
    const cluster = { ...healthy, records: [machineRecord('w-1')] };
    const status = statusOf({ cluster, hosts: { 'cp-1': 'bootstrapped', 'w-1': 'bare' } });
    expect(status.machines.filter(({ name }) => name === 'w-1')).toEqual([
      expect.objectContaining({ phase: 'Deleting', reason: 'its host was reinstalled' }),
    ]);
    expect(told(status.conditions).at(-1)).toBe('Ready=False (MachinesNotReady): not Ready: w-1');
  });
});

describe('of the pool', () => {
  it('free hosts are available, one that was only prepared is claimed and no machine', () => {
    const inventory = desiredCluster({ controlPlanes: 1, workers: 3 });
    const desired = {
      ...inventory,
      machineDeployments: inventory.machineDeployments.map((md) => ({ ...md, replicas: 1 })),
    };
    const status = statusOf({ desired, hosts: { ...both, 'w-2': 'bare', 'w-3': 'claimed' }, cluster: healthy });
    expect(status.machines.map(({ name }) => name)).toEqual(['cp-1', 'w-1']);
    expect(status.hosts.map(({ name, phase }) => `${name} ${phase}`)).toEqual([
      'cp-1 InUse',
      'w-1 InUse',
      'w-2 Available',
      'w-3 Claimed',
    ]);
  });
});
