import type { ClusterView, ControlPlanePod, EtcdMember, NodeView } from '../../src/model/observed.ts';

/** A healthy, voting etcd member; a test names what differs. */
export function etcdMember(name: string, index: number, overrides: Partial<EtcdMember> = {}): EtcdMember {
  const peerUrls = [`https://192.168.73.${10 + index}:2380`];
  return { id: `a${index}`, name, peerUrls, learner: false, healthy: true, ...overrides };
}

/** A Ready node. */
export function nodeView(name: string, overrides: Partial<NodeView> = {}): NodeView {
  return {
    name,
    uid: `uid-of-${name}`,
    ready: true,
    controlPlane: name.startsWith('cp-'),
    unschedulable: false,
    kubeletVersion: 'v1.20.2',
    labels: {},
    taints: [],
    ...overrides,
  };
}

/** The cluster as cp-1 tells it: nothing in it, its endpoint answers. */
export function clusterView(overrides: Partial<ClusterView> = {}): ClusterView {
  return {
    via: 'cp-1',
    uid: 'kube-system-uid',
    nodes: [],
    etcdMembers: [],
    endpointAnswers: true,
    appliedManifests: {},
    records: [],
    ...overrides,
  };
}

/** The static pods of a control plane, all Ready. */
export function componentsOf(node: string): ControlPlanePod[] {
  const components = ['kube-apiserver', 'kube-controller-manager', 'kube-scheduler', 'etcd'];
  return components.map((component) => ({ node, component, ready: true }));
}

/** A cluster whose control planes and their etcd members are all healthy: the first of them leads and tells of it. */
export function healthyCluster(controlPlanes: string[], overrides: Partial<ClusterView> = {}): ClusterView {
  return clusterView({
    kubernetesVersion: 'v1.30.0',
    nodes: controlPlanes.map((name) => nodeView(name)),
    etcdMembers: controlPlanes.map((name, i) =>
      etcdMember(name, i + 1, { leader: i === 0, clientUrls: [`https://192.168.73.${11 + i}:2379`] }),
    ),
    controlPlanePods: controlPlanes.flatMap(componentsOf),
    ...overrides,
  });
}
