import type { PlaybookContext } from './context.ts';

/** A made-up control plane with every name filled in: what lint renders playbooks for. */
export const SAMPLE_CONTEXT: PlaybookContext = {
  host: {
    name: 'cp-1',
    address: '192.0.2.11',
    internalAddress: '192.0.2.11',
    role: 'control-plane',
    labels: { zone: 'a' },
  },
  machine: { bootstrapped: false },
  hosts: [
    { name: 'cp-1', address: '192.0.2.11', internalAddress: '192.0.2.11', role: 'control-plane' },
    { name: 'w-1', address: '192.0.2.21', internalAddress: '192.0.2.21', role: 'worker' },
  ],
  cluster: {
    name: 'sample',
    endpoint: { host: '192.0.2.100', port: 6443 },
    podCidrs: ['10.244.0.0/16'],
    serviceCidrs: ['10.96.0.0/12'],
    serviceDomain: 'cluster.local',
  },
  kubernetes: {
    version: 'v1.34.2',
    minor: '1.34',
    controlPlaneVersion: 'v1.34.2',
    pauseImage: 'registry.k8s.io/pause:3.10.1',
  },
  kubeVip: {
    enabled: true,
    image: 'ghcr.io/kube-vip/kube-vip:v1.0.1',
    mode: 'bgp',
    bgp: { as: 64512, peers: [{ address: '192.0.2.1', as: 64513 }] },
    services: false,
    kubeconfigPath: '/etc/kubernetes/admin.conf',
    vip: '192.0.2.100',
  },
  ntp: { enabled: true, servers: ['192.0.2.123'] },
  proxy: { http: 'http://192.0.2.5:3128', https: 'http://192.0.2.5:3128', noProxy: ['example.test'] },
  registry: { mirrors: { 'docker.io': ['https://mirror.example.test'] }, insecure: ['registry.example.test:5000'] },
  vars: {},
  facts: {
    os: { id: 'debian', versionId: '12', prettyName: 'Debian GNU/Linux 12 (bookworm)' },
    arch: 'amd64',
    systemd: true,
    interfaces: [{ name: 'eth0', mac: '02:00:00:00:00:01', addresses: ['192.0.2.11/24'] }],
    defaultRoute: { interface: 'eth0', gateway: '192.0.2.1' },
    packageManager: { kind: 'apt' },
  },
  bundle: {
    packages: [item('containerd', 'a', { version: '1.7.24-1' })],
    binaries: [
      item('kubelet', 'b', { target: '/usr/bin/kubelet' }),
      item('kubeadm', 'c', { target: '/usr/bin/kubeadm' }),
    ],
    images: [item('pause', 'd', { refs: ['registry.k8s.io/pause:3.10.1'] })],
    files: [item('license', 'e', { target: '/usr/share/doc/sample' })],
  },
  kubeadmConfigSpec: {
    users: [
      {
        name: 'ops',
        gecos: 'Operators',
        groups: 'adm, systemd-journal',
        shell: '/bin/bash',
        sudo: 'ALL=(ALL) NOPASSWD:ALL',
        sshAuthorizedKeys: ['ssh-ed25519 AAAA sample'],
      },
      { name: 'audit', passwd: '$6$sample$sample', lockPassword: false, inactive: true, primaryGroup: 'auditors' },
    ],
    diskSetup: {
      partitions: [{ device: '/dev/sample', layout: true, tableType: 'gpt' }],
      filesystems: [
        { device: '/dev/sample', filesystem: 'ext4', label: 'etcd', extraOpts: ['-E', 'lazy_itable_init=1'] },
      ],
    },
    mounts: [['LABEL=etcd', '/var/lib/etcd']],
    files: [{ path: '/etc/sample', content: '{{ ds.meta_data.hostname }}\n' }],
    bootCommands: ['true'],
    preKubeadmCommands: ['hostname {{ ds.meta_data.hostname }}'],
    postKubeadmCommands: ['true'],
  },
  ds: {
    meta_data: { hostname: 'cp-1', local_hostname: 'cp-1', instance_id: 'cp-1', local_ipv4: '192.0.2.11' },
  },
};

function item(name: string, digit: string, more: { version?: string; target?: string; refs?: string[] }) {
  const sha256 = digit.repeat(64);
  return { name, sha256, size: 1000, storePath: `/var/lib/installer/store/${sha256}`, ...more };
}
