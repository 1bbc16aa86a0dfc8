import { link, mkdir, rename, rm, stat, writeFile } from 'node:fs/promises';
import { basename, join } from 'node:path';
import { stringify } from 'yaml';
import { cached, contentKey } from './cache.ts';
import { openDebStore } from './debs.ts';
import { sha256 } from './docker-archive.ts';
import { buildImage, labImages } from './images.ts';
import { ensureBinaries, ensureSource, ensureStandIns, sourceVersion } from './kubernetes.ts';
import { ensureNodeRoot } from './node-image.ts';
import { labSources } from './paths.ts';
import { step } from './progress.ts';

/** What a bare Debian 12 server lacks to run containers and a kubelet; dependencies come with them. */
const PACKAGES = [
  'containerd',
  'runc',
  'conntrack',
  'socat',
  'ebtables',
  'ethtool',
  'iptables',
  'containernetworking-plugins',
];

/** Programs that go to every host, and where. */
const HOST_BINARIES = ['kubeadm', 'kubelet', 'kubectl', 'crictl'];

type Item = { path: string; kind: 'binary' | 'image' | 'package'; name: string } & Record<string, unknown>;

/** Makes the bundle of one Kubernetes version and returns its folder. Cheap when it was made before. */
export async function ensureBundle(version: string): Promise<string> {
  if (!/^v1\.20\.\d+$/.test(version)) {
    throw new Error(
      `the lab builds Kubernetes 1.20 from source, under any patch version: v1.20.2, v1.20.3, not ${version}`,
    );
  }
  const node = await ensureNodeRoot();
  const source = await ensureSource();
  const kubernetes = await ensureBinaries(source, version);
  const standIns = await ensureStandIns(source);
  const recipe = ['bundle.ts', 'images.ts', 'debs.ts', 'docker-archive.ts'].map((file) => join(labSources, file));
  const installed = join(node.folder, 'dpkg-status');
  const key = await contentKey([...recipe, installed], kubernetes.key, standIns.key);

  return await cached(`bundle-${version}`, key, async (folder) => {
    const work = join(folder, 'work');
    const packages = join(folder, 'packages', 'debian-12');
    for (const path of [work, packages, join(folder, 'bin'), join(folder, 'images')])
      await mkdir(path, { recursive: true });
    const items: Item[] = [];

    const debs = await step('reading Debian package lists', () => openDebStore(join(work, 'apt')));
    await step('packages', async () => {
      const closure = await debs.closure(PACKAGES, installed, join(work, 'debs'));
      for (const deb of closure) {
        const path = `packages/debian-12/${basename(deb.path)}`;
        await rename(deb.path, join(folder, path));
        items.push({ path, kind: 'package', name: deb.name, version: deb.version, os: 'debian-12' });
      }
    });
    await step('binaries', async () => {
      for (const name of HOST_BINARIES) {
        const from = name === 'crictl' ? standIns.folder : kubernetes.folder;
        await link(join(from, name), join(folder, 'bin', name));
        items.push({ path: `bin/${name}`, kind: 'binary', name, target: `/usr/bin/${name}`, version });
      }
    });
    await step('images', async () => {
      for (const image of labImages(version, kubernetes.folder, standIns.folder, debs)) {
        const path = `images/${image.name}.tar`;
        await buildImage(image, work, join(folder, path));
        const roles = image.controlPlaneOnly ? { roles: ['control-plane'] } : {};
        items.push({ path, kind: 'image', name: image.name, refs: image.refs, ...roles });
      }
    });
    await rm(work, { recursive: true });
    await writeManifest(folder, version, await sourceVersion(source), items);
  });
}

async function writeManifest(
  folder: string,
  version: string,
  builtFrom: string,
  items: readonly Item[],
): Promise<void> {
  const measured = [];
  for (const { path, ...rest } of items) {
    const file = join(folder, path);
    measured.push({ path, sha256: await sha256(file), size: (await stat(file)).size, ...rest });
  }
  const bundle = {
    apiVersion: 'installer.dev/v1alpha1',
    kind: 'Bundle',
    kubernetesVersion: version,
    arch: 'amd64',
    builtFrom,
    items: measured,
  };
  await writeFile(join(folder, 'bundle.yaml'), stringify(bundle, { compat: 'yaml-1.1' }));
}
