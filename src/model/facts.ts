/**
 * What was seen on one host, in one round trip. `undefined` means: could not be told. Parsed in observe/.
 * A settled host, one whose mark says `bootstrapped`, is asked less, so that an apply with nothing to do is cheap: no
 * process names of sockets, no iptables chains, no loadable modules, and versions as marked where nothing was replaced.
 */
export interface HostFacts {
  hostname: string;
  os: { id: string; versionId: string; prettyName: string };
  /** systemd is PID 1. */
  systemd: boolean;
  kernel: string;
  /** Go's name: amd64, arm64, … or the machine's own name where Go has none. */
  arch: string;
  cpus: number;
  /** Bytes. */
  memoryBytes: number;
  /** Mounted file systems that matter to us: `/`, `/var`, `/var/lib/containerd`, `/var/lib/etcd`, … Bytes. */
  disks: { mount: string; totalBytes: number; freeBytes: number }[];
  interfaces: { name: string; mac?: string; addresses: string[] }[];
  defaultRoute?: { interface: string; gateway?: string };
  /** Milliseconds since the epoch on the host, minus the operator's clock at the middle of the round trip. */
  clockOffsetMs: number;
  timeSynchronized?: boolean;
  machineId?: string;
  productUuid?: string;
  /** Version of the cgroup hierarchy that the kubelet will find; hybrid counts as v1. */
  cgroup?: 'v1' | 'v2';
  /** Commands that kubeadm and the kubelet call and that are on the PATH: conntrack, socat, iptables, … */
  tools?: string[];
  swap: { device: string; sizeBytes: number }[];
  /** Kernel modules we care for that are loaded or built in. */
  modules: string[];
  /** Of the same, those that modprobe could load (or has loaded) on this kernel. Not asked on a settled host. */
  loadableModules?: string[];
  sysctls: Record<string, string>;
  /** Listening TCP ports with the process name where it could be told. */
  listening: { port: number; address: string; process?: string }[];
  containerd?: { version: string; active: boolean };
  otherRuntimes: string[];
  /** Versions without leading words: `v1.20.2`; `unknown`: there, but its version was not told. Absent: not installed. */
  binaries: { kubeadm?: string; kubelet?: string; kubectl?: string; crictl?: string };
  packageManager: { kind: 'apt' | 'dnf' | 'none'; lockedBy?: string; broken?: string };
  /** A script of ours is changing the host right now: of another run, or of one that was killed and has not noticed. */
  ownRunActive?: boolean;
  /** Installed packages of those we care for: name → version. */
  packages: Record<string, string>;
  kubeadm: KubeadmState;
  leftovers: Leftovers;
  /** Files in the content-addressed store: sha256 → bytes on disk; `.part` files are listed with `partial`. */
  store: { sha256: string; sizeBytes: number; partial: boolean }[];
  /** Our own mark on the host. */
  machine?: MachineMark;
  /** The machine mark file exists but cannot be read. */
  machineUnreadable?: string;
  /** uid 0 was reached. */
  root: boolean;
}

export interface KubeadmState {
  /** File names in /etc/kubernetes/manifests. */
  manifests: string[];
  kubeletConf: boolean;
  adminConf: boolean;
  superAdminConf: boolean;
  bootstrapKubeletConf: boolean;
  /** `server:` of kubelet.conf, `https://host:port`. */
  apiServer?: string;
  /** File names under /etc/kubernetes/pki, relative: `ca.crt`, `etcd/ca.key`. */
  pki: string[];
  /** sha256 (hex) of the DER of ca.crt's public key info, as in `--discovery-token-ca-cert-hash` without `sha256:`. */
  caCertHash?: string;
  /** Days until the API server certificate expires; absent without one. */
  apiserverCertDaysLeft?: number;
  /** /var/lib/etcd/member exists. */
  etcdData: boolean;
  kubelet: 'active' | 'inactive' | 'failed' | 'activating' | 'absent';
  /** Names of running static-pod and other containers in k8s.io, as far as crictl or ctr could tell. */
  containers: string[];
  /** Components of a bootstrapped control plane that say on their own ports that they are well. Absent: none could be asked, or none is. */
  answering?: string[];
  /** Our transient unit that runs kubeadm: still running on the host. */
  bootstrapRunning: boolean;
}

/** Traces that a former cluster leaves and that break a new one. */
export interface Leftovers {
  cniConfigs: string[];
  cniLinks: string[];
  /** KUBE-/CNI- chains in iptables. */
  iptablesChains: number;
  ipvsServers: number;
  homeKubeconfig: boolean;
  /** Non-empty folders: /var/lib/kubelet, /var/lib/cni, … */
  directories: string[];
  capiSentinel: boolean;
}

/** /etc/installer/machine.json: what this host serves. One host never serves two clusters. */
export interface MachineMark {
  apiVersion: 'installer.dev/v1alpha1';
  cluster: string;
  /** Unique for this life of the cluster; made when its first control plane is initialised. */
  clusterUid: string;
  machine: string;
  uid: string;
  role: 'control-plane' | 'worker';
  /** `claimed`: being prepared. `bootstrapping`: kubeadm was started. `bootstrapped`: kubeadm ended well. */
  phase: 'claimed' | 'bootstrapping' | 'bootstrapped';
  /** What kubeadm was started for; of a claim, what it is to be started for where the cluster exists already. */
  bootstrap?: 'init' | 'join-control-plane' | 'join-worker';
  version: string;
  /** What the machine is made to (plan/machine-template.ts). Absent: not known. */
  template?: string;
  /**
   * An upgrade where it is was begun and has not ended: parts of the host may be what it was begun to, others what is said
   * above. Absent: none.
   */
  upgrading?: BegunUpgrade;
}

/** What a machine was to become. */
export interface BegunUpgrade {
  version: string;
  /** Absent: not known, or to more than one, one after the other. */
  template?: string;
}
