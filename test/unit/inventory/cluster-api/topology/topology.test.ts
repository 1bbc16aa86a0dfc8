import { describe, expect, it } from 'vitest';
import { expandTopology } from '../../../../../src/inventory/cluster-api/topology/expand-topology.ts';
import { parseDocuments } from '../../../../../src/inventory/source-document.ts';
import { fixture, inventory, readFiles } from '../cases.ts';
import { filesOf, TOPOLOGY_CASES } from './cases.ts';

function expanded(files: Record<string, string>) {
  const documents = Object.entries(files).flatMap(([file, text]) => parseDocuments(file, text).documents);
  return expandTopology(documents.map((document) => ({ ...document, folder: '/' })));
}

describe('test/fixtures/cluster-api/topology/cases.yaml', () => {
  for (const each of TOPOLOGY_CASES) {
    it(each.title, async () => {
      const files = filesOf(each);
      const outcome = await readFiles(files);
      expect(outcome.said).toEqual(each.problems ?? []);
      expect(outcome.read === undefined).toBe(outcome.problems.some(({ severity }) => severity === 'error'));
      if (each.desired !== undefined) expect(outcome.read?.desired).toMatchObject(each.desired);
      const values = expanded(files).documents.map(
        ({ value }) => value as { kind: string; metadata?: { name?: string } },
      );
      const find = (kind: string, name: string) =>
        values.find((value) => value.kind === kind && value.metadata?.name === name);
      for (const part of each.expanded ?? []) expect(find(part.kind, part.metadata.name)).toMatchObject(part);
      for (const title of each.absent ?? []) {
        const [kind = '', name = ''] = title.split(' ');
        expect(find(kind, name)).toBeUndefined();
      }
    });
  }
});

describe('the quick start as it is published', () => {
  const QUICK_START = `
apiVersion: cluster.x-k8s.io/v1beta1
kind: Cluster
metadata: { name: capi-quickstart, namespace: default }
spec:
  clusterNetwork:
    services: { cidrBlocks: [10.128.0.0/12] }
    pods: { cidrBlocks: [192.168.0.0/16] }
    serviceDomain: cluster.local
  topology:
    class: quick-start
    controlPlane: { metadata: {}, replicas: 3 }
    variables:
      - { name: imageRepository, value: "" }
      - { name: etcdImageTag, value: "" }
      - { name: coreDNSImageTag, value: "" }
      - { name: podSecurityStandard, value: { audit: restricted, enabled: true, enforce: baseline, warn: restricted } }
    version: v1.31.2
    workers:
      machineDeployments: [{ class: default-worker, name: md-0, replicas: 3 }]
`;
  const overlay = { cluster: { controlPlaneEndpoint: { host: '10.0.0.9' } } };
  const files = (cluster: string) => ({
    'inventory.yaml': inventory({ overlay }),
    'cluster.yaml': cluster,
    'class.yaml': fixture('topology/class-v1beta1.yaml'),
  });

  it('is a cluster, with two warnings: what is of another infrastructure is not used', async () => {
    const { read, said } = await readFiles(files(QUICK_START));
    expect(said.map((line) => line.split(':').slice(0, 2).join(':'))).toEqual(['class.yaml:74', 'class.yaml:175']);
    expect(said.join()).toMatch(/patches of infrastructure are not used.*DockerMachineTemplate \(customImage\)/);
    expect(read?.desired).toMatchObject({
      cluster: { name: 'capi-quickstart' },
      controlPlane: { version: 'v1.31.2', replicas: 3, hosts: ['cp-1', 'cp-2', 'cp-3'] },
      machineDeployments: [{ name: 'md-0', version: 'v1.31.2', replicas: 3 }],
    });
    const { kubeadmConfigSpec } = read?.desired.controlPlane ?? {};
    expect(kubeadmConfigSpec?.clusterConfiguration).toMatchObject({
      apiServer: {
        extraArgs: { 'admission-control-config-file': '/etc/kubernetes/kube-apiserver-admission-pss.yaml' },
      },
    });
    expect(JSON.stringify(kubeadmConfigSpec?.files)).toContain('pod-security.admission.config.k8s.io/v1\\n');
    expect(kubeadmConfigSpec?.clusterConfiguration?.imageRepository).toBeUndefined();
  });

  it('does as its variables say', async () => {
    const edited = QUICK_START.replace('imageRepository, value: ""', 'imageRepository, value: reg.example')
      .replace('enabled: true', 'enabled: false')
      .replace('etcdImageTag, value: ""', 'etcdImageTag, value: 3.5.16-0');
    const { read } = await readFiles(files(edited));
    const { kubeadmConfigSpec } = read?.desired.controlPlane ?? {};
    expect(kubeadmConfigSpec?.files).toBeUndefined();
    expect(kubeadmConfigSpec?.clusterConfiguration).toMatchObject({
      imageRepository: 'reg.example',
      etcd: { local: { imageTag: '3.5.16-0' } },
    });
  });

  it('says of another version of Kubernetes what its template says', async () => {
    const { read } = await readFiles(files(QUICK_START.replace('v1.31.2', 'v1.24.17')));
    expect(JSON.stringify(read?.desired.controlPlane.kubeadmConfigSpec.files)).toContain('k8s.io/v1beta1\\n');
  });

  it('is expanded to the same each time, whatever the order of the documents', () => {
    const [cluster = '', ...others] = Object.values(files(QUICK_START)).reverse();
    const values = (texts: string[]) =>
      expanded(Object.fromEntries(texts.map((text, index) => [String(index), text])))
        .documents.map(({ value }) => JSON.stringify(value))
        .sort();
    expect(values([cluster, ...others])).toEqual(values([...others, cluster]));
  });
});

describe('the quick start as v1beta2 publishes it, with a machine pool', () => {
  const CLUSTER = `
apiVersion: cluster.x-k8s.io/v1beta2
kind: Cluster
metadata: { name: capi-quickstart, namespace: default }
spec:
  clusterNetwork:
    services: { cidrBlocks: [10.128.0.0/12] }
    pods: { cidrBlocks: [192.168.0.0/16] }
    serviceDomain: cluster.local
  topology:
    classRef: { name: quick-start }
    controlPlane: { replicas: 3 }
    variables:
      - { name: imageRepository, value: reg.example }
      - { name: etcdImageTag, value: "" }
      - { name: coreDNSImageTag, value: v1.12.1 }
      - { name: podSecurityStandard, value: { audit: restricted, enabled: true, enforce: baseline, warn: restricted } }
    version: v1.34.2
    workers:
      machineDeployments: [{ class: default-worker, name: md-0, replicas: 1 }]
      machinePools: [{ class: default-worker, name: mp-0, replicas: 2 }]
`;

  it('is a cluster: what is of another infrastructure is not used, and nothing else is said', async () => {
    const overlay = {
      cluster: { controlPlaneEndpoint: { host: '10.0.0.9' } },
      machineDeployments: [
        { name: 'md-0', hostSelector: { matchLabels: { 'topology.kubernetes.io/zone': 'rack-b' } } },
      ],
      machinePools: [{ name: 'mp-0', hostSelector: { matchLabels: { 'topology.kubernetes.io/zone': 'rack-a' } } }],
    };
    const { read, said } = await readFiles({
      'inventory.yaml': inventory({ overlay }),
      'cluster.yaml': CLUSTER,
      'class.yaml': fixture('topology/class-v1beta2.yaml'),
    });
    expect(said).toEqual([
      expect.stringMatching(/^class.yaml:\d+:\d+ warning patches of infrastructure are not used.*\(customImage\)/),
      expect.stringMatching(
        /^class.yaml:\d+:\d+ warning not used, machines come from the hosts of the Inventory: Docker/,
      ),
    ]);
    expect(read?.desired).toMatchObject({
      controlPlane: {
        version: 'v1.34.2',
        hosts: ['cp-1', 'cp-2', 'cp-3'],
        kubeadmConfigSpec: {
          clusterConfiguration: {
            imageRepository: 'reg.example',
            dns: { imageTag: 'v1.12.1' },
            controllerManager: { extraArgs: [{ name: 'enable-hostpath-provisioner', value: 'true' }] },
            apiServer: {
              certSANs: ['localhost', '127.0.0.1', '0.0.0.0'],
              extraArgs: [
                {
                  name: 'admission-control-config-file',
                  value: '/etc/kubernetes/kube-apiserver-admission-pss.yaml',
                },
              ],
            },
          },
          files: [{ path: '/etc/kubernetes/kube-apiserver-admission-pss.yaml' }],
        },
      },
      machineDeployments: [
        { name: 'md-0', version: 'v1.34.2', hosts: ['w-3'] },
        { name: 'mp-0', kind: 'MachinePool', version: 'v1.34.2', hosts: ['w-1', 'w-2'] },
      ],
      machineHealthChecks: [
        {
          unhealthyNodeConditions: [
            { type: 'Ready', status: 'Unknown', timeoutMs: 300_000 },
            { type: 'Ready', status: 'False', timeoutMs: 300_000 },
          ],
        },
      ],
    });
  });
});
