import type { FieldRules } from './field-rule.ts';
import { TOPOLOGY_FIELDS } from './topology.ts';

export const CLUSTER_FIELDS: FieldRules = [
  { field: 'spec.clusterNetwork.pods.cidrBlocks', verdict: 'honoured', to: 'clusterNetwork.pods.cidrBlocks' },
  { field: 'spec.clusterNetwork.services.cidrBlocks', verdict: 'honoured', to: 'clusterNetwork.services.cidrBlocks' },
  { field: 'spec.clusterNetwork.serviceDomain', verdict: 'honoured', to: 'clusterNetwork.serviceDomain' },
  {
    field: 'spec.clusterNetwork.apiServerPort',
    verdict: 'refused',
    to: 'clusterNetwork.apiServerPort',
    note: 'But for 6443: write initConfiguration.localAPIEndpoint.bindPort.',
  },
  {
    field: 'spec.controlPlaneEndpoint',
    verdict: 'honoured',
    to: 'controlPlaneEndpoint',
    as: 'endpoint',
    note: 'Absent: the Inventory says it, there is nobody else who could.',
  },
  {
    field: 'spec.controlPlaneRef',
    verdict: 'mapped',
    note: 'The KubeadmControlPlane that it names becomes `spec.controlPlane`.',
  },
  { field: 'spec.infrastructureRef', verdict: 'mapped', note: 'Machines come from the hosts of the Inventory.' },
  ...TOPOLOGY_FIELDS,
  {
    field: 'spec.paused',
    verdict: 'ignored',
    note: 'There is no controller to pause: nothing is done unless you run it.',
  },
  { field: 'spec.availabilityGates', verdict: 'ignored', note: '`installer status` says what is available.' },
];
