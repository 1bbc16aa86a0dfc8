import { MACHINE_SET_RESOURCE, MACHINE_SETS } from '../model/machine-set-resource.ts';

const text = { type: 'string' };

/** The CustomResourceDefinition of machine sets. A kubeadmConfigSpec is kept as it was written, in the words of any version. */
export const MACHINE_SET_DEFINITION = {
  apiVersion: 'apiextensions.k8s.io/v1',
  kind: 'CustomResourceDefinition',
  metadata: { name: MACHINE_SETS },
  spec: {
    group: MACHINE_SET_RESOURCE.group,
    scope: 'Cluster',
    names: {
      kind: MACHINE_SET_RESOURCE.kind,
      listKind: MACHINE_SET_RESOURCE.listKind,
      plural: MACHINE_SET_RESOURCE.plural,
      singular: MACHINE_SET_RESOURCE.singular,
    },
    versions: [
      {
        name: MACHINE_SET_RESOURCE.version,
        served: true,
        storage: true,
        additionalPrinterColumns: [
          { name: 'Owner', type: 'string', jsonPath: '.spec.owner' },
          { name: 'Revision', type: 'integer', jsonPath: '.spec.revision' },
          { name: 'Version', type: 'string', jsonPath: '.spec.version' },
          { name: 'Age', type: 'date', jsonPath: '.metadata.creationTimestamp' },
        ],
        schema: {
          openAPIV3Schema: {
            description: 'What an owner wants or wanted of its machines. Never holds a secret.',
            type: 'object',
            required: ['spec'],
            properties: {
              spec: {
                type: 'object',
                required: ['owner', 'revision', 'version', 'template', 'kubeadmConfigSpec', 'omitted'],
                properties: {
                  owner: { ...text, description: "control-plane, or the machine deployment's name." },
                  revision: { type: 'integer', minimum: 1, description: 'The highest of an owner is the current one.' },
                  version: text,
                  template: { ...text, description: 'A hash of each field of the specification, as machines have it.' },
                  kubeadmConfigSpec: { type: 'object', 'x-kubernetes-preserve-unknown-fields': true },
                  omitted: {
                    type: 'array',
                    items: text,
                    description: 'Fields of it that are not kept, as not everybody may read them.',
                  },
                },
              },
            },
          },
        },
      },
    ],
  },
};
