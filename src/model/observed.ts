import type { HostFacts } from './facts.ts';
import type { MachineRecord, PastRemediation, RemediationFor } from './machine-record.ts';
import type { MachineSet } from './machine-set.ts';
import type { StepState } from './step.ts';

/** What was seen: every host that was visited, and the cluster as a healthy control plane tells it. */
export interface Observed {
  hosts: Record<string, ObservedHost>;
  /** Absent: no control plane of this cluster answered (there is none yet, or none is healthy). */
  cluster?: ClusterView;
  /** When it was seen, ISO 8601. Absent: no moment that the inventory names is taken to have passed. */
  at?: string;
  /** Only this is done: unhealthy machines are replaced, and what was begun is finished. Absent: all that the inventory wants is. */
  healing?: Healing;
  /** Why hosts take no machine although they answer, by name: while it heals, they are left alone. Absent: none. */
  unusable?: Readonly<Record<string, string>>;
}

/** What health checks want to be replaced, as far as it may be now (plan/health/judge-health.ts). */
export interface Healing {
  /** Why, by machine. */
  machines: Readonly<Record<string, string>>;
  /** Names of owners that make no machine meanwhile: those they have are outdated, or kubeadm of their version joins no such cluster. Absent: none. */
  outdated?: readonly string[];
  /** Of the control plane among them. */
  remediationFor?: RemediationFor;
  /** What the cluster is to remember of each, from before its removal begins. Absent: nothing. */
  remembered?: readonly PastRemediation[];
  /** Names of hosts that were given up lately: they take a machine when there is no other one. Absent: none. */
  worn?: readonly string[];
}

export type ObservedHost =
  | { reachable: true; facts: HostFacts; steps: StepState[] }
  | { reachable: false; error: { message: string; hint?: string } };

/** The cluster as one API server and its etcd tell it. */
export interface ClusterView {
  /** The control-plane host that was asked. */
  via: string;
  /** uid of the kube-system namespace: the cluster's identity. */
  uid: string;
  kubernetesVersion?: string;
  /** Of kube-proxy's image. Absent: it does not tell, or there is no kube-proxy. */
  kubeProxyVersion?: string;
  /** ClusterConfiguration that the cluster keeps for kubeadm, as YAML. Absent: it was not told. */
  clusterConfiguration?: string;
  nodes: NodeView[];
  etcdMembers: EtcdMember[];
  /** The API answers at spec.cluster.controlPlaneEndpoint, asked from that host. */
  endpointAnswers: boolean;
  /** sha256 by manifest: what we applied last (annotation or ConfigMap), to know when to apply again. */
  appliedManifests: Record<string, string>;
  /** Records of machines; empty also where the cluster keeps none yet. */
  records: MachineRecord[];
  /** The last one of each machine that was unhealthy. Absent: the cluster remembers none. */
  pastRemediations?: PastRemediation[];
  /** What owners want and wanted of their machines; empty also where the cluster keeps none yet. Absent: they were not told. */
  machineSets?: MachineSet[];
  /** Static pods of control planes. Absent: they were not told. */
  controlPlanePods?: ControlPlanePod[];
}

/** A static pod of a control plane: kube-apiserver, kube-controller-manager, kube-scheduler, etcd. */
export interface ControlPlanePod {
  node: string;
  component: string;
  ready: boolean;
}

export interface NodeView {
  name: string;
  uid: string;
  ready: boolean;
  /** The node controller has lost its kubelet: Ready is Unknown. */
  unreachable?: boolean;
  machineId?: string;
  systemUuid?: string;
  /** Reason and message of the Ready condition when not ready. */
  notReadyReason?: string;
  controlPlane: boolean;
  unschedulable: boolean;
  /** We closed it for an upgrade that has not ended yet, and nobody else had before. */
  closedForUpgrade?: boolean;
  kubeletVersion: string;
  internalIp?: string;
  podCidr?: string;
  labels: Record<string, string>;
  taints: { key: string; value?: string; effect: string }[];
  /** Absent: they were not told. */
  conditions?: NodeCondition[];
  /** Somebody marked it `cluster.x-k8s.io/skip-remediation`: no health check looks at its machine. */
  skipRemediation?: boolean;
  /** Somebody marked it `cluster.x-k8s.io/remediate-machine`: its machine is to be replaced. */
  remediate?: boolean;
}

export interface NodeCondition {
  type: string;
  status: string;
  /** ISO 8601. Absent: not told. */
  since?: string;
}

export interface EtcdMember {
  /** Hex id. */
  id: string;
  /** Empty: added but never started. */
  name: string;
  peerUrls: string[];
  learner: boolean;
  healthy?: boolean;
  /** It leads; told where the status of members was. */
  leader?: boolean;
  clientUrls?: string[];
}
