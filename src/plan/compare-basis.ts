import type { ClusterBasis, HostBasis, MemberBasis, NodeBasis, PlanBasis, RecordBasis } from './basis.ts';
import { compareInventory } from './compare-inventory.ts';

/** Steps told of one host. */
const STEPS_TOLD = 3;

/**
 * What has changed since a plan was made, in words: `inventory.yaml: replicas of workers 2 → 3`, `host w-1 was bare, is
 * claimed now`. Empty: the plan still rests on what it was made of.
 * @param inventory what the inventory is called
 */
export function compareBasis(saved: PlanBasis, now: PlanBasis, inventory = 'inventory'): string[] {
  const inInventory = compareInventory(saved.inventory, now.inventory);
  return [
    ...inInventory.map((difference) => `${inventory}: ${difference}`),
    // What the inventory says is part of the revisions too.
    ...(inInventory.length > 0 ? [] : compareRevisions(saved.revisions, now.revisions)),
    ...(inInventory.length > 0 ? [] : compareKept(saved.cluster, now.cluster)),
    ...compareCluster(saved.cluster, now.cluster),
    ...compareHosts(saved.hosts, now.hosts),
    // Without a cluster on one side, all that it holds differs.
    ...(saved.cluster && now.cluster ? compareContents(saved, now) : []),
  ];
}

function compareRevisions(saved: Record<string, string>, now: Record<string, string>): string[] {
  const owners = Object.keys(saved).filter((owner) => saved[owner] !== now[owner]);
  return owners.length === 0
    ? []
    : [`playbooks or bundle have changed: machines of ${owners.join(', ')} get others now`];
}

function compareKept(saved: ClusterBasis | undefined, now: ClusterBasis | undefined): string[] {
  if (!saved || !now || saved.uid !== now.uid) return [];
  return arrow('what the cluster keeps for kubeadm:', saved.keptForKubeadm, now.keptForKubeadm);
}

function compareContents(saved: PlanBasis, now: PlanBasis): string[] {
  return [
    ...compareMaps(saved.nodes, now.nodes, compareNode, (name) => `node ${name}`),
    ...compareMaps(saved.etcdMembers, now.etcdMembers, compareMember, (name) => `etcd member ${name}`),
    ...compareMaps(saved.controlPlanePods, now.controlPlanePods, comparePod, podName),
    ...compareMaps(saved.records, now.records, compareRecord, (name) => `the record of machine ${name}`),
  ];
}

function compareCluster(saved: ClusterBasis | undefined, now: ClusterBasis | undefined): string[] {
  if (!saved && !now) return [];
  if (!saved) return ['no cluster answered, one does now'];
  if (!now) return ['the cluster answered, does not any more'];
  if (saved.uid !== now.uid) return ['the cluster is another one now'];
  return [
    ...flipped(saved.endpointAnswers, now.endpointAnswers, {
      on: 'the endpoint did not answer, does now',
      off: 'the endpoint answered, does not any more',
    }),
    ...arrow('kube-proxy', saved.kubeProxyVersion, now.kubeProxyVersion),
    ...compareMaps(
      saved.appliedManifests,
      now.appliedManifests,
      (name) => [`manifest ${name} was applied in another form since`],
      (name) => `manifest ${name} in the cluster`,
    ),
  ];
}

/** Which hosts are visited follows from the rest: one that was visited only once says nothing. */
function compareHosts(saved: Record<string, HostBasis>, now: Record<string, HostBasis>): string[] {
  return Object.entries(saved).flatMap(([name, before]) => {
    const after = now[name];
    if (!after) return [];
    if (before.state === after.state) return compareSteps(name, before.steps, after.steps);
    if (before.state === undefined) return [`host ${name} did not answer, is ${after.state} now`];
    return [`host ${name} was ${before.state}, ${after.state ? `is ${after.state} now` : 'does not answer now'}`];
  });
}

function compareSteps(host: string, saved: HostBasis['steps'], now: HostBasis['steps']): string[] {
  const differing = compareMaps(
    saved,
    now,
    (step, before, after) => [`step ${step} of host ${host} ${WAS[before]}, ${IS[after]} now`],
    (step) => `step ${step} of host ${host}`,
  );
  if (differing.length <= STEPS_TOLD) return differing;
  return [...differing.slice(0, STEPS_TOLD), `in all, ${differing.length} steps of host ${host} stand otherwise now`];
}

const WAS = {
  ok: 'was done',
  change: 'was to do',
  changed: 'had been done',
  failed: 'had failed',
  unknown: 'could not be looked at',
  skipped: 'did not apply',
} as const;

const IS = {
  ok: 'is done',
  change: 'is to do',
  changed: 'has been done',
  failed: 'fails',
  unknown: 'cannot be looked at',
  skipped: 'does not apply',
} as const;

function compareNode(name: string, saved: NodeBasis, now: NodeBasis): string[] {
  const node = `node ${name}`;
  return [
    ...flipped(saved.ready, now.ready, { on: `${node} was not Ready, is now`, off: `${node} was Ready, is not` }),
    ...flipped(saved.unreachable, now.unreachable, {
      on: `${node} cannot be reached any more`,
      off: `${node} could not be reached, can be now`,
    }),
    ...flipped(saved.unschedulable, now.unschedulable, {
      on: `${node} was not cordoned, is now`,
      off: `${node} was cordoned, is not any more`,
    }),
    ...arrow(`kubelet of ${node}`, saved.kubeletVersion, now.kubeletVersion),
    ...compareMaps(saved.labels, now.labels, arrow, (key) => `label ${key} of ${node}`),
    ...compareMaps(saved.taints, now.taints, arrow, (key) => `taint ${key} of ${node}`),
  ];
}

function compareMember(name: string, saved: MemberBasis, now: MemberBasis): string[] {
  const member = `etcd member ${name}`;
  return [
    ...(saved.healthy === now.healthy ? [] : [`${member} ${health(saved, 'was')}, ${health(now, 'is')} now`]),
    ...flipped(saved.learner, now.learner, { on: `${member} voted, is a learner now`, off: `${member} votes now` }),
  ];
}

function health({ healthy }: MemberBasis, verb: 'was' | 'is'): string {
  if (healthy === undefined) return `${verb} of unknown health`;
  return `${verb} ${healthy ? 'healthy' : 'unhealthy'}`;
}

function comparePod(key: string, saved: boolean, now: boolean): string[] {
  const pod = podName(key);
  return flipped(saved, now, { on: `${pod} was not ready, is now`, off: `${pod} was ready, is not` });
}

function podName(key: string): string {
  const [node, component] = key.split('/');
  return `${component} of ${node}`;
}

function compareRecord(name: string, saved: RecordBasis, now: RecordBasis): string[] {
  const machine = `machine ${name}`;
  if (saved.uid !== now.uid) return [`${machine} is another one now, made since`];
  return [
    ...flipped(saved.deleting, now.deleting, {
      on: `${machine} is being removed now`,
      off: `${machine} was being removed, is not any more`,
    }),
    ...flipped(saved.toBeCleaned, now.toBeCleaned, {
      on: `${machine} has left the cluster, its host is to be cleaned`,
      off: `the host of ${machine} was to be cleaned, is not any more`,
    }),
    ...flipped(saved.deleteFirst, now.deleteFirst, {
      on: `${machine} is marked to be removed first now`,
      off: `${machine} was marked to be removed first, is not any more`,
    }),
    ...arrow(`owner of ${machine}`, saved.owner, now.owner),
    ...arrow(`version of ${machine}`, saved.version, now.version),
    ...arrow(`address of ${machine}`, saved.address, now.address),
    ...arrow(`failure domain of ${machine}`, saved.failureDomain, now.failureDomain),
    ...(saved.template === now.template ? [] : [`the template of ${machine} has changed`]),
    ...(saved.revision === now.revision ? [] : [revisionWords(machine, saved, now)]),
  ];
}

function revisionWords(machine: string, saved: RecordBasis, now: RecordBasis): string {
  if (saved.revision === undefined) return `${machine} was bootstrapped since`;
  return now.revision === undefined
    ? `${machine} is being bootstrapped again`
    : `what was applied to ${machine} has changed`;
}

function compareMaps<T>(
  saved: Record<string, T>,
  now: Record<string, T>,
  differences: (name: string, saved: T, now: T, subject: string) => string[],
  subject: (name: string) => string,
): string[] {
  return [...new Set([...Object.keys(saved), ...Object.keys(now)])].sort().flatMap((name) => {
    const [before, after] = [saved[name], now[name]];
    if (before === undefined) return after === undefined ? [] : [`${subject(name)} is new`];
    if (after === undefined) return [`${subject(name)} is gone`];
    return JSON.stringify(before) === JSON.stringify(after) ? [] : differences(name, before, after, subject(name));
  });
}

function flipped(saved: boolean, now: boolean, words: { on: string; off: string }): string[] {
  return saved === now ? [] : [now ? words.on : words.off];
}

function arrow(what: string, saved: string | undefined, now: string | undefined, subject = what): string[] {
  return saved === now ? [] : [`${subject} ${saved || 'none'} → ${now || 'none'}`];
}
