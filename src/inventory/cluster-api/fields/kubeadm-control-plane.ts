import type { FieldRule, FieldRules } from './field-rule.ts';

const TIMEOUTS = ['nodeDrainTimeout', 'nodeVolumeDetachTimeout', 'nodeDeletionTimeout'];
const HOSTS = 'Machines come from the hosts of the Inventory.';

/** The same field in its two spellings, both kept as they are: `spec.rolloutAfter` and `spec.rollout.after`. */
function spelt(v1beta1: string, v1beta2: string): FieldRule[] {
  return [
    { field: `spec.${v1beta1}`, verdict: 'honoured', to: v1beta1, spelling: 'v1beta1', otherwise: `spec.${v1beta2}` },
    { field: `spec.${v1beta2}`, verdict: 'honoured', to: v1beta2, spelling: 'v1beta2', otherwise: `spec.${v1beta1}` },
  ];
}

export const KUBEADM_CONTROL_PLANE_FIELDS: FieldRules = [
  { field: 'spec.replicas', verdict: 'honoured', to: 'replicas', note: 'Absent: 1.' },
  { field: 'spec.version', verdict: 'honoured', to: 'version' },
  {
    field: 'spec.kubeadmConfigSpec',
    verdict: 'honoured',
    to: 'kubeadmConfigSpec',
    note: 'Field by field: [kubeadmConfigSpec](inventory.md#kubeadmconfigspec).',
  },
  { field: 'spec.infrastructureTemplate', verdict: 'mapped', note: HOSTS },
  { field: 'spec.machineTemplate.infrastructureRef', verdict: 'mapped', note: HOSTS },
  { field: 'spec.machineTemplate.spec.infrastructureRef', verdict: 'mapped', note: HOSTS },
  {
    field: 'spec.nodeDrainTimeout',
    verdict: 'honoured',
    to: 'machineTemplate.nodeDrainTimeout',
    note: 'As v1alpha3 spells it.',
  },
  { field: 'spec.upgradeAfter', verdict: 'honoured', to: 'rolloutAfter', note: 'As v1alpha3 spells it.' },
  ...spelt('rolloutStrategy', 'rollout.strategy'),
  ...spelt('rolloutAfter', 'rollout.after'),
  ...spelt('rolloutBefore', 'rollout.before'),
  ...spelt('remediationStrategy', 'remediation'),
  {
    field: 'spec.machineTemplate.metadata.labels',
    verdict: 'mapped',
    to: 'machineTemplate.metadata.labels',
    note: 'Labels of the machines, which MachineHealthChecks select by.',
  },
  {
    field: 'spec.machineTemplate.metadata.annotations',
    verdict: 'ignored',
    note: 'There are no Machine objects to carry them.',
  },
  { field: 'spec.machineTemplate.metadata.creationTimestamp', verdict: 'ignored', bookkeeping: true },
  ...TIMEOUTS.flatMap((name) => spelt(`machineTemplate.${name}`, `machineTemplate.spec.deletion.${name}Seconds`)),
  { field: 'spec.machineTemplate.readinessGates', verdict: 'ignored', note: 'A machine is ready when its Node is.' },
  {
    field: 'spec.machineTemplate.spec.readinessGates',
    verdict: 'ignored',
    note: 'A machine is ready when its Node is.',
  },
  {
    field: 'spec.machineTemplate.spec.taints',
    verdict: 'honoured',
    to: 'machineTemplate.spec.taints',
    as: 'taints',
    spelling: 'v1beta2',
    note: '`propagation` is Always.',
  },
  { field: 'spec.machineNamingStrategy', verdict: 'ignored', note: 'Machines are named after hosts.' },
  { field: 'spec.machineNaming', verdict: 'ignored', note: 'Machines are named after hosts.' },
];
