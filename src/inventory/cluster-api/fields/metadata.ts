import type { FieldRule, FieldRules } from './field-rule.ts';

const BOOKKEEPING = [
  'metadata.uid',
  'metadata.resourceVersion',
  'metadata.generation',
  'metadata.creationTimestamp',
  'metadata.deletionTimestamp',
  'metadata.deletionGracePeriodSeconds',
  'metadata.finalizers',
  'metadata.managedFields',
  'metadata.selfLink',
  'metadata.generateName',
  'metadata.clusterName',
  'status',
];

/** Fields that every document has. */
export const METADATA_FIELDS: FieldRules = [
  { field: 'apiVersion', verdict: 'honoured', note: 'Says how the other fields are spelt.' },
  { field: 'kind', verdict: 'honoured' },
  { field: 'metadata.name', verdict: 'honoured', note: 'What references and the Inventory know it by.' },
  { field: 'metadata.namespace', verdict: 'honoured', note: 'References stay within it where both sides say one.' },
  {
    field: 'metadata.labels',
    verdict: 'honoured',
    note: '`cluster.x-k8s.io/cluster-name` must be the Cluster of the other documents; labels that mark a part of something (`cluster.x-k8s.io/deployment-name`, `cluster.x-k8s.io/set-name`, `cluster.x-k8s.io/control-plane`) are followed.',
  },
  {
    field: 'metadata.annotations',
    verdict: 'ignored',
    note: 'But for `installer.dev/host` of a Machine. A warning names those of Cluster API; the others are not looked at.',
  },
  {
    field: 'metadata.ownerReferences',
    verdict: 'honoured',
    note: 'What a controller made of another document is left to that document.',
  },
  ...BOOKKEEPING.map(
    (field): FieldRule => ({
      field,
      verdict: 'ignored',
      bookkeeping: true,
      note: 'Bookkeeping of a management cluster.',
    }),
  ),
];
