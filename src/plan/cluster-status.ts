import type { Desired } from '../model/desired.ts';
import { type Machine, machinesOf } from '../model/machine.ts';
import type { MachineState } from '../model/machine-state.ts';
import type { NodeView, Observed } from '../model/observed.ts';

/** The public shape of `status -o json`. */
export interface ClusterStatus {
  cluster: string;
  endpoint: string;
  /** What the API server says it is; absent while none answers. */
  version?: string;
  phase: 'Pending' | 'Provisioning' | 'Provisioned' | 'Unreachable';
  conditions: Condition[];
  machines: MachineStatus[];
  hosts: HostStatus[];
}

/** As in Cluster API: True, False or Unknown, with a reason in CamelCase and words for people. */
export interface Condition {
  type: string;
  status: 'True' | 'False' | 'Unknown';
  reason: string;
  message: string;
}

export interface MachineStatus {
  name: string;
  host: string;
  address: string;
  role: 'control-plane' | 'worker';
  owner: string;
  /** Cluster API's phases, for display only: nothing is decided from them. */
  phase: 'Pending' | 'Provisioning' | 'Provisioned' | 'Running' | 'Failed';
  /** Of the kubelet where it runs, else the version wanted. */
  version: string;
  ready: boolean;
  nodeName?: string;
  conditions: Condition[];
}

export interface HostStatus {
  name: string;
  address: string;
  phase: 'Available' | 'Claimed' | 'InUse' | 'Foreign' | 'Unreachable' | 'Unknown';
  machine?: string;
}

export interface StatusInput {
  desired: Desired;
  observed: Observed;
  states: Record<string, MachineState>;
  /** Why the cluster did not answer although there is one. */
  clusterUnavailable?: string;
  initialised: boolean;
}

/** The cluster as a person or a script wants to see it. Pure. */
export function clusterStatus(input: StatusInput): ClusterStatus {
  const { desired, observed } = input;
  const machines = machinesOf(desired).map((machine) => machineStatus(machine, input));
  const { host, port } = desired.cluster.endpoint;
  const version = observed.cluster?.kubernetesVersion;
  return {
    cluster: desired.cluster.name,
    endpoint: `${host}:${port}`,
    ...(version !== undefined && { version }),
    phase: clusterPhase(input, machines),
    conditions: clusterConditions(input, machines),
    machines,
    hosts: desired.hosts.map(({ name, address }) => hostStatus(name, address, input)),
  };
}

function clusterPhase({ observed, initialised }: StatusInput, machines: MachineStatus[]): ClusterStatus['phase'] {
  if (!observed.cluster) return initialised ? 'Unreachable' : 'Pending';
  return observed.cluster.endpointAnswers && machines.every(({ ready }) => ready) ? 'Provisioned' : 'Provisioning';
}

function clusterConditions(input: StatusInput, machines: MachineStatus[]): Condition[] {
  const { cluster } = input.observed;
  const waiting = machines.filter(({ ready }) => !ready).map(({ name }) => name);
  const initialised: Condition = input.initialised
    ? condition('ControlPlaneInitialized', true, 'Initialized', 'a control plane was bootstrapped')
    : condition('ControlPlaneInitialized', false, 'NotInitialized', 'no control plane was bootstrapped yet');
  if (!cluster) {
    const message = input.clusterUnavailable ?? 'there is no cluster yet';
    return [
      initialised,
      { type: 'Ready', status: input.initialised ? 'Unknown' : 'False', reason: 'APIUnavailable', message },
    ];
  }
  const unhealthy = cluster.etcdMembers.filter(({ healthy, learner, name }) => healthy === false || learner || !name);
  return [
    initialised,
    condition(
      'EndpointAvailable',
      cluster.endpointAnswers,
      cluster.endpointAnswers ? 'Answers' : 'NoAnswer',
      `asked from ${cluster.via}`,
    ),
    condition(
      'EtcdClusterHealthy',
      unhealthy.length === 0,
      unhealthy.length === 0 ? 'Healthy' : 'MembersUnhealthy',
      unhealthy.length === 0
        ? `${cluster.etcdMembers.length} members`
        : unhealthy.map(({ name, id }) => name || `unstarted member ${id}`).join(', '),
    ),
    readyCondition(waiting, cluster.endpointAnswers),
  ];
}

function readyCondition(waiting: string[], endpointAnswers: boolean): Condition {
  if (waiting.length > 0) return condition('Ready', false, 'MachinesNotReady', `not Ready: ${waiting.join(', ')}`);
  if (endpointAnswers) return condition('Ready', true, 'AllReady', 'every machine is Ready');
  return condition('Ready', false, 'EndpointSilent', 'every machine is Ready, but the endpoint does not answer');
}

function machineStatus(machine: Machine, { observed, states }: StatusInput): MachineStatus {
  const { name, role, owner, host } = machine;
  const node = observed.cluster?.nodes.find((candidate) => candidate.name === name);
  const state = states[name];
  return {
    name,
    host: host.name,
    address: host.internalAddress,
    role,
    owner,
    phase: machinePhase(state, node),
    version: node?.kubeletVersion ?? machine.version,
    ready: node?.ready ?? false,
    ...(node && { nodeName: node.name }),
    conditions: machineConditions(name, state, node, observed),
  };
}

function machinePhase(state: MachineState | undefined, node: NodeView | undefined): MachineStatus['phase'] {
  if (node && (state === 'bootstrapped' || state === undefined)) return 'Running';
  switch (state) {
    case 'bootstrapped':
      return 'Provisioned';
    case 'claimed':
    case 'bootstrapping':
      return 'Provisioning';
    case 'half-bootstrapped':
    case 'foreign':
      return 'Failed';
    default:
      return 'Pending';
  }
}

function machineConditions(
  name: string,
  state: MachineState | undefined,
  node: NodeView | undefined,
  { hosts }: Observed,
): Condition[] {
  const host = hosts[name];
  const reachable =
    host && !host.reachable
      ? condition('HostReachable', false, 'Unreachable', host.error.message)
      : condition('HostReachable', true, 'Reachable', 'answers over SSH');
  const bootstrapped = condition(
    'BootstrapSucceeded',
    state === 'bootstrapped',
    REASONS[state ?? 'unknown'] ?? 'Unknown',
    state ? `the host is ${state}` : 'the host was not looked at',
  );
  const nodeReady = condition(
    'NodeReady',
    node?.ready ?? false,
    node ? (node.ready ? 'Ready' : 'NotReady') : 'NodeMissing',
    node ? (node.notReadyReason ?? 'the kubelet reports Ready') : 'no such node is registered',
  );
  return [reachable, bootstrapped, nodeReady];
}

const REASONS: Record<string, string> = {
  bare: 'NotStarted',
  claimed: 'NotStarted',
  bootstrapping: 'Bootstrapping',
  'half-bootstrapped': 'BootstrapFailed',
  bootstrapped: 'Bootstrapped',
  foreign: 'HostServesAnotherCluster',
};

function hostStatus(name: string, address: string, { observed, states }: StatusInput): HostStatus {
  const host = observed.hosts[name];
  if (!host) return { name, address, phase: 'Unknown' };
  if (!host.reachable) return { name, address, phase: 'Unreachable' };
  const machine = host.facts.machine?.machine;
  return { name, address, phase: HOST_PHASES[states[name] ?? 'bare'], ...(machine && { machine }) };
}

const HOST_PHASES: Record<MachineState, HostStatus['phase']> = {
  bare: 'Available',
  claimed: 'Claimed',
  bootstrapping: 'InUse',
  'half-bootstrapped': 'InUse',
  bootstrapped: 'InUse',
  foreign: 'Foreign',
};

function condition(type: string, holds: boolean, reason: string, message: string): Condition {
  return { type, status: holds ? 'True' : 'False', reason, message };
}
