import { MACHINE_RESOURCE, MACHINES } from '../model/machine-resource.ts';

const text = { type: 'string' };
const flag = { type: 'boolean' };

/**
 * The CustomResourceDefinition of machine records. How a host is reached nests (a bastion behind a bastion), which a
 * structural schema cannot say, so `ssh` is kept as it is.
 */
export const MACHINE_DEFINITION = {
  apiVersion: 'apiextensions.k8s.io/v1',
  kind: 'CustomResourceDefinition',
  metadata: { name: MACHINES },
  spec: {
    group: MACHINE_RESOURCE.group,
    scope: 'Cluster',
    names: {
      kind: MACHINE_RESOURCE.kind,
      listKind: MACHINE_RESOURCE.listKind,
      plural: MACHINE_RESOURCE.plural,
      singular: MACHINE_RESOURCE.singular,
    },
    versions: [
      {
        name: MACHINE_RESOURCE.version,
        served: true,
        storage: true,
        additionalPrinterColumns: [
          column('Role', 'string', '.spec.role'),
          column('Owner', 'string', '.spec.owner'),
          column('Address', 'string', '.spec.host.address'),
          column('Version', 'string', '.spec.version'),
          column('Deleting', 'date', '.status.deletion.since'),
          column('To be cleaned', 'boolean', '.status.toBeCleaned'),
          column('Age', 'date', '.metadata.creationTimestamp'),
        ],
        schema: {
          openAPIV3Schema: {
            description: 'A machine of the cluster, as installer remembers it. Never holds a secret.',
            type: 'object',
            required: ['spec'],
            properties: {
              spec: {
                type: 'object',
                required: ['cluster', 'clusterUid', 'uid', 'role', 'owner', 'version', 'host'],
                properties: {
                  cluster: text,
                  clusterUid: text,
                  uid: { ...text, description: 'The same as in /etc/installer/machine.json on the host.' },
                  role: { ...text, enum: ['control-plane', 'worker'] },
                  owner: { ...text, description: "control-plane, or the machine deployment's name." },
                  version: text,
                  revision: {
                    ...text,
                    description: 'Hash of all that was applied. Absent: the bootstrap is not known to have ended well.',
                  },
                  template: {
                    ...text,
                    description: 'What its owner wanted of its machines: a hash of each field of their specification.',
                  },
                  failureDomain: text,
                  remediationFor: {
                    description: 'The unhealthy control plane whose place it took.',
                    type: 'object',
                    required: ['machine', 'timestamp', 'retryCount'],
                    properties: {
                      machine: text,
                      timestamp: { ...text, format: 'date-time' },
                      retryCount: { type: 'integer' },
                    },
                  },
                  host: {
                    type: 'object',
                    required: ['address', 'internalAddress', 'ssh'],
                    properties: {
                      address: text,
                      internalAddress: text,
                      labels: { type: 'object', additionalProperties: text },
                      ssh: { type: 'object', 'x-kubernetes-preserve-unknown-fields': true },
                    },
                  },
                },
              },
              status: {
                type: 'object',
                properties: {
                  deletion: {
                    description: 'The machine is being removed.',
                    type: 'object',
                    required: ['since', 'reason'],
                    properties: { since: { ...text, format: 'date-time' }, reason: text },
                  },
                  toBeCleaned: { ...flag, description: 'It has left the cluster; its host could not be cleaned yet.' },
                },
              },
            },
          },
        },
      },
    ],
  },
};

function column(name: string, type: string, jsonPath: string) {
  return { name, type, jsonPath };
}
