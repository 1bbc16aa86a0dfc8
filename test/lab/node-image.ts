import { join } from 'node:path';
import { cached, contentKey } from './cache.ts';
import { debianMirror } from './mirror.ts';
import { labSources } from './paths.ts';
import { step } from './progress.ts';
import { output, run } from './run.ts';

export interface NodeImage {
  readonly tag: string;
  /** Folder with rootfs.tar and dpkg-status, the list of what a bare node has. */
  readonly folder: string;
}

/** The file system of a bare node, built once. */
export async function ensureNodeRoot(): Promise<NodeImage> {
  const script = join(labSources, 'node', 'build.sh');
  const key = await contentKey([script]);
  const folder = await cached('node', key, async (temporary) => {
    await run(script, [temporary, await debianMirror()]);
  });
  return { tag: `installer-lab/node:${key}`, folder };
}

/** The image of a bare node, in the Docker engine. */
export async function ensureNodeImage(): Promise<NodeImage> {
  const image = await ensureNodeRoot();
  const known = await run('docker', ['image', 'inspect', image.tag], { allow: [1] });
  if (known.code !== 0) {
    await step('handing the node image to Docker', () =>
      run('docker', [
        'import',
        ...['--change', 'ENTRYPOINT ["/usr/local/sbin/lab-node"]', '--change', 'ENV container=docker'],
        join(image.folder, 'rootfs.tar'),
        image.tag,
      ]),
    );
  }
  await forgetOthers(image.tag);
  return image;
}

/** Removes earlier node images; those that a container still uses stay. */
async function forgetOthers(tag: string): Promise<void> {
  const listed = await output('docker', ['images', 'installer-lab/node', '--format', '{{.Repository}}:{{.Tag}}']);
  const others = listed.split('\n').filter((other) => other !== '' && other !== tag);
  if (others.length > 0) await run('docker', ['rmi', ...others], { allow: [1] });
}
