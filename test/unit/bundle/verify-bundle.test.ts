import { readFile, rm, stat, utimes, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { checkBundle } from '../../../src/bundle/check-bundle.ts';
import { readBundle } from '../../../src/bundle/read-bundle.ts';
import { verifyBundle } from '../../../src/bundle/verify-bundle.ts';
import { itemOf, manifestText, sha256, withBundle } from './bundle-folder.ts';

const items = ['kubeadm', 'kubelet', 'kubectl'].map((name) => itemOf(name, `content of ${name}`));
const files = Object.fromEntries(items.map(({ name, path }) => [path, `content of ${name}`]));
const size = items.reduce((sum, item) => sum + item.size, 0);

function withItems(use: (at: { bundle: string; cacheFolder: string }) => Promise<void>): Promise<void> {
  return withBundle(manifestText(items), files, use);
}

describe('checkBundle', () => {
  it('finds what is missing or of another size, and nothing else', async () => {
    await withItems(async ({ bundle }) => {
      await rm(join(bundle, 'bin/kubeadm'));
      await writeFile(join(bundle, 'bin/kubelet'), 'short');
      const bad = await checkBundle(await readBundle(bundle));
      expect(bad.map(({ item, fault, actual }) => [item.name, fault, actual])).toEqual([
        ['kubeadm', 'missing', 'no such file'],
        ['kubelet', 'size', '5 bytes'],
      ]);
    });
  });
});

describe('verifyBundle', () => {
  it('reads every file once, and none the second time', async () => {
    await withItems(async ({ bundle, cacheFolder }) => {
      const read = await readBundle(bundle);
      const seen: number[] = [];
      const onProgress = ({ bytes, totalBytes }: { bytes: number; totalBytes: number }) => {
        expect(totalBytes).toBe(size);
        seen.push(bytes);
      };
      expect(await verifyBundle(read, { cacheFolder, onProgress })).toEqual({ items: 3, bytesRead: size });
      expect(seen.at(-1)).toBe(size);
      expect(await verifyBundle(read, { cacheFolder, onProgress })).toEqual({ items: 3, bytesRead: 0 });
      expect(seen).toHaveLength(3);
    });
  });

  it('reads only the items asked for', async () => {
    await withItems(async ({ bundle, cacheFolder }) => {
      const read = await readBundle(bundle);
      await rm(join(bundle, 'bin/kubelet'));
      const one = read.items.filter(({ name }) => name === 'kubectl');
      expect(await verifyBundle(read, { cacheFolder, items: one })).toEqual({ items: 1, bytesRead: one[0]?.size });
    });
  });

  it('refuses, naming every bad item with expected and actual, the next time too', async () => {
    await withItems(async ({ bundle, cacheFolder }) => {
      const read = await readBundle(bundle);
      await verifyBundle(read, { cacheFolder });
      await rm(join(bundle, 'bin/kubeadm'));
      const corrupt = 'CONTENT of kubectl';
      await writeFile(join(bundle, 'bin/kubectl'), corrupt);
      const [kubeadm, , kubectl] = items;
      for (const _run of [1, 2]) {
        await expect(verifyBundle(read, { cacheFolder })).rejects.toMatchObject({
          kind: 'preflight-refused',
          exitCode: 12,
          message: `2 items of the bundle ${bundle} are missing or corrupt`,
          details: {
            hint: expect.stringContaining('Copy the bundle again'),
            lastLines: [
              `binary kubeadm (bin/kubeadm): no such file, expected ${kubeadm?.size} bytes`,
              `binary kubectl (bin/kubectl): sha256 is ${sha256(corrupt)}, expected ${kubectl?.sha256}`,
            ],
          },
        });
      }
      await writeFile(join(bundle, 'bin/kubeadm'), 'content of kubeadm');
      await writeFile(join(bundle, 'bin/kubectl'), 'content of kubectl');
      expect((await verifyBundle(read, { cacheFolder })).items).toBe(3);
    });
  });

  it('is not fooled by corruption that keeps size and mtime', async () => {
    await withItems(async ({ bundle, cacheFolder }) => {
      const read = await readBundle(bundle);
      const path = join(bundle, 'bin/kubectl');
      const { atime, mtime } = await stat(path);
      await utimes(path, atime, mtime);
      await verifyBundle(read, { cacheFolder });
      await writeFile(path, 'CONTENT of kubectl');
      await utimes(path, atime, mtime);
      await expect(verifyBundle(read, { cacheFolder })).rejects.toThrow('an item of the bundle');
    });
  });

  it('does without its cache, whatever became of it', async () => {
    await withItems(async ({ bundle, cacheFolder }) => {
      const read = await readBundle(bundle);
      await verifyBundle(read, { cacheFolder });
      const cache = join(cacheFolder, 'verified.json');
      expect(Object.keys(JSON.parse(await readFile(cache, 'utf8')) as object)).toHaveLength(3);
      for (const broken of ['', 'null', '[1]', '{"x": 1}', '{"x": ["a"]}']) {
        await writeFile(cache, broken);
        expect(await verifyBundle(read, { cacheFolder })).toEqual({ items: 3, bytesRead: size });
      }
      // A cache folder that cannot be made costs time only.
      await writeFile(join(bundle, 'in-the-way'), '');
      const nowhere = join(bundle, 'in-the-way', 'cache');
      expect((await verifyBundle(read, { cacheFolder: nowhere })).bytesRead).toBe(size);
    });
  });

  it('stops when it is told to', async () => {
    await withItems(async ({ bundle, cacheFolder }) => {
      const signal = AbortSignal.abort(new Error('enough'));
      await expect(verifyBundle(await readBundle(bundle), { cacheFolder, signal })).rejects.toThrow('enough');
    });
  });
});
