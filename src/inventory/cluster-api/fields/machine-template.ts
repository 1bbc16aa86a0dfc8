import type { FieldRule, FieldRules } from './field-rule.ts';

const TIMEOUTS = ['nodeDrainTimeout', 'nodeVolumeDetachTimeout', 'nodeDeletionTimeout'];

/** Cluster API's MachineSpec, wherever it stands: `at` is `spec` of a Machine, `spec.template.spec` of what makes machines. */
export function machineSpecFields(at: string): FieldRules {
  return [
    { field: `${at}.clusterName`, verdict: 'honoured', note: 'Must be the name of the Cluster.' },
    { field: `${at}.version`, verdict: 'honoured', to: 'version', note: 'Absent: that of the control plane.' },
    {
      field: `${at}.bootstrap.configRef`,
      verdict: 'mapped',
      note: 'The KubeadmConfigTemplate or KubeadmConfig that it names becomes `kubeadmConfigSpec`.',
    },
    {
      field: `${at}.bootstrap.dataSecretName`,
      verdict: 'ignored',
      note: 'Bootstrap data is made anew from configRef.',
    },
    {
      field: `${at}.bootstrap.data`,
      verdict: 'refused',
      note: 'Bootstrap data made elsewhere cannot be taken over: name a KubeadmConfigTemplate in bootstrap.configRef.',
    },
    { field: `${at}.infrastructureRef`, verdict: 'mapped', note: 'Machines come from the hosts of the Inventory.' },
    { field: `${at}.providerID`, verdict: 'ignored', note: 'It names a machine of another infrastructure.' },
    {
      field: `${at}.failureDomain`,
      verdict: 'mapped',
      to: 'hostSelector.matchLabels',
      as: 'zone',
      note: 'Only hosts of that failure domain are used (`spec.failureDomainLabel`).',
    },
    ...TIMEOUTS.flatMap((name): FieldRule[] => [
      {
        field: `${at}.${name}`,
        verdict: 'honoured',
        to: name,
        spelling: 'v1beta1',
        otherwise: `${at}.deletion.${name}Seconds`,
        note: '0 is "no limit of its own", see `spec.drain`.',
      },
      {
        field: `${at}.deletion.${name}Seconds`,
        verdict: 'honoured',
        to: name,
        as: 'seconds',
        spelling: 'v1beta2',
        otherwise: `${at}.${name}`,
      },
    ]),
    {
      field: `${at}.minReadySeconds`,
      verdict: 'honoured',
      to: 'minReadySeconds',
      spelling: 'v1beta2',
      otherwise: 'spec.minReadySeconds',
      note: 'In a rollout the next machine leaves, or is upgraded, when those before it have been Ready for so long.',
    },
    { field: `${at}.readinessGates`, verdict: 'ignored', note: 'A machine is ready when its Node is.' },
    {
      field: `${at}.taints`,
      verdict: 'honoured',
      to: 'taints',
      as: 'taints',
      spelling: 'v1beta2',
      note: '`propagation` is Always.',
    },
  ];
}

/** `spec.template` of a MachineDeployment, MachineSet or MachinePool. */
export const MACHINE_TEMPLATE_FIELDS: FieldRules = [
  {
    field: 'spec.template.metadata.labels',
    verdict: 'mapped',
    to: 'template.metadata.labels',
    note: 'Labels of the machines, which MachineHealthChecks select by. Those of `node-role.kubernetes.io`, `node-restriction.kubernetes.io` and `node.cluster.x-k8s.io` are labels of the nodes too.',
  },
  {
    field: 'spec.template.metadata.annotations',
    verdict: 'ignored',
    note: 'There are no Machine objects to carry them.',
  },
  { field: 'spec.template.metadata.name', verdict: 'ignored', note: 'Machines are named after hosts.' },
  { field: 'spec.template.metadata.generateName', verdict: 'ignored', note: 'Machines are named after hosts.' },
  { field: 'spec.template.metadata.namespace', verdict: 'ignored', bookkeeping: true },
  { field: 'spec.template.metadata.creationTimestamp', verdict: 'ignored', bookkeeping: true },
  { field: 'spec.template.metadata.ownerReferences', verdict: 'ignored', bookkeeping: true },
  ...machineSpecFields('spec.template.spec'),
];
