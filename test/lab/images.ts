import { chmod, copyFile, mkdir, rm, symlink, writeFile } from 'node:fs/promises';
import { basename, join } from 'node:path';
import type { DebStore } from './debs.ts';
import { writeDockerArchive } from './docker-archive.ts';
import { run } from './run.ts';

export interface LabImage {
  readonly name: string;
  readonly refs: readonly string[];
  /** Only control planes run it. */
  readonly controlPlaneOnly?: boolean;
  readonly entrypoint?: readonly string[];
  /** Fills the image's file system. */
  readonly fill: (root: string) => Promise<void>;
}

/** What a published control plane's own kube-vip manifest calls its image (test/fixtures/cluster-api). */
const KUBE_VIP_OF_A_SITE = 'projects.registry.vmware.com/tkg/kube-vip:v0.3.3_vmware.1';

/** Every image a lab cluster runs, as kubeadm of that version names them. */
export function labImages(version: string, kubernetes: string, standIns: string, debs: DebStore): LabImage[] {
  const program = (name: string): LabImage => ({
    name,
    refs: [`k8s.gcr.io/${name}:${version}`],
    controlPlaneOnly: true,
    fill: (root) => place(join(kubernetes, name), join(root, 'usr/local/bin')),
  });
  const standIn = (name: string, refs: string[], entrypoint: string, controlPlaneOnly = false): LabImage => ({
    name,
    refs,
    controlPlaneOnly,
    entrypoint: [entrypoint],
    fill: async (root) => {
      await place(join(standIns, 'lab-agent'), root, basename(entrypoint));
      // Without it Go asks DNS before /etc/hosts, where a pod's hostAliases are.
      await mkdir(join(root, 'etc'), { recursive: true });
      await writeFile(join(root, 'etc/nsswitch.conf'), 'hosts: files dns\n');
    },
  });
  return [
    program('kube-apiserver'),
    program('kube-controller-manager'),
    program('kube-scheduler'),
    {
      name: 'kube-proxy',
      refs: [`k8s.gcr.io/kube-proxy:${version}`],
      fill: async (root) => {
        await unpackIptables(debs, root);
        await place(join(kubernetes, 'kube-proxy'), join(root, 'usr/local/bin'));
      },
    },
    {
      name: 'etcd',
      refs: ['k8s.gcr.io/etcd:3.4.13-0'],
      controlPlaneOnly: true,
      fill: async (root) => {
        await debs.unpack(['etcd-server', 'etcd-client', 'libc6'], root);
        await mkdir(join(root, 'usr/local/bin'), { recursive: true });
        for (const name of ['etcd', 'etcdctl']) await symlink(`/usr/bin/${name}`, join(root, 'usr/local/bin', name));
        await keepOnlyPrograms(root);
      },
    },
    {
      name: 'pause',
      refs: ['k8s.gcr.io/pause:3.2'],
      entrypoint: ['/pause'],
      fill: (root) => place(join(standIns, 'pause'), root),
    },
    standIn('coredns', ['k8s.gcr.io/coredns:1.7.0'], '/coredns'),
    standIn('kube-vip', ['ghcr.io/kube-vip/kube-vip:v0.8.9', KUBE_VIP_OF_A_SITE], '/kube-vip', true),
    standIn('lab-tool', ['lab.local/tool:1'], '/lab-agent'),
  ];
}

/** Builds one image as an archive. */
export async function buildImage(image: LabImage, work: string, file: string): Promise<void> {
  const root = join(work, image.name);
  await mkdir(join(root, 'tmp'), { recursive: true });
  await chmod(join(root, 'tmp'), 0o1777);
  await image.fill(root);
  await writeDockerArchive(root, image, file);
  await rm(root, { recursive: true });
}

async function place(program: string, folder: string, name = basename(program)): Promise<void> {
  await mkdir(folder, { recursive: true });
  await copyFile(program, join(folder, name));
  await chmod(join(folder, name), 0o755);
}

/** kube-proxy calls iptables and conntrack: the programs, their extensions and every library these want. */
async function unpackIptables(debs: DebStore, root: string): Promise<void> {
  const libraries = ['libxtables12', 'libip4tc2', 'libip6tc2', 'libnftnl11', 'libmnl0', 'libnfnetlink0', 'libc6'];
  await debs.unpack(['iptables', 'conntrack', 'libnetfilter-conntrack3', ...libraries], root);
  // What dpkg's alternatives would do on a host; nodes use the nft flavour, and both have to agree.
  for (const name of [
    'iptables',
    'iptables-save',
    'iptables-restore',
    'ip6tables',
    'ip6tables-save',
    'ip6tables-restore',
  ]) {
    await rm(join(root, 'usr/sbin', name), { force: true });
    await symlink('xtables-nft-multi', join(root, 'usr/sbin', name));
  }
  await keepOnlyPrograms(root);
}

/** Drops what no program reads: documentation, translations, character set converters, init scripts. */
async function keepOnlyPrograms(root: string): Promise<void> {
  const dead = [
    'usr/share',
    'usr/lib/x86_64-linux-gnu/gconv',
    'usr/lib/systemd',
    'lib/systemd',
    'var',
    'etc/init.d',
    'etc/default',
  ];
  for (const path of dead) await rm(join(root, path), { recursive: true, force: true });
  // Debian splits /bin and /lib from /usr only inside its packages; programs look in both.
  await run('sh', ['-c', 'mkdir -p "$1/usr/lib" && test -e "$1/lib64" || ln -s lib "$1/lib64"', 'sh', root]);
}
