/** What the inventory asks for: every default filled in, nothing secret in it. Made by the inventory room only. */

export interface Desired {
  cluster: DesiredCluster;
  controlPlane: DesiredControlPlane;
  machineDeployments: DesiredMachineDeployment[];
  hosts: DesiredHost[];
  /** Absent: none. */
  machineHealthChecks?: DesiredHealthCheck[];
  /** Label of hosts whose value is their failure domain. Default topology.kubernetes.io/zone. */
  failureDomainLabel: string;
  kubeVip: KubeVip;
  /** Absolute paths of playbooks that add to or replace the built-in ones by name. */
  playbooks: string[];
  /** Absolute paths, in the order they are applied. */
  manifests: string[];
  /** Absolute path of the bundle folder or tar; absent: use what is installed on the hosts. */
  bundle?: string;
  ntp?: { enabled: boolean; servers: string[] };
  proxy?: { http?: string; https?: string; noProxy: string[] };
  registry?: { mirrors: Record<string, string[]>; insecure?: string[] };
  /** Variables for playbook templates; a host's own win. */
  vars: Record<string, unknown>;
  /** Passed through as KubeletConfiguration / KubeProxyConfiguration documents of kubeadm's config. */
  kubeletConfiguration?: Record<string, unknown>;
  kubeProxyConfiguration?: Record<string, unknown>;
}

export interface DesiredCluster {
  name: string;
  endpoint: { host: string; port: number };
  /** CIDR blocks. Defaults: pods 10.244.0.0/16, services 10.96.0.0/12. */
  podCidrs: string[];
  serviceCidrs: string[];
  serviceDomain: string;
}

export interface DesiredControlPlane {
  /** `vMAJOR.MINOR.PATCH` with optional suffix. */
  version: string;
  /** Machines wanted. Default: one on every host selected. */
  replicas: number;
  /** Names of the hosts that are its machines. What exists weighs: see plan/assign-hosts.ts; until then the first of the pool. */
  hosts: string[];
  /** Names of the hosts it may use: those selected, in inventory order, then spares whose labels match, when `replicas` is written. */
  pool: string[];
  removal: RemovalPolicy;
  rollout: ControlPlaneRollout;
  /** Absent: replaced as often as a health check wants it. */
  remediation?: ControlPlaneRemediation;
  kubeadmConfigSpec: KubeadmConfigSpec;
  /** Labels of the machines, not of their nodes: what machine health checks select by. Absent: none. */
  machineLabels?: Record<string, string>;
  /** Of its nodes, beside those of kubeadm and of hosts. Absent: none. */
  taints?: Taint[];
}

/** How often an unhealthy control plane is replaced (Cluster API: remediationStrategy). */
export interface ControlPlaneRemediation {
  /** Replacements of the same machine's replacements, one after the other. Absent: as many as it takes. */
  maxRetry?: number;
  /** Between two of them, milliseconds. Default 0. */
  retryPeriodMs: number;
  /** A machine that was healthy for so long begins to be counted anew, milliseconds. Default 3 600 000. */
  minHealthyPeriodMs: number;
}

/** When machines are not well, and how many of them may be replaced (Cluster API's MachineHealthCheck). */
export interface DesiredHealthCheck {
  name: string;
  /** By labels of machines (plan/health/machine-labels.ts). */
  selector: LabelSelector;
  /** Of Nodes. */
  unhealthyNodeConditions: UnhealthyCondition[];
  /** Of machines, as the status tells them. */
  unhealthyMachineConditions: UnhealthyCondition[];
  /** As long as a Node may take to appear, milliseconds; 0: for ever. Default 600 000. */
  nodeStartupTimeoutMs: number;
  /** With more that are not healthy, none is replaced: a number, or a percentage, `40%`. Default `100%`. */
  maxUnhealthy: number | string;
  /** Only with so many that are not healthy are they replaced; wins over maxUnhealthy. */
  unhealthyRange?: { min: number; max: number };
}

export interface UnhealthyCondition {
  type: string;
  status: 'True' | 'False' | 'Unknown';
  /** As long as it may last, milliseconds. */
  timeoutMs: number;
}

/** As in Kubernetes: every condition must hold. */
export interface LabelSelector {
  matchLabels?: Record<string, string>;
  matchExpressions?: LabelExpression[];
}

export interface LabelExpression {
  key: string;
  operator: 'In' | 'NotIn' | 'Exists' | 'DoesNotExist';
  values?: string[];
}

/** How control planes become what their owner wants now (Cluster API: rolloutStrategy, rolloutAfter, rolloutBefore). */
export interface ControlPlaneRollout {
  /** InPlace, ours: every machine stays on its host, and kubeadm upgrades it there. */
  strategy: 'RollingUpdate' | 'InPlace';
  /** Machines more than wanted meanwhile, where there is a free host. Default 1. */
  maxSurge: 0 | 1;
  /** ISO 8601: once it has passed, machines made before are made anew. */
  after?: string;
  /** Machines whose certificates expire within so many days are made anew. */
  certificatesExpiryDays?: number;
}

/** The same of workers. */
export interface WorkerRollout {
  /** OnDelete: a machine stays as it is until a person has it deleted. */
  strategy: 'RollingUpdate' | 'OnDelete' | 'InPlace';
  /** As of the control plane. Default 1. */
  maxSurge: number;
  /** Machines that may be missing at once while they are made anew; 1 where it and maxSurge would be 0. Default 0. */
  maxUnavailable: number;
  after?: string;
}

/** How machines of an owner leave (Cluster API: nodeDrainTimeout, nodeVolumeDetachTimeout, nodeDeletionTimeout). Milliseconds. */
export interface RemovalPolicy {
  /** Pods that still refuse to go after this time are left behind and the removal goes on. Absent: they are waited for. */
  drainTimeoutMs?: number;
  /** As long as volumes are waited for, then the removal goes on. Absent: they are waited for. */
  volumeDetachTimeoutMs?: number;
  /** As long as deleting the Node is tried, then the removal goes on. Default 10 000. */
  nodeDeletionTimeoutMs: number;
  /** What is waited for without a limit of its own is given up after this time, and the removal is taken back. Default 600 000. */
  giveUpAfterMs: number;
}

export interface DesiredMachineDeployment {
  /** Absent: a machine deployment. A pool takes every host of its pool, and no machine of it is replaced by itself. */
  kind?: 'MachinePool';
  name: string;
  version: string;
  replicas: number;
  hosts: string[];
  /** As of the control plane. */
  pool: string[];
  removal: RemovalPolicy;
  /** Which machines go first when there are too many (Cluster API's deletion order). Default Random: by name. */
  deletePolicy: 'Random' | 'Newest' | 'Oldest';
  /** Machines that may leave side by side, at least 1. Default 1. */
  maxUnavailable: number;
  rollout: WorkerRollout;
  /** In a rollout the next machine is missing once those that took a place have been Ready for so long. Absent: 0. */
  minReadyMs?: number;
  /** Unhealthy machines that are replaced at once. Absent: all of them. */
  maxInFlight?: number;
  /** Earlier templates that the cluster remembers. Absent: 10. */
  revisionHistoryLimit?: number;
  kubeadmConfigSpec: KubeadmConfigSpec;
  labels: Record<string, string>;
  taints: Taint[];
  /** Labels of the machines, not of their nodes: what machine health checks select by. Absent: none. */
  machineLabels?: Record<string, string>;
}

/**
 * Cluster API's KubeadmConfigSpec as written, in the spelling of either v1beta1 or v1beta2; kubeadm/ reads the three
 * configurations, playbook/ the rest. The one thing added: what Secrets hold stands beside the field that names them.
 */
export interface KubeadmConfigSpec {
  clusterConfiguration?: Record<string, unknown>;
  initConfiguration?: Record<string, unknown>;
  joinConfiguration?: Record<string, unknown>;
  files?: KubeadmFile[];
  users?: KubeadmUser[];
  ntp?: { enabled?: boolean; servers?: string[] };
  diskSetup?: DiskSetup;
  /** `[device, path, type, options, freq, pass]`, of which the first two are needed. */
  mounts?: string[][];
  bootCommands?: string[];
  preKubeadmCommands?: string[];
  postKubeadmCommands?: string[];
  /** kubeadm's --v. */
  verbosity?: number;
  [other: string]: unknown;
}

export interface KubeadmFile {
  path: string;
  content?: string;
  /** Where `content` was taken from: then it is secret. */
  contentFrom?: SecretKey;
  /** Template: `{{ .controlPlane.version }}` stands for the version of the control plane. */
  contentFormat?: 'Raw' | 'Template';
  owner?: string;
  permissions?: string;
  encoding?: 'base64' | 'gzip' | 'gzip+base64';
  append?: boolean;
}

export interface KubeadmUser {
  name: string;
  gecos?: string;
  /** Names with commas between them. */
  groups?: string;
  homeDir?: string;
  inactive?: boolean;
  shell?: string;
  /** A hash, as in /etc/shadow. Secret. */
  passwd?: string;
  /** Where `passwd` was taken from. */
  passwdFrom?: SecretKey;
  primaryGroup?: string;
  lockPassword?: boolean;
  sudo?: string;
  sshAuthorizedKeys?: string[];
}

export interface SecretKey {
  secret: { name: string; key: string };
}

export interface DiskSetup {
  partitions?: DiskPartitions[];
  filesystems?: DiskFilesystem[];
}

/** One disk. Neither `layout: true` nor `diskLayout`: it is left as it is. */
export interface DiskPartitions {
  device: string;
  layout?: boolean;
  diskLayout?: { percentage: number; partitionType?: string }[];
  overwrite?: boolean;
  /** Default mbr. */
  tableType?: 'mbr' | 'gpt';
}

export interface DiskFilesystem {
  device: string;
  filesystem: string;
  label?: string;
  /** A number, `auto`, `any` (the default) or `none`: the device itself. */
  partition?: string;
  overwrite?: boolean;
  /** A file system of this type may be replaced. */
  replaceFS?: string;
  extraOpts?: string[];
}

export interface Taint {
  key: string;
  value?: string;
  effect: 'NoSchedule' | 'PreferNoSchedule' | 'NoExecute';
}

export type HostRole = 'control-plane' | 'worker' | 'spare';

export interface DesiredHost {
  /** Node name and hostname, DNS-1123. */
  name: string;
  address: string;
  /** What the node advertises. Default: address. */
  internalAddress: string;
  role: HostRole;
  labels: Record<string, string>;
  taints: Taint[];
  vars: Record<string, unknown>;
  ssh: SshSettings;
}

export interface SshSettings {
  user: string;
  port: number;
  privateKeyPath?: string;
  passphraseFrom?: SecretSource;
  /** Use the agent at SSH_AUTH_SOCK. Default: true when no key and no password is given. */
  agent: boolean;
  passwordFrom?: SecretSource;
  /** enabled: default true unless the user is root. */
  sudo: { enabled: boolean; passwordFrom?: SecretSource };
  bastion?: BastionSettings;
  hostKeys: 'strict' | 'accept-new';
  /** Pinned `type base64` of this host; wins over known_hosts. */
  hostKey?: string;
  /** Default ~/.ssh/known_hosts. */
  knownHostsFile?: string;
  /** Milliseconds. Default 10 000. */
  connectTimeoutMs: number;
  /** An ssh_config to honour, read through `ssh -G`. */
  configFile?: string;
  /** Fields that the inventory itself writes: these win over configFile. Absent: fields that differ from their default. */
  explicit?: readonly string[];
}

export interface BastionSettings {
  address: string;
  port: number;
  user: string;
  privateKeyPath?: string;
  passphraseFrom?: SecretSource;
  passwordFrom?: SecretSource;
  agent: boolean;
  hostKey?: string;
  hostKeys: 'strict' | 'accept-new';
  knownHostsFile?: string;
  bastion?: BastionSettings;
}

export type SecretSource = { env: string } | { file: string } | { prompt: true } | { age: string };

export interface KubeVip {
  enabled: boolean;
  image: string;
  mode: 'arp' | 'bgp';
  /** Absent: the interface that holds the host's internalAddress. */
  interface?: string;
  bgp?: Record<string, unknown>;
  services: boolean;
  /** The manifest among the control plane's files that runs a kube-vip of the site's own; `enabled` is then false. */
  given?: GivenKubeVip;
}

export interface GivenKubeVip {
  /** Of the manifest on the hosts. */
  path: string;
  /** What it holds. Absent: not told. */
  address?: string;
  image?: string;
}
