import fc from 'fast-check';

const maybe = <T>(arbitrary: fc.Arbitrary<T>) => fc.option(arbitrary, { nil: undefined });
const object = (fields: Record<string, fc.Arbitrary<unknown>>) => fc.record(fields, { requiredKeys: [] });

const ZONE = 'topology.kubernetes.io/zone';
const duration = fc.constantFrom('0s', '10m', '1h30m', '500ms', '90s', '1.5h');
const seconds = fc.integer({ min: 0, max: 5000 });
const amount = fc.constantFrom(0, 1, 2, '25%', '50%');
const version = fc.constantFrom('v1.34.2', 'v1.33.5', 'v1.34.0+site.1');
const moment = fc.constantFrom('2026-01-31T12:00:00Z', '2027-06-01T00:00:00+02:00');
const label = fc.constantFrom('', 'a', 'yes', '012', 'b-2');
const labels = (...keys: string[]) =>
  fc.dictionary(fc.constantFrom(...keys), label, { maxKeys: 3, noNullPrototype: true });
const taints = (key: string) =>
  fc.constantFrom([], ...['NoSchedule', 'NoExecute'].map((effect) => [{ key, value: 'x', effect }]));
const onNodes = labels('a', 'site/x', 'node-role.kubernetes.io/w', 'node.cluster.x-k8s.io/t');
const text = fc.constantFrom(
  'echo {{ ds.meta_data.hostname }}',
  'a: b\n- c\n',
  '#!/bin/sh\n\ttrue\n',
  ' x ',
  'null',
  '|',
);

const kubeadmConfigSpec = object({
  clusterConfiguration: object({
    apiServer: object({ extraArgs: fc.constantFrom({ v: '2' }, [{ name: 'v', value: '2' }]) }),
    networking: fc.constantFrom({}, { podSubnet: '10.244.0.0/16' }, { dnsDomain: 'cluster.local' }),
    certificatesDir: fc.constantFrom(null, '', '/etc/kubernetes/pki'),
    scheduler: fc.constantFrom(null, {}, { extraVolumes: [] }),
  }),
  files: fc.uniqueArray(fc.record({ path: fc.constantFrom('/a', '/b'), content: text }), {
    selector: ({ path }) => path,
    maxLength: 2,
  }),
  preKubeadmCommands: fc.array(text, { maxLength: 2 }),
  verbosity: fc.nat(9),
  users: fc.constantFrom([], [{ name: 'ops', sudo: 'ALL=(ALL) NOPASSWD:ALL', lockPassword: true }]),
});

const strategy = (...types: string[]) =>
  object({
    type: fc.constantFrom(...types),
    rollingUpdate: object({
      maxSurge: amount,
      maxUnavailable: amount,
      deletePolicy: fc.constantFrom('Oldest', 'Newest', 'Random'),
    }),
    remediation: object({ maxInFlight: amount }),
  });
const ofControlPlane = object({
  type: fc.constantFrom('RollingUpdate', 'InPlace'),
  rollingUpdate: object({ maxSurge: fc.constantFrom(1, '1', 0) }),
});
const before = object({ certificatesExpiryDays: fc.integer({ min: 7, max: 90 }) });

const controlPlane = fc.record(
  {
    version: fc.constant('v1.34.2'),
    replicas: fc.constantFrom(1, 3),
    hostSelector: object({ role: fc.constant('control-plane'), matchLabels: fc.constant({}) }),
    kubeadmConfigSpec,
    rolloutStrategy: ofControlPlane,
    rollout: object({ strategy: ofControlPlane, after: moment, before }),
    rolloutAfter: moment,
    rolloutBefore: before,
    remediationStrategy: object({ maxRetry: fc.nat(5), retryPeriod: duration, minHealthyPeriod: duration }),
    remediation: object({ maxRetry: fc.nat(5), retryPeriodSeconds: seconds, minHealthyPeriodSeconds: seconds }),
    machineTemplate: object({
      nodeDrainTimeout: duration,
      nodeDeletionTimeout: duration,
      metadata: object({ labels: labels('tier', 'a/b') }),
      spec: object({
        taints: taints('owner'),
        deletion: object({ nodeDrainTimeoutSeconds: seconds, nodeVolumeDetachTimeoutSeconds: seconds }),
      }),
    }),
  },
  { requiredKeys: ['version'] },
);

const workers = {
  version,
  kubeadmConfigSpec,
  labels: onNodes,
  taints: taints('group'),
  nodeDrainTimeout: duration,
  nodeVolumeDetachTimeout: duration,
  nodeDeletionTimeout: duration,
  minReadySeconds: seconds,
  template: object({ metadata: object({ labels: onNodes }) }),
};
/** A group whose hosts are labelled with its name, in failure domain a. */
const named = (name: string, fields: Record<string, fc.Arbitrary<unknown>>) =>
  fc.tuple(object(fields), fc.constantFrom({}, { [ZONE]: 'a' }), fc.boolean()).map(([group, zone, expressed]) => ({
    name,
    hostSelector: {
      matchLabels: { group: name, ...zone },
      ...(expressed && { matchExpressions: [{ key: ZONE, operator: 'In', values: ['a', 'b'] }] }),
    },
    ...group,
  }));
const deployment = (name: string) =>
  named(name, {
    ...workers,
    replicas: fc.integer({ min: 0, max: 2 }),
    strategy: strategy('RollingUpdate', 'OnDelete', 'InPlace'),
    rollout: object({ strategy: strategy('RollingUpdate', 'OnDelete', 'InPlace'), after: moment }),
    deletePolicy: fc.constantFrom('Oldest', 'Newest', 'Random'),
  });

const conditions = fc.array(
  fc.record(
    {
      type: fc.constant('Ready'),
      status: fc.constantFrom('False', 'Unknown'),
      timeout: duration,
      timeoutSeconds: seconds,
    },
    { requiredKeys: ['type', 'status'] },
  ),
  { maxLength: 2 },
);
const healthCheck = fc.record(
  {
    name: fc.constantFrom('first', 'second'),
    selector: fc.constantFrom(
      { matchLabels: { tier: 'front' } },
      { matchExpressions: [{ key: 'tier', operator: 'Exists' }] },
    ),
    unhealthyConditions: conditions,
    unhealthyNodeConditions: conditions,
    unhealthyMachineConditions: conditions,
    nodeStartupTimeout: duration,
    maxUnhealthy: amount,
    unhealthyRange: fc.constant('[1-3]'),
    checks: object({ unhealthyNodeConditions: conditions, nodeStartupTimeoutSeconds: seconds }),
    remediation: object({
      triggerIf: object({ unhealthyLessThanOrEqualTo: amount, unhealthyInRange: fc.constant('[0-2]') }),
    }),
  },
  { requiredKeys: ['name', 'selector'] },
);

const host = (index: number, role: string, group = '') =>
  fc.record({ labels: labels('a', 'site/x'), taints: taints('host') }).map(({ labels: own, ...fields }) => ({
    name: `${role}-${index}`,
    address: `10.0.${role.length}.${index}`,
    role,
    labels: { ...own, [ZONE]: 'a', group },
    ...fields,
  }));

/** Inventories of which many are valid: three control planes, three workers, a spare, and everything that owners can say. */
export const inventories = fc
  .record({
    controlPlane,
    machineDeployments: maybe(
      fc.oneof(fc.constant([]), fc.tuple(deployment('md')), fc.tuple(deployment('md'), deployment('b'))),
    ),
    machinePools: maybe(fc.tuple(named('mp', { ...workers, replicas: fc.nat(3) }))),
    machineHealthChecks: maybe(fc.uniqueArray(healthCheck, { selector: ({ name }) => name, maxLength: 2 })),
    hosts: fc.tuple(
      ...[1, 2, 3].map((index) => host(index, 'control-plane')),
      ...['md', 'md', 'b', 'b', 'mp'].map((group, index) => host(index + 1, 'worker', group)),
      host(1, 'spare', 'md'),
    ),
    clusterNetwork: maybe(
      fc.constantFrom(
        { pods: { cidrBlocks: ['10.244.0.0/16'] }, apiServerPort: 6443 },
        { serviceDomain: 'cluster.local' },
      ),
    ),
  })
  .map(({ clusterNetwork, ...spec }) => ({
    apiVersion: 'installer.dev/v1alpha1',
    kind: 'Inventory',
    metadata: { name: 'c' },
    spec: {
      cluster: { controlPlaneEndpoint: { host: '10.9.9.9' }, ...(clusterNetwork && { clusterNetwork }) },
      ...spec,
    },
  }));
