import type { ClusterView, EtcdMember } from './observed.ts';

type HealthView = Pick<ClusterView, 'nodes' | 'etcdMembers' | 'controlPlanePods' | 'records'>;

export interface HealthOptions {
  /** etcd is not ours to look after. */
  externalEtcd?: boolean;
  /** Nodes that say themselves that they are not Ready are no trouble: before there is a pod network none is. */
  beforePodNetwork?: boolean;
}

const COMPONENTS = ['kube-apiserver', 'kube-controller-manager', 'kube-scheduler'];

/**
 * What keeps the control plane from being changed, in words; empty: it is whole. Of each machine of `names` but the
 * excluded one that it is not being removed, its Node, its components where they were told, and its etcd member; and
 * every other etcd member has started, votes and is healthy. The rule is Cluster API's (KCP preflight.go:51).
 * @param options.except name of the machine that is to go: neither it nor its etcd member counts; nor, where its removal
 * was begun before, that of others. Absent: another one is to join
 */
export function controlPlaneTroubles(
  view: HealthView,
  names: readonly string[],
  { except, ...options }: HealthOptions & { except?: string } = {},
): string[] {
  const counted = names.filter((name) => name !== except);
  // What was begun is finished, whatever else was begun: two of them would wait for each other.
  const begun = view.records.some(({ name, deletion }) => name === except && deletion);
  // The last one leaves when another has joined, whatever was begun.
  const last = except === undefined && counted.length === 1;
  const leaving = view.records.filter(
    ({ name, deletion, toBeCleaned }) => !begun && !last && deletion && !toBeCleaned && counted.includes(name),
  );
  return [
    ...leaving.map(({ name }) => `${name} is being removed`),
    ...counted.flatMap((name) => nodeTroubles(view, name, options)),
    ...(options.externalEtcd ? [] : etcdTroubles(view.etcdMembers, counted, except)),
  ];
}

/** What one control plane lacks to be healthy, in words: Node, components, etcd member. */
export function machineTroubles(view: HealthView, name: string, options: HealthOptions = {}): string[] {
  const troubles = nodeTroubles(view, name, options);
  if (options.externalEtcd) return troubles;
  const own = view.etcdMembers.filter((member) => member.name === name);
  return [...troubles, ...(own.length > 0 ? own.flatMap(memberTroubles) : [`${name} has no etcd member`])];
}

function nodeTroubles(
  { nodes, controlPlanePods }: HealthView,
  name: string,
  { externalEtcd, beforePodNetwork }: HealthOptions,
): string[] {
  const node = nodes.find((candidate) => candidate.name === name);
  if (!node) return [`node ${name} is not registered`];
  // What a lost kubelet said of its pods last tells nothing.
  if (node.unreachable) return [`node ${name} is not reachable`];
  const notReady = node.ready || beforePodNetwork ? [] : [`node ${name} is not Ready${because(node.notReadyReason)}`];
  if (!controlPlanePods) return notReady;
  const wanted = externalEtcd ? COMPONENTS : [...COMPONENTS, 'etcd'];
  const own = controlPlanePods.filter((pod) => pod.node === name && pod.ready).map(({ component }) => component);
  return [
    ...notReady,
    ...wanted
      .filter((component) => !own.includes(component))
      .map((component) => `${component} of ${name} is not Ready`),
  ];
}

function etcdTroubles(members: readonly EtcdMember[], names: readonly string[], except: string | undefined): string[] {
  if (members.length === 0) return ['etcd does not tell its members'];
  const missing = names.filter((name) => !members.some((member) => member.name === name));
  return [
    ...missing.map((name) => `${name} has no etcd member`),
    ...members.filter(({ name }) => name === '' || name !== except).flatMap(memberTroubles),
  ];
}

function memberTroubles({ id, name, learner, healthy }: EtcdMember): string[] {
  if (name === '') return [`etcd member ${id} was added but never started`];
  if (learner) return [`etcd member ${name} is still a learner`];
  return healthy === true ? [] : [`etcd member ${name} is not healthy`];
}

function because(reason: string | undefined): string {
  return reason ? ` (${reason})` : '';
}
