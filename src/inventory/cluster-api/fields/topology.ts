import type { FieldRules } from './field-rule.ts';
import { metadataFields, ownerFields } from './owner-fields.ts';

const AT = 'spec.topology';
const WORKERS = `${AT}.workers`;

function variables(at: string): FieldRules {
  return [
    { field: `${at}[].name`, verdict: 'honoured' },
    { field: `${at}[].value`, verdict: 'honoured', note: 'Checked by the schema of the variable.' },
    { field: `${at}[].definitionFrom`, verdict: 'honoured', note: '`inline` only: external patches are refused.' },
  ];
}

function workers(list: string): FieldRules {
  return [
    { field: `${list}[].class`, verdict: 'honoured' },
    { field: `${list}[].name`, verdict: 'honoured', note: 'The name here, with nothing before or after it.' },
    { field: `${list}[].replicas`, verdict: 'honoured' },
    ...metadataFields(`${list}[].metadata`),
    ...variables(`${list}[].variables.overrides`),
  ];
}

/** `spec.topology` of a Cluster. */
export const TOPOLOGY_FIELDS: FieldRules = [
  { field: `${AT}.class`, verdict: 'honoured', spelling: 'v1beta1', otherwise: `${AT}.classRef.name` },
  { field: `${AT}.classNamespace`, verdict: 'honoured', spelling: 'v1beta1', otherwise: `${AT}.classRef.namespace` },
  { field: `${AT}.classRef.name`, verdict: 'honoured', spelling: 'v1beta2', otherwise: `${AT}.class` },
  { field: `${AT}.classRef.namespace`, verdict: 'honoured', spelling: 'v1beta2', otherwise: `${AT}.classNamespace` },
  {
    field: `${AT}.version`,
    verdict: 'honoured',
    note: 'Of the control plane and of all workers; the control plane changes first.',
  },
  { field: `${AT}.rolloutAfter`, verdict: 'ignored', note: 'Without effect in Cluster API too.' },
  { field: `${AT}.controlPlane.replicas`, verdict: 'honoured' },
  ...metadataFields(`${AT}.controlPlane.metadata`),
  ...ownerFields(`${AT}.controlPlane`, 'controlPlane'),
  { field: `${AT}.controlPlane.rollout.after`, verdict: 'honoured', spelling: 'v1beta2' },
  ...variables(`${AT}.controlPlane.variables.overrides`),
  ...workers(`${WORKERS}.machineDeployments`),
  ...ownerFields(`${WORKERS}.machineDeployments[]`, 'machineDeployment'),
  { field: `${WORKERS}.machineDeployments[].rollout.after`, verdict: 'honoured', spelling: 'v1beta2' },
  ...workers(`${WORKERS}.machinePools`),
  ...ownerFields(`${WORKERS}.machinePools[]`, 'machinePool'),
  ...variables(`${AT}.variables`),
];
