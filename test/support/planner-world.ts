import type { Desired, DesiredHost, DesiredMachineDeployment } from '../../src/model/desired.ts';
import type { MachineRecord } from '../../src/model/machine-record.ts';
import type { EtcdMember, NodeView, Observed, ObservedHost } from '../../src/model/observed.ts';
import { machineTemplate } from '../../src/plan/machine-template.ts';
import { clusterView, componentsOf, etcdMember, nodeView } from './cluster-view.ts';
import { desiredCluster, desiredHost } from './desired.ts';
import { bareFacts, mark } from './facts.ts';
import { machineRecord } from './machine-record.ts';

/** An inventory in short. Hosts are named cp-…, w-… and s-… (spare), in the order they are written. */
export interface ShortInventory {
  hosts: string[];
  /** Hosts of another role than their name says. */
  roles?: Record<string, DesiredHost['role']>;
  controlPlane?: number;
  workers?: Partial<
    Pick<
      DesiredMachineDeployment,
      'version' | 'replicas' | 'maxUnavailable' | 'deletePolicy' | 'maxInFlight' | 'minReadyMs' | 'kind'
    >
  > & {
    rollout?: Partial<DesiredMachineDeployment['rollout']>;
  };
  /** Failure domain by host. */
  zones?: Record<string, string>;
  externalEtcd?: boolean;
  /** What differs from RollingUpdate with one machine more, where there is a free host. */
  rollout?: Partial<Desired['controlPlane']['rollout']>;
  /** There is a bundle. */
  bundle?: boolean;
  healthChecks?: Desired['machineHealthChecks'];
}

/**
 * What there is, by machine, in words. A machine is bootstrapped, recorded, healthy and its host was visited, but for what
 * these say: `dead` (its host does not answer), `ailing` (it answers, its node is not Ready and its etcd member is not healthy),
 * `bare`, `claimed`, `half` and `joining` (as its host shows), `foreign` (its host serves another cluster), `unvisited`, `deleting`, `open` (although it is deleting, its node takes pods), `unclean` (to be cleaned), `first` (to go
 * first), `no-member`, `no-node`, `no-record`, `begun` (recorded without a revision), `other` (of another deployment), `learner`,
 * `came-back` (unclean, with Node and member again), `mute` (its host does not answer here, its node is Ready), `unmarked` and
 * `unreadable` (the mark of its host is gone, cannot be read; its kubelet runs), `replaced` (bare, with another machine-id and
 * product_uuid than its node's), `wiped` (its host bears its mark and no kubelet.conf), `started` (its etcd member votes and is healthy, although its bootstrap is not done).
 * `old` is of v1.20.1 where v1.20.2 is wanted, `older` of v1.18.1, `newer` of v1.20.3; `other-spec` was made from other files, `untold` keeps no template; `closed`: we closed
 * its node for an upgrade that has not ended, `cut`: its host is marked as being upgraded to v1.20.2; `spared` and `marked`: nobody is to replace it, somebody is. A node is what it is since WORLD_BEGAN. A number is its age: the lower, the older. Hosts that are not named are bare and were visited.
 */
export type World = Record<string, string>;

export const WORLD_REVISION = 'revision';

export const WORLD_BEGAN = '2026-02-01T00:00:00Z';

export function shortDesired({ hosts, roles = {}, zones = {}, ...short }: ShortInventory): Desired {
  const base = desiredCluster({ controlPlanes: 0, workers: 0 });
  const all = hosts.map((name): DesiredHost => {
    const zone = zones[name];
    return desiredHost(name, roles[name] ?? roleOf(name), addressOf(name), {
      labels: zone === undefined ? {} : { [base.failureDomainLabel]: zone },
    });
  });
  const named = (role: DesiredHost['role']) => all.filter((host) => host.role === role).map(({ name }) => name);
  const owned = (role: DesiredHost['role'], replicas: number | undefined) => {
    const pool = [...named(role), ...(replicas === undefined ? [] : named('spare'))];
    const count = replicas ?? pool.length;
    return { replicas: count, pool, hosts: pool.slice(0, count) };
  };
  const [workers] = base.machineDeployments;
  if (!workers) throw new Error('desiredCluster has no machine deployment');
  return {
    ...base,
    controlPlane: {
      ...base.controlPlane,
      ...owned('control-plane', short.controlPlane),
      rollout: { ...base.controlPlane.rollout, ...short.rollout },
      ...(short.externalEtcd && {
        kubeadmConfigSpec: { clusterConfiguration: { etcd: { external: { endpoints: [] } } } },
      }),
    },
    machineDeployments: [
      {
        ...workers,
        ...short.workers,
        ...owned('worker', short.workers?.replicas),
        rollout: { ...workers.rollout, ...short.workers?.rollout },
      },
    ],
    ...(short.bundle && { bundle: '/bundle' }),
    ...(short.healthChecks && { machineHealthChecks: short.healthChecks }),
    hosts: all,
  };
}

/** What a look at such a world tells. */
export function observedWorld(desired: Desired, world: World): Observed {
  const words = new Map(Object.entries(world).map(([name, text]) => [name, new Set(String(text).split(/\s+/))]));
  const names = [...new Set([...desired.hosts.map(({ name }) => name), ...words.keys()])];
  const hosts: [string, ObservedHost][] = [];
  for (const name of names) {
    const said = words.get(name) ?? new Set(['bare', 'no-node', 'no-record', 'no-member']);
    if (!said.has('unvisited')) hosts.push([name, hostIn(name, said)]);
  }
  const etcd = !('clusterConfiguration' in desired.controlPlane.kubeadmConfigSpec);
  const told = [...words];
  const nodes = told.filter(([, said]) => !said.has('no-node') && !hasLeft(said));
  const answering = ([name, said]: [string, Words]) => isControlPlane(name, said) && !said.has('dead');
  const serving = ([, said]: [string, Words]) => !isDown(said) && !hasLeft(said) && !said.has('no-record');
  const via = (nodes.find(answering) ?? told.filter(serving).find(answering))?.[0];
  if (via === undefined) return { hosts: Object.fromEntries(hosts) };
  const controlPlanes = nodes.filter(([name, said]) => isControlPlane(name, said));
  return {
    hosts: Object.fromEntries(hosts),
    cluster: clusterView({
      via,
      nodes: nodes.map(([name, said]) => nodeIn(desired, name, said)),
      etcdMembers: etcd ? told.flatMap(([name, said]) => memberIn(name, said)) : [],
      controlPlanePods: controlPlanes.filter(([, said]) => !isDown(said)).flatMap(([name]) => componentsOf(name)),
      records: told.filter(([, said]) => !said.has('no-record')).map(([name, said]) => recordIn(desired, name, said)),
    }),
  };
}

type Words = ReadonlySet<string>;

function hostIn(name: string, said: Words): ObservedHost {
  if (said.has('dead') || said.has('mute')) return { reachable: false, error: { message: `no route to ${name}` } };
  const step = {
    id: 'os/hostname',
    title: 'hostname',
    status: isBare(said) ? ('change' as const) : ('ok' as const),
  };
  const facts = bareFacts();
  const unclear = said.has('unmarked') || said.has('unreadable');
  facts.kubeadm.kubeletConf = unclear || (!isBare(said) && !said.has('claimed') && !said.has('wiped'));
  if (said.has('joining')) facts.kubeadm.bootstrapRunning = true;
  const phase = said.has('claimed')
    ? 'claimed'
    : said.has('half') || said.has('joining')
      ? 'bootstrapping'
      : 'bootstrapped';
  const role = isControlPlane(name, said) ? 'control-plane' : 'worker';
  const foreign = said.has('foreign') && { cluster: 'another', uid: 'uid-elsewhere' };
  if (said.has('unreadable')) facts.machineUnreadable = 'not JSON';
  if (!isBare(said) && !unclear)
    facts.machine = mark({
      ...{ machine: name, uid: `uid-of-${name}`, role, phase, version: versionOf(said), ...foreign },
      ...(said.has('cut') && { upgrading: { version: 'v1.20.2' } }),
    });
  const own = said.has('replaced') ? 'another' : 'one';
  Object.assign(facts, { machineId: `${own}-id-of-${name}`, productUuid: `${own}-uuid-of-${name}` });
  return { reachable: true, facts, steps: said.has('foreign') || unclear ? [] : [step] };
}

function nodeIn(desired: Desired, name: string, said: Words): NodeView {
  return nodeView(name, {
    labels: desired.hosts.find((host) => host.name === name)?.labels ?? {},
    controlPlane: isControlPlane(name, said),
    ready: !isDown(said),
    unreachable: said.has('dead'),
    unschedulable: (said.has('deleting') && !said.has('open')) || said.has('closed'),
    ...(said.has('closed') && { closedForUpgrade: true }),
    kubeletVersion: versionOf(said),
    internalIp: `192.168.73.${addressOf(name)}`,
    machineId: `one-id-of-${name}`,
    conditions: [
      { type: 'Ready', status: said.has('dead') ? 'Unknown' : isDown(said) ? 'False' : 'True', since: WORLD_BEGAN },
    ],
    systemUuid: `ONE-UUID-OF-${name}`.toUpperCase(),
  });
}

function memberIn(name: string, said: Words): EtcdMember[] {
  if (!isControlPlane(name, said) || said.has('no-member') || hasLeft(said)) return [];
  const index = addressOf(name);
  const peerUrls = [`https://192.168.73.${index}:2380`];
  return [
    etcdMember(name, index, { peerUrls, healthy: !isDown(said) || said.has('started'), learner: said.has('learner') }),
  ];
}

function recordIn(desired: Desired, name: string, said: Words): MachineRecord {
  const role = isControlPlane(name, said) ? 'control-plane' : 'worker';
  const host = desired.hosts.find((candidate) => candidate.name === name) ?? desiredHost(name, role, addressOf(name));
  const { address, internalAddress, labels, ssh } = host;
  const zone = labels[desired.failureDomainLabel];
  const owner = role === 'worker' ? 'workers' : role;
  const age = [...said].find((word) => /^\d+$/.test(word)) ?? '0';
  return machineRecord(name, {
    role,
    owner: role === 'control-plane' ? role : said.has('other') ? 'others' : 'workers',
    revision: said.has('begun') ? undefined : isOutdated(said) ? 'another revision' : WORLD_REVISION,
    version: versionOf(said),
    template: said.has('untold')
      ? undefined
      : said.has('other-spec')
        ? [machineTemplate(desired, owner), 'files:of-before'].filter((text) => text !== '-').join(' ')
        : machineTemplate(desired, owner),
    host: { address, internalAddress, labels, ssh },
    ...(zone !== undefined && { failureDomain: zone }),
    createdAt: `2026-01-01T00:00:${age.padStart(2, '0')}Z`,
    ...(said.has('deleting') && { deletion: { since: '2026-02-01T00:00:00Z', reason: 'its host left the inventory' } }),
    ...(said.has('unclean') && { toBeCleaned: true }),
    ...(said.has('first') && { deleteFirst: true }),
    ...(said.has('spared') && { skipRemediation: true }),
    ...(said.has('marked') && { remediate: true }),
  });
}

function versionOf(said: Words): string {
  return said.has('older') ? 'v1.18.1' : said.has('old') ? 'v1.20.1' : said.has('newer') ? 'v1.20.3' : 'v1.20.2';
}

function isOutdated(said: Words): boolean {
  return ['old', 'older', 'newer', 'other-spec'].some((word) => said.has(word));
}

function hasLeft(said: Words): boolean {
  return said.has('unclean') && !said.has('came-back');
}

function isDown(said: Words): boolean {
  return ['dead', 'ailing', 'half', 'joining', 'claimed', 'foreign'].some((word) => said.has(word)) || isBare(said);
}

function isBare(said: Words): boolean {
  return said.has('bare') || said.has('replaced');
}

/** By name, or as the words say: `control-plane`, `worker`. */
function isControlPlane(name: string, said: Words): boolean {
  return said.has('control-plane') || (name.startsWith('cp-') && !said.has('worker'));
}

function roleOf(name: string): DesiredHost['role'] {
  return name.startsWith('cp-') ? 'control-plane' : name.startsWith('w-') ? 'worker' : 'spare';
}

/** cp-1 → 11, w-1 → 51, s-1 → 91. */
function addressOf(name: string): number {
  const base = name.startsWith('cp-') ? 10 : name.startsWith('w-') ? 50 : 90;
  return base + Number(name.split('-')[1] ?? 1);
}
