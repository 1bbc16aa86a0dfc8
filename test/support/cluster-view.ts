import type { ClusterView, EtcdMember, NodeView } from '../../src/model/observed.ts';

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
