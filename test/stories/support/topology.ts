import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { stringify } from 'yaml';
import type { Lab } from '../../lab/lab.ts';
import { ETCD_TIMES, IGNORED } from './documents.ts';

const reference = (kind: string, group: string) => ({
  apiVersion: `${group}.cluster.x-k8s.io/v1beta1`,
  kind,
  name: kind.toLowerCase(),
});
const CONTROL_PLANE = reference('KubeadmControlPlaneTemplate', 'controlplane');
const WORKER = reference('KubeadmConfigTemplate', 'bootstrap');
const MACHINES = reference('DockerMachineTemplate', 'infrastructure');

const document = ({ apiVersion, kind, name }: typeof WORKER, template: object) => ({
  apiVersion,
  kind,
  metadata: { name },
  spec: { template: { spec: template } },
});

/** A class with two variables: one that a patch writes as it is, one that decides whether a patch is made at all. */
const CLASS = {
  apiVersion: 'cluster.x-k8s.io/v1beta1',
  kind: 'ClusterClass',
  metadata: { name: 'site' },
  spec: {
    controlPlane: { ref: CONTROL_PLANE, machineInfrastructure: { ref: MACHINES } },
    infrastructure: { ref: reference('DockerClusterTemplate', 'infrastructure') },
    workers: {
      machineDeployments: [
        { class: 'default', template: { bootstrap: { ref: WORKER }, infrastructure: { ref: MACHINES } } },
      ],
    },
    variables: [
      {
        name: 'verbosity',
        required: false,
        schema: { openAPIV3Schema: { type: 'integer', minimum: 0, maximum: 10, default: 2 } },
      },
      { name: 'tier', required: true, schema: { openAPIV3Schema: { type: 'string' } } },
    ],
    patches: [
      {
        name: 'verbosity',
        definitions: [
          {
            selector: { ...CONTROL_PLANE, name: undefined, matchResources: { controlPlane: true } },
            jsonPatches: [
              {
                op: 'add',
                path: '/spec/template/spec/kubeadmConfigSpec/clusterConfiguration/apiServer/extraArgs',
                valueFrom: { template: 'v: "{{ .verbosity }}"' },
              },
            ],
          },
        ],
      },
      {
        name: 'tier',
        enabledIf: '{{ ne .tier "" }}',
        definitions: [
          {
            selector: {
              ...WORKER,
              name: undefined,
              matchResources: { machineDeploymentClass: { names: ['default'] } },
            },
            jsonPatches: [
              {
                op: 'add',
                path: '/spec/template/spec/files',
                valueFrom: {
                  template:
                    '- path: /etc/site-tier\n  content: "{{ .tier }} {{ .builtin.machineDeployment.topologyName }}\\n"',
                },
              },
            ],
          },
        ],
      },
    ],
  },
};

/** A Cluster of that class with three control planes and two workers, in one file beside the lab's inventory. */
export async function topologyOf({ name, vip, folder }: Lab): Promise<string> {
  const cluster = {
    apiVersion: 'cluster.x-k8s.io/v1beta1',
    kind: 'Cluster',
    metadata: { name },
    spec: {
      clusterNetwork: { pods: { cidrBlocks: ['10.244.0.0/16'] }, services: { cidrBlocks: ['10.96.0.0/16'] } },
      controlPlaneEndpoint: { host: vip, port: 6443 },
      topology: {
        class: 'site',
        version: 'v1.20.2',
        controlPlane: { replicas: 3 },
        workers: { machineDeployments: [{ class: 'default', name: 'md-0', replicas: 2 }] },
        variables: [
          { name: 'verbosity', value: 3 },
          { name: 'tier', value: 'gold' },
        ],
      },
    },
  };
  const nodeRegistration = IGNORED;
  const controlPlane = document(CONTROL_PLANE, {
    kubeadmConfigSpec: {
      clusterConfiguration: { etcd: { local: { extraArgs: ETCD_TIMES } }, apiServer: {} },
      initConfiguration: { nodeRegistration },
      joinConfiguration: { nodeRegistration },
    },
  });
  const worker = document(WORKER, { joinConfiguration: { nodeRegistration } });
  const path = join(folder, 'topology.yaml');
  await writeFile(path, [CLASS, cluster, controlPlane, worker].map((one) => stringify(one)).join('---\n'));
  return path;
}
