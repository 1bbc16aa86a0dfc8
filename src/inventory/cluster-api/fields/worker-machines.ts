import type { FieldRule, FieldRules } from './field-rule.ts';
import { MACHINE_TEMPLATE_FIELDS, machineSpecFields } from './machine-template.ts';

const CLUSTER_NAME: FieldRule = {
  field: 'spec.clusterName',
  verdict: 'honoured',
  note: 'Must be the name of the Cluster.',
};
const REPLICAS: FieldRule = { field: 'spec.replicas', verdict: 'honoured', to: 'replicas', note: 'Absent: 1.' };
const SELECTOR: FieldRule = {
  field: 'spec.selector',
  verdict: 'mapped',
  note: 'A machine belongs to what it was made for.',
};
const MIN_READY: FieldRule = {
  field: 'spec.minReadySeconds',
  verdict: 'honoured',
  to: 'minReadySeconds',
  spelling: 'v1beta1',
  otherwise: 'spec.template.spec.minReadySeconds',
  note: 'In a rollout the next machine leaves, or is upgraded, when those before it have been Ready for so long.',
};
const DELETION_ORDER: FieldRule = {
  field: 'spec.deletion.order',
  verdict: 'honoured',
  to: 'deletePolicy',
  spelling: 'v1beta2',
};
const NAMING: FieldRules = [
  { field: 'spec.machineNamingStrategy', verdict: 'ignored', note: 'Machines are named after hosts.' },
  { field: 'spec.machineNaming', verdict: 'ignored', note: 'Machines are named after hosts.' },
];

export const MACHINE_DEPLOYMENT_FIELDS: FieldRules = [
  CLUSTER_NAME,
  REPLICAS,
  SELECTOR,
  MIN_READY,
  {
    field: 'spec.strategy',
    verdict: 'honoured',
    to: 'strategy',
    spelling: 'v1beta1',
    otherwise: 'spec.rollout.strategy',
  },
  {
    field: 'spec.rollout.strategy',
    verdict: 'honoured',
    to: 'rollout.strategy',
    spelling: 'v1beta2',
    otherwise: 'spec.strategy',
  },
  {
    field: 'spec.rolloutAfter',
    verdict: 'honoured',
    to: 'rollout.after',
    spelling: 'v1beta1',
    otherwise: 'spec.rollout.after',
  },
  {
    field: 'spec.rollout.after',
    verdict: 'honoured',
    to: 'rollout.after',
    spelling: 'v1beta2',
    otherwise: 'spec.rolloutAfter',
  },
  {
    field: 'spec.remediation.maxInFlight',
    verdict: 'honoured',
    to: 'strategy.remediation.maxInFlight',
    spelling: 'v1beta2',
    otherwise: 'spec.strategy.remediation.maxInFlight',
  },
  DELETION_ORDER,
  {
    field: 'spec.paused',
    verdict: 'ignored',
    note: 'There is no controller to pause: nothing is done unless you run it.',
  },
  {
    field: 'spec.revisionHistoryLimit',
    verdict: 'honoured',
    to: 'revisionHistoryLimit',
    note: 'Up to v1beta1; absent: 10. Beside those, all that machines are still of are kept.',
  },
  { field: 'spec.progressDeadlineSeconds', verdict: 'ignored', note: 'Every operation has a limit of its own.' },
  ...NAMING,
  ...MACHINE_TEMPLATE_FIELDS,
];

export const MACHINE_SET_FIELDS: FieldRules = [
  CLUSTER_NAME,
  REPLICAS,
  SELECTOR,
  MIN_READY,
  {
    field: 'spec.deletePolicy',
    verdict: 'honoured',
    to: 'deletePolicy',
    spelling: 'v1beta1',
    otherwise: 'spec.deletion.order',
  },
  { ...DELETION_ORDER, otherwise: 'spec.deletePolicy' },
  ...NAMING,
  ...MACHINE_TEMPLATE_FIELDS,
];

export const MACHINE_FIELDS: FieldRules = machineSpecFields('spec');

export const MACHINE_POOL_FIELDS: FieldRules = [
  CLUSTER_NAME,
  {
    field: 'spec.replicas',
    verdict: 'mapped',
    to: 'replicas',
    note: 'A pool takes every host that its `hostSelector` picks; a warning says where that is another number.',
  },
  { ...MIN_READY },
  { field: 'spec.providerIDList', verdict: 'ignored', note: 'It names machines of another infrastructure.' },
  {
    field: 'spec.failureDomains',
    verdict: 'mapped',
    to: 'hostSelector.matchExpressions',
    as: 'zones',
    note: 'Only hosts of these failure domains are used (`spec.failureDomainLabel`).',
  },
  { field: 'spec.strategy', verdict: 'ignored', note: 'v1alpha3 had it, without effect.' },
  ...MACHINE_TEMPLATE_FIELDS,
];
