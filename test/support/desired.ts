import type { Desired, DesiredHost, HostRole, RemovalPolicy } from '../../src/model/desired.ts';

/** A host of the desired state with every default filled in. */
export function desiredHost(
  name: string,
  role: HostRole,
  index: number,
  overrides: Partial<DesiredHost> = {},
): DesiredHost {
  const address = `192.168.73.${index}`;
  return {
    name,
    address,
    internalAddress: address,
    role,
    labels: {},
    taints: [],
    vars: {},
    ssh: {
      user: 'ops',
      port: 22,
      agent: false,
      sudo: { enabled: true },
      hostKeys: 'strict',
      connectTimeoutMs: 10_000,
    },
    ...overrides,
  };
}

/** As the inventory fills it in where it says nothing. */
export function removalPolicy(overrides: Partial<RemovalPolicy> = {}): RemovalPolicy {
  return { nodeDeletionTimeoutMs: 10_000, giveUpAfterMs: 600_000, ...overrides };
}

/** Cluster `b-cluster` of the given shape: hosts cp-1…, w-1… */
export function desiredCluster(
  shape: { controlPlanes: number; workers: number },
  overrides: Partial<Desired> = {},
): Desired {
  const names = (prefix: string, count: number) => Array.from({ length: count }, (_, i) => `${prefix}-${i + 1}`);
  const controlPlanes = names('cp', shape.controlPlanes);
  const workers = names('w', shape.workers);
  return {
    cluster: {
      name: 'b-cluster',
      endpoint: { host: '192.168.73.192', port: 6443 },
      podCidrs: ['10.244.0.0/16'],
      serviceCidrs: ['10.96.0.0/12'],
      serviceDomain: 'cluster.local',
    },
    controlPlane: {
      version: 'v1.20.2',
      replicas: shape.controlPlanes,
      hosts: controlPlanes,
      pool: controlPlanes,
      removal: removalPolicy(),
      rollout: { strategy: 'RollingUpdate', maxSurge: 1 },
      kubeadmConfigSpec: {},
    },
    failureDomainLabel: 'topology.kubernetes.io/zone',
    machineDeployments: [
      {
        name: 'workers',
        version: 'v1.20.2',
        replicas: shape.workers,
        hosts: workers,
        pool: workers,
        removal: removalPolicy(),
        deletePolicy: 'Random',
        maxUnavailable: 1,
        rollout: { strategy: 'RollingUpdate', maxSurge: 1, maxUnavailable: 0 },
        kubeadmConfigSpec: {},
        labels: {},
        taints: [],
      },
    ],
    hosts: [
      ...controlPlanes.map((name, i) => desiredHost(name, 'control-plane', 11 + i)),
      ...workers.map((name, i) => desiredHost(name, 'worker', 21 + i)),
    ],
    kubeVip: { enabled: true, image: 'ghcr.io/kube-vip/kube-vip:v0.8.9', mode: 'arp', services: false },
    playbooks: [],
    manifests: [],
    vars: {},
    ...overrides,
  };
}
