import type { Bundle, BundleItem } from '../../../../src/model/bundle.ts';
import type { Desired, DesiredHost } from '../../../../src/model/desired.ts';
import type { HostFacts } from '../../../../src/model/facts.ts';
import type { ClusterView } from '../../../../src/model/observed.ts';
import type { HostProbes } from '../../../../src/observe/probes.ts';
import type { PreflightInput } from '../../../../src/plan/preflight/ground.ts';
import { desiredCluster } from '../../../support/desired.ts';

type Patch = Record<string, unknown>;

/** A case's differences from three bare hosts (cp-1, cp-2, w-1) that are to become a cluster from a whole bundle. */
export interface PreflightCase {
  desired?: Patch;
  /** By host; `null` for one that did not answer. */
  facts?: Record<string, Patch | null>;
  /** All hosts are settled members of the cluster already. */
  settled?: boolean;
  /** Default: all hosts, or none when they are settled. */
  creating?: string[];
  unreachable?: Record<string, { message: string; hint?: string }>;
  probes?: Record<string, HostProbes>;
  /** `false`: none. */
  bundle?: Patch | false;
  /** Bundle items to leave out, and to change, by name. */
  withoutItems?: string[];
  items?: Record<string, Patch>;
  cluster?: ClusterView;
}

const ADDRESSES: Record<string, string> = { 'cp-1': '10.0.0.11', 'cp-2': '10.0.0.12', 'w-1': '10.0.0.21' };
const NAMES = Object.keys(ADDRESSES);
const VERSION = 'v1.34.2';

export function inputFor(given: PreflightCase): PreflightInput {
  const facts: Record<string, HostFacts> = {};
  for (const name of NAMES) {
    const patch = given.facts?.[name];
    if (patch === null) continue;
    facts[name] = merged(given.settled ? settledFacts(name) : bareFacts(name), patch);
  }
  const { unreachable, probes, cluster } = given;
  return {
    desired: merged(desired(), given.desired),
    facts,
    creating: new Set(given.creating ?? (given.settled ? [] : NAMES)),
    ...(unreachable && { unreachable }),
    ...(probes && { probes }),
    ...(cluster && { cluster }),
    ...(given.bundle !== false && { bundle: bundleFor(given) }),
  };
}

function desired(): Desired {
  const host = (name: string): DesiredHost => ({
    name,
    address: ADDRESSES[name] ?? '',
    internalAddress: ADDRESSES[name] ?? '',
    role: name.startsWith('cp') ? 'control-plane' : 'worker',
    labels: {},
    taints: [],
    vars: {},
    ssh: {
      user: 'ops',
      port: 22,
      agent: true,
      sudo: { enabled: true },
      hostKeys: 'strict',
      connectTimeoutMs: 10_000,
    },
  });
  const whole = desiredCluster({ controlPlanes: 2, workers: 1 });
  return {
    ...whole,
    cluster: {
      name: 'prod',
      endpoint: { host: '10.0.0.100', port: 6443 },
      podCidrs: ['10.244.0.0/16'],
      serviceCidrs: ['10.96.0.0/12'],
      serviceDomain: 'cluster.local',
    },
    controlPlane: { ...whole.controlPlane, version: VERSION },
    machineDeployments: whole.machineDeployments.map((deployment) => ({ ...deployment, version: VERSION })),
    hosts: NAMES.map(host),
    kubeVip: { enabled: true, image: 'ghcr.io/kube-vip/kube-vip:v1.0.1', mode: 'arp', services: false },
  };
}

function bareFacts(name: string): HostFacts {
  const n = NAMES.indexOf(name);
  return {
    hostname: name,
    os: { id: 'debian', versionId: '12', prettyName: 'Debian GNU/Linux 12 (bookworm)' },
    systemd: true,
    kernel: '6.1.0-30-amd64',
    arch: 'amd64',
    cpus: 4,
    memoryBytes: 8 * 2 ** 30,
    disks: [{ mount: '/', totalBytes: 100e9, freeBytes: 80e9 }],
    interfaces: [
      { name: 'lo', addresses: ['127.0.0.1', '::1'] },
      { name: 'eth0', mac: `02:00:00:00:00:1${n}`, addresses: [ADDRESSES[name] ?? '', `fe80::${n + 1}`] },
    ],
    defaultRoute: { interface: 'eth0', gateway: '10.0.0.1' },
    clockOffsetMs: 40 * n,
    timeSynchronized: true,
    machineId: `${n}`.repeat(32),
    productUuid: `4c4c4544-0051-3510-8057-b4c04f4d4e3${n}`,
    cgroup: 'v2',
    swap: [],
    modules: ['nf_conntrack'],
    loadableModules: ['overlay', 'br_netfilter'],
    tools: ['ip', 'iptables', 'mount', 'nsenter', 'losetup'],
    sysctls: {},
    listening: [{ port: 22, address: '0.0.0.0', process: 'sshd' }],
    otherRuntimes: [],
    binaries: {},
    packageManager: { kind: 'apt' },
    packages: {},
    kubeadm: {
      manifests: [],
      kubeletConf: false,
      adminConf: false,
      superAdminConf: false,
      bootstrapKubeletConf: false,
      pki: [],
      etcdData: false,
      kubelet: 'absent',
      containers: [],
      bootstrapRunning: false,
    },
    leftovers: {
      cniConfigs: [],
      cniLinks: [],
      iptablesChains: 0,
      ipvsServers: 0,
      homeKubeconfig: false,
      directories: [],
      capiSentinel: false,
    },
    store: [],
    root: true,
  };
}

/** As a converged cluster has it: everything in use is in use by us. */
function settledFacts(name: string): HostFacts {
  const controlPlane = name.startsWith('cp');
  return merged(bareFacts(name), {
    listening: (controlPlane ? [2379, 2380, 6443, 10250, 10257, 10259] : [10250]).map((port) => ({
      port,
      address: '::',
    })),
    interfaces: [
      { name: 'eth0', addresses: [ADDRESSES[name], ...(name === 'cp-1' ? ['10.0.0.100'] : [])] },
      { name: 'cni0', addresses: ['10.244.0.1'] },
    ],
    binaries: { kubeadm: VERSION, kubelet: VERSION, kubectl: VERSION },
    containerd: { version: '2.1.4', active: true },
    disks: [{ mount: '/', totalBytes: 100e9, freeBytes: 5e9 }],
    kubeadm: {
      manifests: controlPlane ? ['etcd.yaml', 'kube-apiserver.yaml', 'kube-vip.yaml'] : [],
      kubeletConf: true,
      adminConf: controlPlane,
      etcdData: controlPlane,
      kubelet: 'active',
      ...(controlPlane && { apiserverCertDaysLeft: 364 }),
    },
    leftovers: {
      cniConfigs: ['10-cni.conflist'],
      cniLinks: ['cni0'],
      iptablesChains: 40,
      directories: ['/var/lib/cni'],
    },
    machine: {
      apiVersion: 'installer.dev/v1alpha1',
      cluster: 'prod',
      clusterUid: 'uid-1',
      machine: name,
      uid: `uid-${name}`,
      role: controlPlane ? 'control-plane' : 'worker',
      phase: 'bootstrapped',
      version: VERSION,
    },
  });
}

const ON_CONTROL_PLANES = ['kube-apiserver', 'kube-controller-manager', 'kube-scheduler'];

function bundleFor({ bundle, withoutItems = [], items: changes = {} }: PreflightCase): Bundle {
  const item = (name: string, kind: BundleItem['kind'], size: number, more: Partial<BundleItem> = {}): BundleItem => ({
    name,
    kind,
    path: `${kind}/${name}`,
    sha256: Buffer.from(name).toString('hex').padEnd(64, '0'),
    size,
    ...more,
  });
  const image = (name: string, ref: string, more: Partial<BundleItem> = {}): BundleItem =>
    item(name, 'image', 100e6, { refs: [ref], ...more });
  const all = [
    ...['kubeadm', 'kubelet', 'kubectl'].map((name) => item(name, 'binary', 60e6, { target: `/usr/bin/${name}` })),
    ...['containerd', 'conntrack'].map((name) => item(name, 'package', 20e6, { os: 'debian-12' })),
    ...ON_CONTROL_PLANES.map((name) => image(name, `registry.k8s.io/${name}:${VERSION}`, { roles: ['control-plane'] })),
    image('kube-proxy', `registry.k8s.io/kube-proxy:${VERSION}`),
    image('pause', 'registry.k8s.io/pause:3.10.1'),
    image('etcd', 'registry.k8s.io/etcd:3.6.5-0'),
    image('coredns', 'registry.k8s.io/coredns/coredns:v1.12.1'),
    image('kube-vip', 'ghcr.io/kube-vip/kube-vip:v1.0.1'),
  ];
  const items = all.filter(({ name }) => !withoutItems.includes(name)).map((one) => merged(one, changes[one.name]));
  return merged({ root: '/bundle', kubernetesVersion: VERSION, arch: 'amd64', items }, bundle === false ? {} : bundle);
}

/** JSON merge patch (RFC 7396): objects field by field, `null` removes, anything else replaces. */
function merged<T>(base: T, patch: unknown): T {
  return patch === undefined ? base : (merge(base, patch) as T);
}

function merge(base: unknown, patch: unknown): unknown {
  if (typeof patch !== 'object' || patch === null || Array.isArray(patch)) return patch;
  const result: Record<string, unknown> = typeof base === 'object' && base !== null ? { ...base } : {};
  for (const [key, value] of Object.entries(patch)) {
    if (value === null) delete result[key];
    else result[key] = merge(result[key], value);
  }
  return result;
}
