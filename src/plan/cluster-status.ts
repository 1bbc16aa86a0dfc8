import type { Desired } from '../model/desired.ts';
import { asMachine, type ExistingMachine } from '../model/existing-machine.ts';
import { etcdIsExternal } from '../model/external-etcd.ts';
import type { HealthCheckStatus } from '../model/health-check-status.ts';
import { type Machine, machinesOf } from '../model/machine.ts';
import type { MachineState } from '../model/machine-state.ts';
import type { ClusterView, Observed } from '../model/observed.ts';
import { assignHosts } from './assign-hosts.ts';
import { clusterIdentity } from './cluster-identity.ts';
import { type Condition, condition } from './condition.ts';
import { distrustedSettings } from './distrusted-settings.ts';
import { existingMachines } from './existing-machines.ts';
import { healthConditions } from './health/health-conditions.ts';
import { type HealthJudgement, judgeHealth } from './health/judge-health.ts';
import { type HostStatus, hostStatus } from './host-status.ts';
import { machineStates } from './machine-states.ts';
import { type MachineStatus, machineStatus } from './machine-status.ts';
import type { Removal } from './owner.ts';
import { type OwnerReplicas, ownerReplicas, ownersReady } from './owner-status.ts';
import { unknownNodes } from './unknown-nodes.ts';

/** The public shape of `status -o json` (schemas/status.schema.json). */
export interface ClusterStatus {
  cluster: string;
  endpoint: string;
  /** What the API server says it is; absent while none answers. */
  version?: string;
  phase: 'Pending' | 'Provisioning' | 'Provisioned' | 'Unreachable';
  conditions: Condition[];
  replicas: OwnerReplicas[];
  /** Those that are wanted, those that are to go, and those whose hosts are still to be cleaned. */
  machines: MachineStatus[];
  /** Of the inventory, and of machines whose hosts have left it. */
  hosts: HostStatus[];
  /** What would be replaced by heal, and why not; none while no control plane answers. */
  healthChecks: HealthCheckStatus[];
  /** For people. */
  warnings: string[];
}

/** What is wanted against what is there. */
interface Picture {
  /** With hosts assigned in the light of what exists. */
  desired: Desired;
  observed: Observed;
  existing: readonly ExistingMachine[];
  removals: readonly Removal[];
  states: Record<string, MachineState>;
  health: HealthJudgement;
  initialised: boolean;
  clusterUnavailable?: string;
}

/**
 * The cluster as a person or a script wants to see it. Pure.
 * @param clusterUnavailable why the cluster did not answer although there is one
 */
export function clusterStatus(inventory: Desired, observed: Observed, clusterUnavailable?: string): ClusterStatus {
  const existing = existingMachines(inventory, observed);
  const { desired, removals } = assignHosts(inventory, existing, { rolling: false });
  const states = machineStates(desired, observed);
  const initialised = clusterIdentity(desired, observed).initialised.length > 0;
  const health = judgeHealth(inventory, observed);
  const input: Picture = { desired, observed, existing, removals, states, health, initialised, clusterUnavailable };
  const machines = statusMachines(input);
  const replicas = ownerReplicas(desired, machines);
  const waiting = notServing(desired, machines);
  const { host, port } = desired.cluster.endpoint;
  const version = observed.cluster?.kubernetesVersion;
  return {
    cluster: desired.cluster.name,
    endpoint: `${host}:${port}`,
    ...(version !== undefined && { version }),
    phase: clusterPhase(input, waiting),
    conditions: clusterConditions(input, waiting, replicas, machines),
    replicas,
    machines,
    hosts: statusHosts(input),
    healthChecks: health.checks,
    warnings: [
      ...unknownNodes(desired, observed).map(
        (name) =>
          `node ${name} is in the cluster, but no host of the inventory and no record is called so: it is left alone`,
      ),
      ...distrustedSettings(desired.hosts, existing).map(({ host, message, cure }) => `${host}: ${message}. ${cure}`),
    ],
  };
}

function statusMachines({ desired, observed, existing, removals, states, health }: Picture): MachineStatus[] {
  const wanted = machinesOf(desired);
  const names = new Set(wanted.map(({ name }) => name));
  const known = new Map(existing.map((machine) => [machine.name, machine]));
  const reasons = new Map(removals.map(({ machine, reason }) => [machine.name, reason]));
  const leaving = existing
    .filter(({ name, record }) => !names.has(name) && (reasons.has(name) || record?.toBeCleaned || record?.deletion))
    .map((machine) => asMachine(machine, desired));
  return byOwner(desired, [...wanted, ...leaving]).map((machine) => {
    const { name } = machine;
    return machineStatus({
      machine,
      existing: known.get(name),
      removal: reasons.get(name),
      state: states[name],
      observed,
      health: healthConditions(name, health),
    });
  });
}

/** Owners as the inventory orders them; within one, machines that stay come before those that go. */
function byOwner({ machineDeployments }: Desired, machines: readonly Machine[]): Machine[] {
  const order = ['control-plane', ...machineDeployments.map(({ name }) => name)];
  const rank = ({ owner }: Machine) => (order.includes(owner) ? order.indexOf(owner) : order.length);
  return machines.toSorted((a, b) => rank(a) - rank(b));
}

function statusHosts({ desired, observed, existing, states }: Picture): HostStatus[] {
  const known = new Map(existing.map((machine) => [machine.name, machine]));
  const inventory = new Set(desired.hosts.map(({ name }) => name));
  const strangers = existing.filter(({ name }) => !inventory.has(name)).map(({ host }) => host);
  return [...desired.hosts, ...strangers].map(({ name, address }) =>
    hostStatus({ name, address, seen: observed.hosts[name], state: states[name], existing: known.get(name) }),
  );
}

/** Names of wanted machines that do not serve yet; one that has to be made anew does not. */
function notServing(desired: Desired, machines: readonly MachineStatus[]): string[] {
  const serving = machines.filter(({ ready, phase }) => ready && phase !== 'Deleting').map(({ name }) => name);
  return machinesOf(desired)
    .map(({ name }) => name)
    .filter((name) => !serving.includes(name));
}

/** Owners that want more machines than there are hosts for them. */
function withoutHosts({ controlPlane, machineDeployments }: Desired): string[] {
  return [{ name: 'control-plane', ...controlPlane }, ...machineDeployments]
    .filter(({ hosts, replicas }) => hosts.length < replicas)
    .map(({ name }) => name);
}

function clusterPhase({ desired, observed, initialised }: Picture, waiting: string[]): ClusterStatus['phase'] {
  if (!observed.cluster) return initialised ? 'Unreachable' : 'Pending';
  const all = waiting.length === 0 && withoutHosts(desired).length === 0;
  return observed.cluster.endpointAnswers && all ? 'Provisioned' : 'Provisioning';
}

function clusterConditions(
  input: Picture,
  waiting: string[],
  replicas: readonly OwnerReplicas[],
  machines: readonly MachineStatus[],
): Condition[] {
  const { cluster } = input.observed;
  const initialised: Condition = input.initialised
    ? condition('ControlPlaneInitialized', true, 'Initialized', 'a control plane was bootstrapped')
    : condition('ControlPlaneInitialized', false, 'NotInitialized', 'no control plane was bootstrapped yet');
  if (!cluster) {
    const message = input.clusterUnavailable ?? 'there is no cluster yet';
    return [initialised, condition('Ready', input.initialised ? undefined : false, 'APIUnavailable', message)];
  }
  const [controlPlane, ...workers] = replicas;
  const etcd = etcdIsExternal(input.desired) ? undefined : etcdHealthy(cluster);
  return [
    initialised,
    condition(
      'EndpointAvailable',
      cluster.endpointAnswers,
      cluster.endpointAnswers ? 'Answers' : 'NoAnswer',
      `asked from ${cluster.via}`,
    ),
    ...(etcd ? [etcd] : []),
    ...ownersReady('ControlPlaneReady', controlPlane ? [controlPlane] : [], machines),
    ...ownersReady('WorkersReady', workers, machines),
    readyCondition(waiting, withoutHosts(input.desired), cluster.endpointAnswers, etcd),
  ];
}

function etcdHealthy({ etcdMembers }: ClusterView): Condition {
  const unhealthy = etcdMembers.filter(({ healthy, learner, name }) => healthy === false || learner || !name);
  const leader = etcdMembers.find((member) => member.leader)?.name;
  return condition(
    'EtcdClusterHealthy',
    unhealthy.length === 0,
    unhealthy.length === 0 ? 'Healthy' : 'MembersUnhealthy',
    unhealthy.length === 0
      ? `${etcdMembers.length} member${etcdMembers.length === 1 ? '' : 's'}${leader ? `, ${leader} leads` : ''}`
      : unhealthy.map(({ name, id }) => name || `unstarted member ${id}`).join(', '),
  );
}

function readyCondition(
  waiting: string[],
  lacking: string[],
  endpointAnswers: boolean,
  etcd: Condition | undefined,
): Condition {
  if (waiting.length > 0) return condition('Ready', false, 'MachinesNotReady', `not Ready: ${waiting.join(', ')}`);
  if (lacking.length > 0) return condition('Ready', false, 'HostsLacking', `no free host for ${lacking.join(', ')}`);
  if (!endpointAnswers) {
    return condition('Ready', false, 'EndpointSilent', 'every machine is Ready, but the endpoint does not answer');
  }
  // A Node stays Ready without its etcd member; the next failure may then cost the quorum.
  if (etcd?.status === 'False') {
    return condition(
      'Ready',
      false,
      'EtcdUnhealthy',
      `every machine is Ready, but etcd is not healthy: ${etcd.message}`,
    );
  }
  return condition('Ready', true, 'AllReady', 'every machine is Ready');
}
