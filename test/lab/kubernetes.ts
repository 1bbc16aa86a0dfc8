import { cp, mkdir, readFile, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { cached, contentKey } from './cache.ts';
import { debianMirror } from './mirror.ts';
import { cacheRoot, labSources } from './paths.ts';
import { say } from './progress.ts';
import { run } from './run.ts';

/** Kubernetes' own programs that a cluster runs. */
export const BINARIES = [
  'kubeadm',
  'kubelet',
  'kubectl',
  'kube-apiserver',
  'kube-controller-manager',
  'kube-scheduler',
  'kube-proxy',
] as const;

const scripts = join(labSources, 'kubernetes');

export interface KubernetesSource {
  readonly key: string;
  readonly folder: string;
  /** The Go tree itself. */
  readonly tree: string;
}

export interface KubernetesBuild {
  readonly key: string;
  /** Folder with the binaries. */
  readonly folder: string;
}

/** The source tree with its compiler, fetched once. */
export async function ensureSource(): Promise<KubernetesSource> {
  const key = await contentKey([join(scripts, 'source.sh')]);
  const folder = await cached('kubernetes-source', key, async (temporary) => {
    await run(join(scripts, 'source.sh'), [temporary, await debianMirror()], {
      env: goEnvironment(),
      onLine: sayMarked,
    });
  });
  return { key, folder, tree: join(folder, 'gopath', 'src', 'k8s.io', 'kubernetes') };
}

/** Kubernetes' binaries of one version; a patch version other than the source's own only differs in what it says. */
export async function ensureBinaries(source: KubernetesSource, version: string): Promise<KubernetesBuild> {
  const key = await contentKey([join(scripts, 'build.sh')], source.key, version);
  const folder = await cached(`kubernetes-${version}`, key, (temporary) => build(source, temporary, version, BINARIES));
  return { key, folder };
}

/** The lab's own programs (`lab-agent`, `crictl`), which are built inside the tree to use what is vendored there. */
export async function ensureStandIns(source: KubernetesSource): Promise<KubernetesBuild> {
  const programs = { 'lab-agent': join(labSources, 'agent'), crictl: join(labSources, 'crictl') };
  const key = await contentKey([...Object.values(programs), join(scripts, 'build.sh')], source.key);
  const folder = await cached('stand-ins', key, async (temporary) => {
    for (const [name, sources] of Object.entries(programs)) {
      const inTree = join(source.tree, 'cmd', name);
      await rm(inTree, { recursive: true, force: true });
      await cp(sources, inTree, { recursive: true });
    }
    await build(source, temporary, 'v1.20.2', Object.keys(programs));
    // pause is C, and part of the tree.
    const pause = join(source.tree, 'build', 'pause', 'linux', 'pause.c');
    await run('gcc', ['-Os', '-Wall', '-static', '-DVERSION=3.2', '-s', '-o', join(temporary, 'pause'), pause]);
  });
  return { key, folder };
}

async function build(source: KubernetesSource, into: string, version: string, names: readonly string[]): Promise<void> {
  await mkdir(into, { recursive: true });
  await run(join(scripts, 'build.sh'), [source.folder, into, version, ...names], {
    env: goEnvironment(),
    onLine: sayMarked,
  });
}

/** What Debian calls the version of the source, e.g. kubernetes_1.20.5+really1.20.2-1.1. */
export async function sourceVersion(source: KubernetesSource): Promise<string> {
  return (await readFile(join(source.folder, 'source-version'), 'utf8')).trim();
}

/** Compiled packages are shared between versions, which makes the second version quick. */
function goEnvironment(): NodeJS.ProcessEnv {
  return { ...process.env, GOCACHE: join(cacheRoot(), 'gocache') };
}

/** The scripts mark the lines that are worth showing with "# ". */
function sayMarked(line: string): void {
  if (line.startsWith('# ')) say(line.slice(2));
}
