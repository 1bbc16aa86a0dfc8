// Generated from schemas/inventory.schema.json by `npm run generate`. Do not edit.

export type DnsLabel = string
export type Port = number
export type KubernetesVersion = string
export type Role = ("control-plane" | "worker" | "spare")
export type GoDuration = string
export type Seconds = number
/**
 * RollingUpdate: machines are made anew, as rollingUpdate says; where there is no free host, one of which only the version differs is upgraded where it is. InPlace: all are. OnDelete: a machine stays as it is until it is marked cluster.x-k8s.io/delete-machine.
 */
export type WorkerStrategyType = string
export type MachineCount = (string | number)
export type NodeName = string
export type MachineRange = string
export type HostKey = string
/**
 * A jump host. Bastions nest: a bastion's own bastion is passed first.
 */
export type Bastion = ({
/**
 * IP address or name of the jump host.
 */
address: string
port?: Port
/**
 * Login user on the jump host. Default: the user of the host behind it.
 */
user?: string
/**
 * Private key file, relative to this file. Default: the key of the host behind it, when the bastion names no way to log in.
 */
privateKeyPath?: string
passphraseFrom?: SecretSource
/**
 * Use the agent at SSH_AUTH_SOCK. Default: true when there is neither key nor password.
 */
agent?: boolean
passwordFrom?: SecretSource
hostKey?: HostKey
/**
 * As in ssh. Default: that of the host behind it.
 */
hostKeys?: ("strict" | "accept-new")
/**
 * known_hosts file, relative to this file. Default: that of the host behind it.
 */
knownHostsFile?: string
bastion?: Bastion
} | null)
export type Duration = (string | number)

/**
 * Hosts, how to reach them, and the Kubernetes cluster they are to become.
 */
export interface Inventory {
/**
 * Version of this document form.
 */
apiVersion: "installer.dev/v1alpha1"
/**
 * Always Inventory.
 */
kind: "Inventory"
/**
 * Names the cluster.
 */
metadata: {
name: DnsLabel
labels?: Labels
/**
 * Free annotations, never read. Default: none.
 */
annotations?: {
[k: string]: string
}
}
/**
 * What is wanted.
 */
spec: {
cluster: Cluster
controlPlane: ControlPlane
/**
 * Groups of workers. Default: one named workers that covers every host of role worker.
 */
machineDeployments?: MachineDeployment[]
/**
 * Cluster API MachineHealthChecks: which machines are not well. Default: none.
 */
machineHealthChecks?: MachineHealthCheck[]
/**
 * Groups of workers that take every host selected. Default: none.
 */
machinePools?: MachinePool[]
/**
 * The machines. Order matters: the first hosts of a role are used first.
 * 
 * @minItems 1
 */
hosts: Host[]
ssh?: Ssh
/**
 * Folder or tar with binaries, packages and images, relative to this file; ~ is your home folder. Default: none, what is installed on the hosts is used.
 */
bundle?: string
/**
 * Label of hosts whose value is the host's failure domain (a rack, a room): new machines are spread over them.
 */
failureDomainLabel?: string
/**
 * How long machines that are removed are waited for.
 */
drain?: {
giveUpAfter?: Duration
}
kubeVip?: KubeVip
/**
 * Playbook files or folders, relative to this file, that add to the built-in ones or replace them by name. Default: none.
 */
playbooks?: string[]
/**
 * Manifest files or folders, relative to this file, applied in this order after the control plane answers; the network plugin comes first. Default: none.
 */
manifests?: string[]
ntp?: Ntp
proxy?: Proxy
registry?: Registry
/**
 * Variables for playbook templates; a host's own win. Default: none.
 */
vars?: {
[k: string]: unknown
}
/**
 * KubeletConfiguration fields, passed to kubeadm as written. Default: none.
 */
kubeletConfiguration?: {
[k: string]: unknown
}
/**
 * KubeProxyConfiguration fields, passed to kubeadm as written. Default: none.
 */
kubeProxyConfiguration?: {
[k: string]: unknown
}
}
}
export interface Labels {
[k: string]: string
}
export interface Cluster {
/**
 * Where the API is reached: the address kube-vip will hold, or an existing load balancer.
 */
controlPlaneEndpoint: {
/**
 * IP address or DNS name.
 */
host: string
port?: Port
}
/**
 * Address ranges of pods and services.
 */
clusterNetwork?: {
/**
 * Pod addresses.
 */
pods?: {
/**
 * One CIDR, or one of each family for dual stack.
 * 
 * @minItems 1
 * @maxItems 2
 */
cidrBlocks?: string[]
}
/**
 * Service addresses.
 */
services?: {
/**
 * One CIDR, or one of each family for dual stack.
 * 
 * @minItems 1
 * @maxItems 2
 */
cidrBlocks?: string[]
}
/**
 * DNS domain of services.
 */
serviceDomain?: string
apiServerPort?: Port
}
/**
 * Accepted from Cluster API, without effect.
 */
paused?: boolean
/**
 * Cluster API topology (ClusterClass). Default: none.
 */
topology?: {
[k: string]: unknown
}
/**
 * Accepted from Cluster API, without effect.
 */
controlPlaneRef?: {
[k: string]: unknown
}
/**
 * Accepted from Cluster API; machines come from hosts.
 */
infrastructureRef?: {
[k: string]: unknown
}
}
export interface ControlPlane {
version: KubernetesVersion
/**
 * Number of control planes, odd. The rest of the hosts selected stay free; where they are too few, hosts of role spare with fitting labels are used. Default: every host selected.
 */
replicas?: number
hostSelector?: HostSelector
kubeadmConfigSpec?: KubeadmConfigSpec
rolloutStrategy?: ControlPlaneStrategy
/**
 * Cluster API v1beta2: how and when control planes become what is wanted now. Default: RollingUpdate, maxSurge 1.
 */
rollout?: {
strategy?: ControlPlaneStrategy
/**
 * Machines made before this moment (ISO 8601) are made anew once it has passed. Default: none.
 */
after?: string
before?: RolloutBefore
[k: string]: unknown
}
rolloutBefore?: RolloutBefore
/**
 * Cluster API v1beta1: machines made before this moment (ISO 8601) are made anew once it has passed. Default: none.
 */
rolloutAfter?: string
/**
 * Cluster API v1beta1: how often unhealthy control planes are replaced, see machineHealthChecks. Default: as often as it takes.
 */
remediationStrategy?: {
/**
 * Times that what took a machine's place may be replaced too. Default: any number.
 */
maxRetry?: number
retryPeriod?: GoDuration
minHealthyPeriod?: GoDuration
[k: string]: unknown
}
/**
 * Cluster API v1beta2: how often unhealthy control planes are replaced, see machineHealthChecks. Default: as often as it takes.
 */
remediation?: {
/**
 * Times that what took a machine's place may be replaced too. Default: any number.
 */
maxRetry?: number
retryPeriodSeconds?: Seconds
minHealthyPeriodSeconds?: Seconds
[k: string]: unknown
}
/**
 * Cluster API: metadata and timeouts of the machines.
 */
machineTemplate?: {
nodeDrainTimeout?: GoDuration
nodeVolumeDetachTimeout?: GoDuration
nodeDeletionTimeout?: GoDuration
/**
 * Cluster API v1beta2: where timeouts and taints are.
 */
spec?: {
/**
 * Taints of the nodes, beside those of kubeadm. Default: none.
 */
taints?: Taint[]
/**
 * The same timeouts, in seconds.
 */
deletion?: {
nodeDrainTimeoutSeconds?: Seconds
nodeVolumeDetachTimeoutSeconds?: Seconds
nodeDeletionTimeoutSeconds?: Seconds
[k: string]: unknown
}
[k: string]: unknown
}
[k: string]: unknown
}
/**
 * Accepted from Cluster API, without effect: machines are named after hosts.
 */
machineNamingStrategy?: {
[k: string]: unknown
}
/**
 * Accepted from Cluster API, without effect: machines are named after hosts.
 */
machineNaming?: {
[k: string]: unknown
}
/**
 * Accepted from Cluster API; machines come from hosts.
 */
infrastructureTemplate?: {
[k: string]: unknown
}
}
/**
 * Picks hosts by role and labels; every condition must hold.
 */
export interface HostSelector {
role?: Role
matchLabels?: Labels
/**
 * Conditions on labels, as in Kubernetes. Default: none.
 * 
 * Items: One condition.
 */
matchExpressions?: {
/**
 * Label key.
 */
key: string
/**
 * How the label is compared with values.
 */
operator: ("In" | "NotIn" | "Exists" | "DoesNotExist")
/**
 * For In and NotIn. Default: none.
 */
values?: string[]
}[]
}
export interface KubeadmConfigSpec {
/**
 * kubeadm ClusterConfiguration, in any spelling of kubeadm v1beta2 to v1beta4 or Cluster API. Default: none.
 */
clusterConfiguration?: {
[k: string]: unknown
}
/**
 * kubeadm InitConfiguration, likewise. Default: none.
 */
initConfiguration?: {
[k: string]: unknown
}
/**
 * kubeadm JoinConfiguration, likewise. Default: none.
 */
joinConfiguration?: {
[k: string]: unknown
}
/**
 * Files written before kubeadm runs, once. Default: none.
 */
files?: KubeadmFile[]
/**
 * Users to create. Default: none.
 */
users?: KubeadmUser[]
/**
 * Time servers of these machines; wins over spec.ntp. Default: those of spec.ntp.
 */
ntp?: {
/**
 * Keep the clock set from the servers.
 */
enabled?: boolean
/**
 * Names or addresses of time servers. Default: none, those that the host has.
 */
servers?: string[]
}
/**
 * Commands run before anything else, once. Default: none.
 */
bootCommands?: string[]
/**
 * Commands run before kubeadm, once, in one shell; a failing one stops the host. Default: none.
 */
preKubeadmCommands?: string[]
/**
 * Commands run after kubeadm, once, in one shell; a failing one stops the host. Default: none.
 */
postKubeadmCommands?: string[]
/**
 * Partition tables and file systems, made before anything is installed. Default: none.
 */
diskSetup?: {
/**
 * Partition tables. Default: none.
 */
partitions?: DiskPartitions[]
/**
 * File systems. Default: none.
 */
filesystems?: DiskFilesystem[]
}
/**
 * Mounts as [device, path, type, options, freq, pass], of which the first two are needed. Default: none.
 */
mounts?: string[][]
/**
 * Verbosity of kubeadm (its -v). Default: kubeadm's own.
 */
verbosity?: number
/**
 * Only cloud-config: there is no Ignition on hosts that are running already.
 */
format?: ("cloud-config" | "ignition")
/**
 * Accepted from Cluster API, without effect.
 */
ignition?: {
[k: string]: unknown
}
/**
 * Accepted from Cluster API, without effect: joins can always be tried again.
 */
useExperimentalRetryJoin?: boolean
}
/**
 * A file on the host.
 */
export interface KubeadmFile {
/**
 * Absolute path on the host.
 */
path: string
/**
 * Text, or what encoding says. Default: empty.
 */
content?: string
/**
 * The Secret that holds the content; its document is given along. Default: none.
 */
contentFrom?: {
/**
 * The Secret.
 */
secret: {
/**
 * Name of the Secret.
 */
name: string
/**
 * Key of its data.
 */
key: string
}
}
/**
 * Template: {{ .controlPlane.version }} stands for the version of the control plane.
 */
contentFormat?: ("Raw" | "Template")
/**
 * user:group.
 */
owner?: string
/**
 * Octal permissions, in quotes.
 */
permissions?: string
/**
 * How content is encoded. Default: plain text.
 */
encoding?: ("base64" | "gzip" | "gzip+base64")
/**
 * Append to the file instead of replacing it.
 */
append?: boolean
}
/**
 * A user of the host.
 */
export interface KubeadmUser {
/**
 * Login name.
 */
name: string
/**
 * Full name or the like. Default: none.
 */
gecos?: string
/**
 * More groups, with commas between them; those that are missing are made. Default: none.
 */
groups?: string
/**
 * Home folder. Default: the host's own rule.
 */
homeDir?: string
/**
 * The account is there, and nobody can log in to it.
 */
inactive?: boolean
/**
 * Login shell. Default: the host's own.
 */
shell?: string
/**
 * Hash of the password, as in /etc/shadow. Default: none.
 */
passwd?: string
/**
 * The Secret that holds the hash; its document is given along. Default: none.
 */
passwdFrom?: {
/**
 * The Secret.
 */
secret: {
/**
 * Name of the Secret.
 */
name: string
/**
 * Key of its data.
 */
key: string
}
}
/**
 * Primary group; made where missing. Default: the host's own rule.
 */
primaryGroup?: string
/**
 * No login with the password.
 */
lockPassword?: boolean
/**
 * Right in the form of sudoers, for example ALL=(ALL) NOPASSWD:ALL. Default: none.
 */
sudo?: string
/**
 * Public keys that may log in. Default: none.
 */
sshAuthorizedKeys?: string[]
}
/**
 * The partition table of one disk.
 */
export interface DiskPartitions {
/**
 * Absolute path of the disk; links as in /dev/disk/by-id are good.
 */
device: string
/**
 * true: one partition over the whole disk. Cluster API v1beta1. Default: as diskLayout says.
 */
layout?: boolean
/**
 * The partitions. Cluster API v1beta2. Default: none.
 * 
 * Items: A partition.
 */
diskLayout?: {
/**
 * Its share of the disk.
 */
percentage: number
/**
 * Type in hexadecimal digits, two or four of them: 83 or 8300 is Linux. Default: Linux.
 */
partitionType?: string
}[]
/**
 * Replace a partition table or file system that is there. Never done while something on the disk is mounted.
 */
overwrite?: boolean
/**
 * Kind of partition table.
 */
tableType?: ("mbr" | "gpt")
}
/**
 * A file system.
 */
export interface DiskFilesystem {
/**
 * Absolute path of the disk; links as in /dev/disk/by-id are good.
 */
device: string
/**
 * Its type, as in mkfs.TYPE.
 */
filesystem: string
/**
 * Its label. Default: none.
 */
label?: string
/**
 * Number of the partition; any: the first that is free, or the disk itself where it has none; auto: likewise, but one with another label is not taken for it; none: the disk itself.
 */
partition?: string
/**
 * Replace a file system that is there. Never done while it is mounted.
 */
overwrite?: boolean
/**
 * A file system of this type may be replaced. Default: none.
 */
replaceFS?: string
/**
 * More arguments of mkfs. Default: none.
 */
extraOpts?: string[]
}
/**
 * How control planes become what is wanted now.
 */
export interface ControlPlaneStrategy {
/**
 * RollingUpdate: machines are made anew, one more than wanted where there is a free host; without one, a machine of which only the version differs is upgraded where it is. InPlace: all are.
 */
type?: string
/**
 * Limits of it. Default: none.
 */
rollingUpdate?: {
/**
 * Machines more than wanted meanwhile: 1, or 0.
 */
maxSurge?: (string | number)
[k: string]: unknown
}
[k: string]: unknown
}
/**
 * When machines are made anew before their time.
 */
export interface RolloutBefore {
/**
 * The days that certificates have to be valid at least, 7 or more. Default: none.
 */
certificatesExpiryDays?: number
[k: string]: unknown
}
/**
 * A node taint.
 */
export interface Taint {
/**
 * Taint key, for example dedicated or example.com/gpu.
 */
key: string
/**
 * Taint value. Default: none.
 */
value?: string
/**
 * What the taint does.
 */
effect: ("NoSchedule" | "PreferNoSchedule" | "NoExecute")
}
/**
 * A group of workers of one version and one configuration.
 */
export interface MachineDeployment {
name: DnsLabel
/**
 * Number of workers. The rest of the hosts selected stay free; where they are too few, hosts of role spare with fitting labels are used. Default: every host selected.
 */
replicas?: number
hostSelector?: HostSelector
version?: KubernetesVersion
kubeadmConfigSpec?: KubeadmConfigSpec
labels?: Labels
/**
 * Taints of the nodes. Default: none.
 */
taints?: Taint[]
/**
 * Cluster API v1beta1: how workers are replaced.
 */
strategy?: {
type?: WorkerStrategyType
rollingUpdate?: RollingUpdate
/**
 * How unhealthy workers are replaced, see machineHealthChecks. Default: all at once.
 */
remediation?: {
maxInFlight?: MachineCount
[k: string]: unknown
}
[k: string]: unknown
}
/**
 * Cluster API v1beta2: how workers are replaced.
 */
rollout?: {
/**
 * As strategy. Default: none.
 */
strategy?: {
type?: WorkerStrategyType
rollingUpdate?: RollingUpdate
[k: string]: unknown
}
/**
 * Machines made before this moment (ISO 8601) are made anew once it has passed. Default: none.
 */
after?: string
[k: string]: unknown
}
nodeDrainTimeout?: GoDuration
nodeVolumeDetachTimeout?: GoDuration
nodeDeletionTimeout?: GoDuration
/**
 * Seconds a new node must be Ready before it counts.
 */
minReadySeconds?: number
/**
 * Which worker goes first when there are too many.
 */
deletePolicy?: ("Random" | "Newest" | "Oldest")
/**
 * Earlier versions and specifications that the cluster remembers, beside those that machines are still of.
 */
revisionHistoryLimit?: number
/**
 * Cluster API: metadata of the machines.
 */
template?: {
/**
 * Metadata of the machines.
 */
metadata?: {
labels?: Labels
}
}
}
/**
 * Rolling updates.
 */
export interface RollingUpdate {
/**
 * How many machines may be missing at once: a number, or a percentage of replicas, rounded down. Default: 0 while machines are made anew (1 where maxSurge comes to 0), 1 where there are too many.
 */
maxUnavailable?: (string | number)
/**
 * How many machines more than wanted there may be meanwhile, as far as there are free hosts: a number, or a percentage of replicas, rounded up. Default: 1.
 */
maxSurge?: (string | number)
/**
 * Cluster API v1beta1: as deletePolicy of the machine deployment, which wins. Default: none.
 */
deletePolicy?: ("Random" | "Newest" | "Oldest")
[k: string]: unknown
}
/**
 * When a machine is not well, and how many may be replaced. Either spelling, of v1beta1 or v1beta2, will do.
 */
export interface MachineHealthCheck {
name: NodeName
/**
 * Machines that are looked at, by their labels.
 */
selector: {
matchLabels?: Labels
/**
 * Conditions on labels, as in Kubernetes. Default: none.
 * 
 * Items: One condition.
 */
matchExpressions?: {
/**
 * Label key.
 */
key: string
/**
 * How the label is compared with values.
 */
operator: ("In" | "NotIn" | "Exists" | "DoesNotExist")
/**
 * For In and NotIn. Default: none.
 */
values?: string[]
}[]
}
/**
 * Cluster API v1beta1: states of the node, and how long each may last. Default: none.
 */
unhealthyConditions?: UnhealthyCondition[]
/**
 * As unhealthyConditions. Default: none.
 */
unhealthyNodeConditions?: UnhealthyCondition[]
/**
 * States of the machine, and how long each may last. Default: none.
 */
unhealthyMachineConditions?: UnhealthyCondition[]
nodeStartupTimeout?: GoDuration
maxUnhealthy?: MachineCount
unhealthyRange?: MachineRange
/**
 * Cluster API v1beta2: when a machine is not well.
 */
checks?: {
nodeStartupTimeoutSeconds?: Seconds
/**
 * As unhealthyConditions. Default: none.
 */
unhealthyNodeConditions?: UnhealthyCondition[]
/**
 * As before. Default: none.
 */
unhealthyMachineConditions?: UnhealthyCondition[]
}
/**
 * Cluster API v1beta2: when machines are replaced.
 */
remediation?: {
/**
 * How many may be not well.
 */
triggerIf?: {
unhealthyLessThanOrEqualTo?: MachineCount
unhealthyInRange?: MachineRange
}
}
}
/**
 * A state that means that something is not well.
 */
export interface UnhealthyCondition {
/**
 * Type of the condition, for example Ready.
 */
type: string
/**
 * Status that is not well.
 */
status: ("True" | "False" | "Unknown")
timeout?: GoDuration
timeoutSeconds?: Seconds
}
/**
 * A group of workers that takes every host selected; none of its machines is replaced by itself.
 */
export interface MachinePool {
name: DnsLabel
/**
 * Accepted from Cluster API: a pool takes every host selected, and a warning says where that is another number. Default: every host selected.
 */
replicas?: number
hostSelector?: HostSelector
version?: KubernetesVersion
kubeadmConfigSpec?: KubeadmConfigSpec
labels?: Labels
/**
 * Taints of the nodes. Default: none.
 */
taints?: Taint[]
nodeDrainTimeout?: GoDuration
nodeVolumeDetachTimeout?: GoDuration
nodeDeletionTimeout?: GoDuration
/**
 * Seconds a new node must be Ready before it counts.
 */
minReadySeconds?: number
/**
 * Cluster API: metadata of the machines.
 */
template?: {
/**
 * Metadata of the machines.
 */
metadata?: {
labels?: Labels
}
}
}
/**
 * One machine.
 */
export interface Host {
name: NodeName
/**
 * Where SSH finds the host: an IP address, or a name when internalAddress is given.
 */
address: string
/**
 * IP address that the node advertises inside the cluster. Default: address.
 */
internalAddress?: string
role: Role
labels?: Labels
/**
 * Taints of the node. Default: none.
 */
taints?: Taint[]
hostKey?: HostKey
ssh?: Ssh
/**
 * Variables for playbook templates; they win over spec.vars. Default: none.
 */
vars?: {
[k: string]: unknown
}
}
export interface Ssh {
/**
 * Login user.
 */
user?: string
port?: Port
/**
 * Private key file, relative to this file; ~ is your home folder. Default: none.
 */
privateKeyPath?: string
passphraseFrom?: SecretSource
/**
 * Use the agent at SSH_AUTH_SOCK. Default: true when neither privateKeyPath nor passwordFrom is given.
 */
agent?: boolean
passwordFrom?: SecretSource
/**
 * How root is reached.
 */
sudo?: {
/**
 * Use sudo. Default: true unless the user is root.
 */
enabled?: boolean
passwordFrom?: SecretSource
}
bastion?: Bastion
/**
 * strict: the key must be pinned or in known_hosts. accept-new: an unknown key is accepted and remembered, a changed one refused.
 */
hostKeys?: ("strict" | "accept-new")
/**
 * known_hosts file, relative to this file.
 */
knownHostsFile?: string
connectTimeout?: Duration
/**
 * An ssh_config to honour, relative to this file. Default: none.
 */
configFile?: string
}
/**
 * Where a secret comes from: exactly one of env, file, prompt, age. The secret itself is never in the inventory.
 */
export interface SecretSource {
/**
 * Name of an environment variable.
 */
env?: string
/**
 * A file whose content is the secret, relative to this file; one trailing newline is dropped.
 */
file?: string
/**
 * Asked on the terminal, once.
 */
prompt?: true
/**
 * A file encrypted with age, relative to this file; INSTALLER_AGE_IDENTITY names the identity, else a passphrase is asked for.
 */
age?: string
}
export interface KubeVip {
/**
 * Run kube-vip. Default: true when the endpoint is an IP address that no host has; a name is taken for an existing load balancer.
 */
enabled?: boolean
/**
 * Image of kube-vip.
 */
image?: string
/**
 * arp: one control plane holds the address. bgp: all announce it to a router.
 */
mode?: ("arp" | "bgp")
/**
 * Network interface. Default: the one that holds the host's internalAddress.
 */
interface?: string
/**
 * Needed with mode bgp.
 */
bgp?: {
/**
 * AS number of the control planes.
 */
as: number
/**
 * Router id. Default: the host's internalAddress.
 */
routerId?: string
/**
 * The routers.
 * 
 * @minItems 1
 * 
 * Items: A router.
 */
peers: {
/**
 * IP address of the router.
 */
address: string
/**
 * AS number of the router.
 */
as: number
/**
 * The router is more than one hop away.
 */
multihop?: boolean
}[]
}
/**
 * Let kube-vip also serve Services of type LoadBalancer.
 */
services?: boolean
}
export interface Ntp {
/**
 * Keep the clock set from the servers.
 */
enabled?: boolean
/**
 * Names or addresses of time servers. Default: none, those that the host has.
 */
servers?: string[]
}
export interface Proxy {
/**
 * Proxy for http, as a URL. Default: none.
 */
http?: string
/**
 * Proxy for https, as a URL. Default: none.
 */
https?: string
/**
 * Names, addresses and CIDRs reached directly. Loopback, the endpoint, pods, services, the service domain and each host's own address are always added; other hosts are not.
 */
noProxy?: string[]
}
export interface Registry {
/**
 * Registry name to the URLs tried instead, in order. Default: none.
 */
mirrors?: {
[k: string]: string[]
}
/**
 * Registries (host:port) whose certificate is not checked. Default: none.
 */
insecure?: string[]
}
