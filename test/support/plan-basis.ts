import type { Desired } from '../../src/model/desired.ts';
import type { MachineRecord } from '../../src/model/machine-record.ts';
import type { Observed } from '../../src/model/observed.ts';
import { type BasisInput, type PlanBasis, planBasis } from '../../src/plan/basis.ts';
import { clusterView, etcdMember, nodeView } from './cluster-view.ts';
import { desiredCluster } from './desired.ts';
import { bareFacts } from './facts.ts';

/** A cluster of one control plane and one worker that is to get another: what is known of it, one of everything. */
export function basisInput(overrides: Partial<BasisInput> = {}): BasisInput {
  return {
    desired: desiredWithEverything(),
    observed: observedWithEverything(),
    states: { 'cp-1': 'bootstrapped', 'w-2': 'bare' },
    revisionOf: ({ owner }) => `revision of ${owner}`,
    manifests: [{ name: 'network.yaml', content: 'kind: List', sha256: 'sha of network' }],
    ...overrides,
  };
}

/** As it comes back from a file. */
export function savedBasis(overrides: Partial<BasisInput> = {}): PlanBasis {
  return JSON.parse(JSON.stringify(planBasis(basisInput(overrides))));
}

function desiredWithEverything(): Desired {
  const desired = desiredCluster({ controlPlanes: 1, workers: 2 });
  const file = { path: '/etc/motd', content: 'welcome' };
  desired.controlPlane.kubeadmConfigSpec = { files: [file], preKubeadmCommands: ['true'] };
  for (const host of desired.hosts) host.labels = { zone: 'a' };
  for (const deployment of desired.machineDeployments) {
    deployment.taints = [{ key: 'dedicated', value: 'gpu', effect: 'NoSchedule' }];
  }
  return desired;
}

function observedWithEverything(): Observed {
  const step = { id: 'os/hostname', title: 'hostname', status: 'change' as const };
  return {
    hosts: {
      'cp-1': { reachable: true, facts: bareFacts(), steps: [{ ...step, status: 'ok' }] },
      'w-2': { reachable: true, facts: bareFacts(), steps: [step] },
    },
    cluster: clusterView({
      nodes: [
        nodeView('cp-1', { labels: { zone: 'a', 'kubernetes.io/hostname': 'cp-1' } }),
        nodeView('w-1', { taints: [{ key: 'dedicated', value: 'gpu', effect: 'NoSchedule' }] }),
      ],
      etcdMembers: [etcdMember('cp-1', 1)],
      controlPlanePods: [{ node: 'cp-1', component: 'kube-apiserver', ready: true }],
      appliedManifests: { 'network.yaml': 'sha of network' },
      records: [record('cp-1', 'control-plane'), record('w-1', 'worker')],
    }),
  };
}

function record(name: string, role: MachineRecord['role']): MachineRecord {
  return {
    name,
    uid: `uid-of-${name}`,
    cluster: 'b-cluster',
    clusterUid: 'uid-1',
    role,
    owner: role === 'worker' ? 'workers' : role,
    version: 'v1.20.2',
    revision: 'revision-1',
    failureDomain: 'a',
    createdAt: '2026-01-01T00:00:00Z',
    host: {
      address: '192.168.73.11',
      internalAddress: '192.168.73.11',
      labels: {},
      ssh: {
        user: 'ops',
        port: 22,
        agent: false,
        sudo: { enabled: true },
        hostKeys: 'strict',
        connectTimeoutMs: 10_000,
      },
    },
  };
}
