import { createHash } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { mkdir, rename, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { run } from './run.ts';

export interface ImageConfig {
  readonly refs: readonly string[];
  readonly entrypoint?: readonly string[];
}

/**
 * Packs the folder `root` as an image of one layer in the form that `docker save` writes, which containerd and Docker
 * both import. The same content gives the same bytes.
 */
export async function writeDockerArchive(root: string, config: ImageConfig, file: string): Promise<void> {
  const staging = `${file}.staging`;
  await mkdir(staging, { recursive: true });
  const reproducible = ['--sort=name', '--mtime=@0', '--owner=0', '--group=0', '--numeric-owner'];
  const layer = join(staging, 'layer.tar');
  await run('tar', ['-C', root, ...reproducible, '-cf', layer, '.']);
  const layerHash = await sha256(layer);
  await rename(layer, join(staging, `${layerHash}.tar`));

  const image = JSON.stringify({
    architecture: 'amd64',
    os: 'linux',
    created: '1970-01-01T00:00:00Z',
    config: {
      Env: ['PATH=/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin'],
      ...(config.entrypoint ? { Entrypoint: config.entrypoint } : {}),
    },
    rootfs: { type: 'layers', diff_ids: [`sha256:${layerHash}`] },
    history: [{ created: '1970-01-01T00:00:00Z', created_by: 'installer lab' }],
  });
  const imageHash = createHash('sha256').update(image).digest('hex');
  await writeFile(join(staging, `${imageHash}.json`), image);
  const manifest = [{ Config: `${imageHash}.json`, RepoTags: config.refs, Layers: [`${layerHash}.tar`] }];
  await writeFile(join(staging, 'manifest.json'), JSON.stringify(manifest));
  await run('tar', ['-C', staging, ...reproducible, '-cf', file, '.']);
  await rm(staging, { recursive: true });
}

/** The SHA-256 of a file in hex, read as a stream. */
export async function sha256(path: string): Promise<string> {
  const hash = createHash('sha256');
  for await (const chunk of createReadStream(path, { highWaterMark: 1 << 20 })) hash.update(chunk as Buffer);
  return hash.digest('hex');
}
