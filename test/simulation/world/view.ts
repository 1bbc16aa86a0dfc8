import { clusterConfigurationFor } from '../../../src/kubeadm/documents.ts';
import type { HostFacts } from '../../../src/model/facts.ts';
import type { Machine } from '../../../src/model/machine.ts';
import type { ClusterView, ControlPlanePod, EtcdMember, NodeView, ObservedHost } from '../../../src/model/observed.ts';
import { desiredCluster, desiredHost } from '../../support/desired.ts';
import { bareFacts } from '../../support/facts.ts';
import type { SimMember } from './sim-etcd.ts';
import { alive, answers, type SimHost } from './sim-host.ts';
import { ALL_HOSTS } from './sim-inventory.ts';
import type { SimNode, World } from './world.ts';

const BARE = bareFacts();
const COMPONENTS = ['kube-apiserver', 'kube-controller-manager', 'kube-scheduler', 'etcd'];

const keptTexts = new Map<string, string>();

/** ClusterConfiguration in kubeadm-config. Nothing but the version changes there in any story. */
function keptAt(kubernetesVersion: string): string {
  const known = keptTexts.get(kubernetesVersion);
  if (known !== undefined) return known;
  const desired = desiredCluster({ controlPlanes: 0, workers: 0 });
  const host = desiredHost('h-1', 'control-plane', 11);
  const input = { desired, host, kubernetesVersion, kubeadmConfigSpec: {} };
  const text = JSON.stringify(clusterConfigurationFor(input));
  keptTexts.set(kubernetesVersion, text);
  return text;
}

/** What a visit to a host brings. @param wanted revision that the playbooks' steps are looked at for; absent: they are not */
export function visit(host: SimHost, wanted: string | undefined): ObservedHost {
  if (!answers(host)) return { reachable: false, error: { message: `${host.name} does not answer` } };
  // While kubeadm is at work, what playbooks want may well look undone.
  const status = host.prepared === wanted && !host.unit ? 'ok' : 'change';
  const steps = wanted === undefined ? [] : [{ id: 'os/hostname', title: 'Host name', status } as const];
  return { reachable: true, facts: factsOf(host), steps };
}

export function factsOf(host: SimHost): HostFacts {
  const { mark, unit, kubelet, etcdData, used } = host;
  const controlPlane = etcdData !== undefined;
  return {
    ...BARE,
    machine: mark,
    kubeadm: {
      ...BARE.kubeadm,
      kubeletConf: kubelet,
      adminConf: controlPlane,
      etcdData: controlPlane,
      manifests: controlPlane ? ['etcd.yaml', 'kube-apiserver.yaml'] : [],
      kubelet: kubelet ? 'active' : 'absent',
      bootstrapRunning: unit !== undefined,
    },
    leftovers: used ? { ...BARE.leftovers, directories: ['/var/lib/kubelet'] } : BARE.leftovers,
  };
}

/** The cluster as the API server on a host tells it; `undefined`: that one does not answer. */
export function viewThrough(world: World, via: string): ClusterView | undefined {
  if (!answers(world.host(via)) || !world.servesApi(via)) return undefined;
  const uid = world.clusterUids.at(-1) ?? '';
  return {
    via,
    uid,
    kubeProxyVersion: world.kubeProxy,
    clusterConfiguration: keptAt(world.configured),
    nodes: [...world.nodes].map(([name, node]) => nodeView(name, node, world.hosts.get(name)?.version)),
    etcdMembers: world.etcd.members.map((member) => memberView(world, member)),
    endpointAnswers: world.apiAnswers,
    appliedManifests: { ...world.appliedManifests },
    records: [...world.records.values()],
    controlPlanePods: [...world.nodes.keys()].flatMap((name) =>
      world.host(name).etcdData === undefined ? [] : podsOf(world, name),
    ),
  };
}

function nodeView(
  name: string,
  { uid, status, cordoned, upgrading, controlPlane, labels, taints }: SimNode,
  version = 'v1.20.2',
): NodeView {
  return {
    name,
    uid,
    ready: status === 'ready',
    ...(status === 'unknown' && { unreachable: true }),
    ...(status === 'not-ready' && { notReadyReason: 'KubeletNotReady' }),
    controlPlane,
    unschedulable: cordoned,
    ...(upgrading && { closedForUpgrade: true }),
    kubeletVersion: version,
    labels,
    taints,
    conditions: [{ type: 'Ready', status: status === 'ready' ? 'True' : status === 'unknown' ? 'Unknown' : 'False' }],
  };
}

function memberView({ etcd }: World, member: SimMember): EtcdMember {
  const address = addressOf(member.host);
  return {
    id: member.id,
    name: member.name,
    peerUrls: [`https://${address}:2380`],
    learner: member.learner,
    healthy: etcd.runs(member) && etcd.quorate,
    leader: etcd.leader === member.id,
    ...(member.name !== '' && { clientUrls: [`https://${address}:2379`] }),
  };
}

function podsOf(world: World, node: string): ControlPlanePod[] {
  const host = world.host(node);
  const ready = alive(host) && host.kubelet && world.servesApi(node);
  return COMPONENTS.map((component) => ({ node, component, ready }));
}

/** As the inventory has it. */
export function addressOf(host: string): string {
  return `192.168.73.${11 + ALL_HOSTS.indexOf(host)}`;
}

/** Revision of all that is applied to a machine's host. */
export function revisionOf({ role, version, kubeadmConfigSpec }: Machine, settings: unknown): string {
  return `${role} ${version} ${String(settings)} ${JSON.stringify(kubeadmConfigSpec)}`;
}
