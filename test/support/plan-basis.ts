import type { Desired } from '../../src/model/desired.ts';
import type { Observed } from '../../src/model/observed.ts';
import { type BasisInput, type PlanBasis, planBasis } from '../../src/plan/basis.ts';
import { clusterView, etcdMember, nodeView } from './cluster-view.ts';
import { desiredCluster } from './desired.ts';
import { bareFacts } from './facts.ts';
import { machineRecord } from './machine-record.ts';

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
      clusterConfiguration: 'kubernetesVersion: v1.20.1',
      appliedManifests: { 'network.yaml': 'sha of network' },
      records: ['cp-1', 'w-1'].map((name) => machineRecord(name, { revision: 'revision-1', failureDomain: 'a' })),
    }),
  };
}
