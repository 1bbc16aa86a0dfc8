import { createHash } from 'node:crypto';
import { mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { sha256, writeDockerArchive } from '../../lab/docker-archive.ts';
import { output, run } from '../../lab/run.ts';

let folder = '';

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'lab-archive-'));
});

afterEach(() => rm(folder, { recursive: true }));

async function archive(name: string): Promise<string> {
  const root = join(folder, `${name}-root`);
  await mkdir(join(root, 'bin'), { recursive: true });
  await writeFile(join(root, 'bin/tool'), 'program', { mode: 0o755 });
  const file = join(folder, `${name}.tar`);
  await writeDockerArchive(root, { refs: ['lab.local/tool:1'], entrypoint: ['/bin/tool'] }, file);
  return file;
}

describe('an image archive', () => {
  it('holds a manifest whose parts are there and hash to their names', async () => {
    const file = await archive('one');
    await run('tar', ['-C', folder, '-xf', file]);
    const [manifest] = JSON.parse(await readFile(join(folder, 'manifest.json'), 'utf8'));
    expect(manifest.RepoTags).toEqual(['lab.local/tool:1']);
    const config = await readFile(join(folder, manifest.Config), 'utf8');
    expect(manifest.Config).toBe(`${createHash('sha256').update(config).digest('hex')}.json`);
    const layer = join(folder, manifest.Layers[0]);
    expect(JSON.parse(config).rootfs.diff_ids).toEqual([`sha256:${await sha256(layer)}`]);
    expect(JSON.parse(config).config.Entrypoint).toEqual(['/bin/tool']);
    expect(await output('tar', ['-tf', layer])).toContain('./bin/tool');
  });

  it('is the same bytes for the same content', async () => {
    expect(await sha256(await archive('one'))).toBe(await sha256(await archive('two')));
  });
});
