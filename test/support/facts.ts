import type { HostFacts, MachineMark } from '../../src/model/facts.ts';

/** Facts of a bare Debian host; a test names what differs. */
export function bareFacts(overrides: Partial<HostFacts> = {}): HostFacts {
  return {
    hostname: 'debian',
    os: { id: 'debian', versionId: '12', prettyName: 'Debian GNU/Linux 12 (bookworm)' },
    systemd: true,
    kernel: '6.1.0-18-amd64',
    arch: 'amd64',
    cpus: 2,
    memoryBytes: 4 * 1024 ** 3,
    disks: [{ mount: '/', totalBytes: 50e9, freeBytes: 40e9 }],
    interfaces: [{ name: 'eth0', addresses: ['192.168.73.11'] }],
    clockOffsetMs: 0,
    swap: [],
    modules: ['overlay', 'br_netfilter'],
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
    ...overrides,
  };
}

/** A mark of cluster `b-cluster` in its life `uid-1`; machines named w-… are workers. */
export function mark(overrides: Partial<MachineMark> = {}): MachineMark {
  return {
    apiVersion: 'installer.dev/v1alpha1',
    cluster: 'b-cluster',
    clusterUid: 'uid-1',
    machine: 'cp-1',
    uid: 'machine-uid',
    role: overrides.machine?.startsWith('w-') ? 'worker' : 'control-plane',
    phase: 'bootstrapped',
    version: 'v1.20.2',
    ...overrides,
  };
}
