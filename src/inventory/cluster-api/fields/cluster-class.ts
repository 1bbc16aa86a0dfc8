import type { FieldRule, FieldRules } from './field-rule.ts';
import { metadataFields, ownerFields } from './owner-fields.ts';

const HOSTS = 'Machines come from the hosts of the Inventory.';
const NAMES = 'Machines are named after hosts, workers as the topology names them.';

/** A reference to a template: `ref`, or `templateRef` in v1beta2. */
function template(at: string, note: string): FieldRule[] {
  return [
    { field: `${at}.ref`, verdict: 'honoured', spelling: 'v1beta1', otherwise: `${at}.templateRef`, note },
    { field: `${at}.templateRef`, verdict: 'honoured', spelling: 'v1beta2', otherwise: `${at}.ref`, note },
  ];
}

function naming(at: string): FieldRule[] {
  return ['namingStrategy', 'naming', 'machineNamingStrategy', 'machineNaming'].map((name) => ({
    field: `${at}.${name}`,
    verdict: 'ignored',
    note: NAMES,
  }));
}

function workers(sort: 'machineDeployment' | 'machinePool'): FieldRules {
  const at = `spec.workers.${sort}s[]`;
  return [
    { field: `${at}.class`, verdict: 'honoured' },
    ...['.template', ''].flatMap((inside): FieldRule[] => [
      ...metadataFields(`${at}${inside}.metadata`),
      ...template(`${at}${inside}.bootstrap`, 'A KubeadmConfigTemplate.'),
      { field: `${at}${inside}.infrastructure`, verdict: 'mapped', note: HOSTS },
    ]),
    ...ownerFields(at, sort),
    ...naming(at),
  ];
}

const PATCH = 'spec.patches[]';
const DEFINITION = `${PATCH}.definitions[]`;

export const CLUSTER_CLASS_FIELDS: FieldRules = [
  { field: 'spec.infrastructure', verdict: 'mapped', note: HOSTS },
  { field: 'spec.infrastructureNamingStrategy', verdict: 'mapped', note: HOSTS },
  { field: 'spec.availabilityGates', verdict: 'ignored', note: '`installer status` says what is available.' },
  { field: 'spec.kubernetesVersions', verdict: 'honoured', note: 'The version of a topology must be among them.' },
  { field: 'spec.upgrade', verdict: 'ignored', note: 'Minor versions follow one another, as kubeadm wants it.' },
  ...template('spec.controlPlane', 'A KubeadmControlPlaneTemplate.'),
  { field: 'spec.controlPlane.machineInfrastructure', verdict: 'mapped', note: HOSTS },
  ...metadataFields('spec.controlPlane.metadata'),
  ...ownerFields('spec.controlPlane', 'controlPlane'),
  ...naming('spec.controlPlane'),
  ...workers('machineDeployment'),
  ...workers('machinePool'),
  { field: 'spec.variables[].name', verdict: 'honoured' },
  { field: 'spec.variables[].required', verdict: 'honoured' },
  {
    field: 'spec.variables[].schema.openAPIV3Schema',
    verdict: 'honoured',
    note: 'But for `format`, and rules in CEL (`x-kubernetes-validations`), about which a warning says so.',
  },
  { field: 'spec.variables[].metadata', verdict: 'honoured', note: 'For people.' },
  { field: 'spec.variables[].deprecatedV1Beta1Metadata', verdict: 'honoured', note: 'For people.' },
  { field: `${PATCH}.name`, verdict: 'honoured' },
  { field: `${PATCH}.description`, verdict: 'honoured', note: 'For people.' },
  { field: `${PATCH}.enabledIf`, verdict: 'honoured', note: 'A Go template.' },
  {
    field: `${PATCH}.external`,
    verdict: 'refused',
    note: 'Nobody is there to ask: write its patches as `definitions`.',
  },
  { field: `${DEFINITION}.selector.apiVersion`, verdict: 'honoured' },
  {
    field: `${DEFINITION}.selector.kind`,
    verdict: 'honoured',
    note: 'One warning names patches of other kinds than KubeadmControlPlaneTemplate and KubeadmConfigTemplate.',
  },
  { field: `${DEFINITION}.selector.matchResources.controlPlane`, verdict: 'honoured' },
  { field: `${DEFINITION}.selector.matchResources.infrastructureCluster`, verdict: 'honoured' },
  {
    field: `${DEFINITION}.selector.matchResources.machineDeploymentClass.names`,
    verdict: 'honoured',
    note: '`*` stands for anything, at the beginning or the end.',
  },
  { field: `${DEFINITION}.selector.matchResources.machinePoolClass.names`, verdict: 'honoured' },
  { field: `${DEFINITION}.jsonPatches[].op`, verdict: 'honoured', note: 'add, replace or remove.' },
  {
    field: `${DEFINITION}.jsonPatches[].path`,
    verdict: 'honoured',
    note: 'Below `/spec/`; lists are added to with `0` (before) and `-` (after).',
  },
  { field: `${DEFINITION}.jsonPatches[].value`, verdict: 'honoured' },
  { field: `${DEFINITION}.jsonPatches[].valueFrom.variable`, verdict: 'honoured' },
  {
    field: `${DEFINITION}.jsonPatches[].valueFrom.template`,
    verdict: 'honoured',
    note: 'A Go template that renders to YAML.',
  },
];
