import { CLUSTER_FIELDS } from './fields/cluster.ts';
import { CLUSTER_CLASS_FIELDS } from './fields/cluster-class.ts';
import type { FieldRules } from './fields/field-rule.ts';
import { KUBEADM_CONFIG_FIELDS, KUBEADM_CONFIG_TEMPLATE_FIELDS } from './fields/kubeadm-config.ts';
import { KUBEADM_CONTROL_PLANE_FIELDS } from './fields/kubeadm-control-plane.ts';
import { KUBEADM_CONTROL_PLANE_TEMPLATE_FIELDS } from './fields/kubeadm-control-plane-template.ts';
import { MACHINE_HEALTH_CHECK_FIELDS } from './fields/machine-health-check.ts';
import {
  MACHINE_DEPLOYMENT_FIELDS,
  MACHINE_FIELDS,
  MACHINE_POOL_FIELDS,
  MACHINE_SET_FIELDS,
} from './fields/worker-machines.ts';

export interface KindRules {
  /** API groups that it has been in, the current one first. */
  groups: readonly string[];
  /** Part of the Inventory that it becomes; the `to` of its fields is below it. */
  becomes: string;
  fields: FieldRules;
}

const CORE = 'cluster.x-k8s.io';
const BOOTSTRAP = 'bootstrap.cluster.x-k8s.io';

export type ClusterApiKind =
  | 'Cluster'
  | 'KubeadmControlPlane'
  | 'KubeadmConfigTemplate'
  | 'KubeadmConfig'
  | 'MachineDeployment'
  | 'MachineSet'
  | 'Machine'
  | 'MachinePool'
  | 'MachineHealthCheck'
  | 'ClusterClass'
  | 'KubeadmControlPlaneTemplate';

/** The kinds that are read, and what becomes of them. */
export const KINDS: Record<ClusterApiKind, KindRules> = {
  Cluster: { groups: [CORE], becomes: 'spec.cluster', fields: CLUSTER_FIELDS },
  KubeadmControlPlane: {
    groups: ['controlplane.cluster.x-k8s.io'],
    becomes: 'spec.controlPlane',
    fields: KUBEADM_CONTROL_PLANE_FIELDS,
  },
  KubeadmConfigTemplate: {
    groups: [BOOTSTRAP],
    becomes: 'kubeadmConfigSpec of what refers to it',
    fields: KUBEADM_CONFIG_TEMPLATE_FIELDS,
  },
  KubeadmConfig: {
    groups: [BOOTSTRAP],
    becomes: 'kubeadmConfigSpec of what refers to it',
    fields: KUBEADM_CONFIG_FIELDS,
  },
  MachineDeployment: { groups: [CORE], becomes: 'spec.machineDeployments[]', fields: MACHINE_DEPLOYMENT_FIELDS },
  MachineSet: { groups: [CORE], becomes: 'spec.machineDeployments[]', fields: MACHINE_SET_FIELDS },
  Machine: { groups: [CORE], becomes: 'spec.machineDeployments[]', fields: MACHINE_FIELDS },
  MachinePool: { groups: [CORE, 'exp.cluster.x-k8s.io'], becomes: 'spec.machinePools[]', fields: MACHINE_POOL_FIELDS },
  MachineHealthCheck: { groups: [CORE], becomes: 'spec.machineHealthChecks[]', fields: MACHINE_HEALTH_CHECK_FIELDS },
  ClusterClass: { groups: [CORE], becomes: 'what a topology is expanded by', fields: CLUSTER_CLASS_FIELDS },
  KubeadmControlPlaneTemplate: {
    groups: ['controlplane.cluster.x-k8s.io'],
    becomes: 'the KubeadmControlPlane of a topology',
    fields: KUBEADM_CONTROL_PLANE_TEMPLATE_FIELDS,
  },
};

export const API_VERSIONS = ['v1alpha3', 'v1alpha4', 'v1beta1', 'v1beta2'] as const;
export type ApiVersion = (typeof API_VERSIONS)[number];

export function isClusterApiKind(kind: string): kind is ClusterApiKind {
  return Object.hasOwn(KINDS, kind);
}
