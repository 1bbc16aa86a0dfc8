import type { Machine } from '../model/machine.ts';
import type { MachineState } from '../model/machine-state.ts';
import type { ClusterView, EtcdMember, NodeView, ObservedHost } from '../model/observed.ts';
import { type Condition, condition } from './condition.ts';

export interface ConditionsInput {
  machine: Pick<Machine, 'name' | 'role' | 'version'>;
  /** Absent: its host was not visited. */
  seen: ObservedHost | undefined;
  state: MachineState | undefined;
  node: NodeView | undefined;
  member: EtcdMember | undefined;
  cluster: ClusterView | undefined;
  /** Why it is outdated. */
  outdated?: string | undefined;
}

/** What is so and what is not of one machine, named as Cluster API names it where it has a name. Pure. */
export function machineConditions(input: ConditionsInput): Condition[] {
  const { machine, node, cluster } = input;
  return [
    hostReachable(input),
    bootstrapped(input),
    nodeReady(input),
    ...(machine.role === 'control-plane' && node && cluster ? controlPlane(input, cluster) : []),
    ...(node ? [upToDate(node, machine.version, input.outdated)] : []),
  ];
}

/** Whether a kubelet of this version is the one that is wanted; what builders append to versions does not count. */
export function isVersion(kubelet: string, wanted: string): boolean {
  const plain = (version: string) => version.replace(/\+.*$/, '');
  return plain(kubelet) === plain(wanted);
}

function hostReachable({ seen }: ConditionsInput): Condition {
  if (!seen) return condition('HostReachable', undefined, 'NotVisited', 'the host was not asked');
  return seen.reachable
    ? condition('HostReachable', true, 'Reachable', 'answers over SSH')
    : condition('HostReachable', false, 'Unreachable', seen.error.message);
}

function bootstrapped({ state }: ConditionsInput): Condition {
  if (!state) return condition('BootstrapSucceeded', undefined, 'Unknown', 'the host was not looked at');
  return condition('BootstrapSucceeded', state === 'bootstrapped', BOOTSTRAP_REASONS[state], `the host is ${state}`);
}

const BOOTSTRAP_REASONS: Record<MachineState, string> = {
  bare: 'NotStarted',
  claimed: 'NotStarted',
  bootstrapping: 'Bootstrapping',
  'half-bootstrapped': 'BootstrapFailed',
  bootstrapped: 'Bootstrapped',
  foreign: 'HostServesAnotherCluster',
};

function nodeReady({ node, cluster }: ConditionsInput): Condition {
  if (!cluster) return condition('NodeReady', undefined, 'APIUnavailable', 'no control plane told');
  if (!node) return condition('NodeReady', false, 'NodeMissing', 'no such node is registered');
  if (node.ready) return condition('NodeReady', true, 'Ready', 'the kubelet reports Ready');
  const message = node.notReadyReason ?? 'the kubelet does not report Ready';
  return condition(
    'NodeReady',
    node.unreachable ? undefined : false,
    node.unreachable ? 'NodeUnreachable' : 'NotReady',
    message,
  );
}

const POD_CONDITIONS = {
  'kube-apiserver': 'APIServerPodHealthy',
  'kube-controller-manager': 'ControllerManagerPodHealthy',
  'kube-scheduler': 'SchedulerPodHealthy',
  etcd: 'EtcdPodHealthy',
};

function controlPlane({ machine: { name }, member }: ConditionsInput, cluster: ClusterView): Condition[] {
  // etcd of its own has neither pods nor members here.
  const stacked = cluster.etcdMembers.length > 0;
  const wanted = Object.entries(POD_CONDITIONS).filter(([component]) => stacked || component !== 'etcd');
  const pods = cluster.controlPlanePods;
  return [
    ...(pods ? wanted : []).map(([component, type]) => {
      const pod = pods?.find((candidate) => candidate.node === name && candidate.component === component);
      if (!pod) return condition(type, false, 'PodMissing', `there is no ${component}`);
      return pod.ready
        ? condition(type, true, 'PodReady', `${component} is Ready`)
        : condition(type, false, 'PodNotReady', `${component} is not Ready`);
    }),
    ...(stacked ? [memberHealthy(member)] : []),
  ];
}

function memberHealthy(member: EtcdMember | undefined): Condition {
  const type = 'EtcdMemberHealthy';
  if (!member) return condition(type, false, 'MemberMissing', 'it has no etcd member');
  if (!member.name) return condition(type, false, 'MemberNotStarted', 'its etcd member never started');
  if (member.learner) return condition(type, false, 'MemberLearns', 'its etcd member does not vote yet');
  return condition(
    type,
    member.healthy,
    member.healthy ? 'MemberHealthy' : 'MemberUnhealthy',
    member.healthy ? `etcd member ${member.id}` : 'its etcd member is not healthy',
  );
}

function upToDate({ kubeletVersion }: NodeView, version: string, outdated: string | undefined): Condition {
  if (outdated !== undefined && isVersion(kubeletVersion, version)) {
    return condition('UpToDate', false, 'NotUpToDate', outdated);
  }
  return isVersion(kubeletVersion, version)
    ? condition('UpToDate', true, 'UpToDate', `runs ${version}`)
    : condition('UpToDate', false, 'NotUpToDate', `runs ${kubeletVersion}, ${version} is wanted`);
}
