import { execFile } from 'node:child_process';
import { readdir, utimes, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { describe, expect, it } from 'vitest';
import { bundlePath } from '../../../src/bundle/bundle-path.ts';
import { readBundle } from '../../../src/bundle/read-bundle.ts';
import { InstallerError } from '../../../src/errors.ts';
import { itemOf, manifestText, withBundle } from './bundle-folder.ts';

const run = promisify(execFile);

const kubeadm = itemOf('kubeadm', 'one', { target: '/usr/bin/kubeadm' });
const pause = itemOf('pause', 'two', {
  kind: 'image',
  path: 'images/pause.tar',
  refs: ['k8s.gcr.io/pause:3.2'],
  roles: ['worker'],
});
const files = { 'bin/kubeadm': 'one', 'images/pause.tar': 'two' };

async function refusalOf(promise: Promise<unknown>): Promise<InstallerError> {
  const error: unknown = await promise.then(
    () => undefined,
    (thrown: unknown) => thrown,
  );
  if (!(error instanceof InstallerError)) throw new Error(`expected an InstallerError, got ${String(error)}`);
  expect(error.kind).toBe('preflight-refused');
  return error;
}

describe('readBundle', () => {
  it('reads a folder; fields it does not know are left out', async () => {
    const manifest = manifestText([kubeadm, { ...pause, future: 1 } as typeof pause], { builtWith: 'x' });
    await withBundle(manifest, files, async ({ bundle }) => {
      const read = await readBundle(bundle);
      expect(read).toEqual({ root: bundle, kubernetesVersion: 'v1.34.2', arch: 'amd64', items: [kubeadm, pause] });
      expect(bundlePath(read, pause)).toBe(join(bundle, 'images/pause.tar'));
    });
  });

  it.each([
    ['with bundle.yaml at its top', ['-C', 'bundle', '.'], 'cf'],
    ['of the folder', ['bundle'], 'cf'],
    ['compressed', ['bundle'], 'czf'],
  ])('reads a tar %s, unpacked once', async (_title, what, how) => {
    await withBundle(manifestText([kubeadm, pause]), files, async ({ top, cacheFolder }) => {
      await run('tar', [how, 'b.tar', ...what], { cwd: top });
      const first = await readBundle(join(top, 'b.tar'), { cacheFolder });
      expect(first.items).toEqual([kubeadm, pause]);
      expect(first.root.startsWith(cacheFolder)).toBe(true);
      await writeFile(bundlePath(first, kubeadm), 'still here');
      expect((await readBundle(join(top, 'b.tar'), { cacheFolder })).root).toBe(first.root);
    });
  });

  it('unpacks a tar again when it changed, and drops what it held before', async () => {
    await withBundle(manifestText([kubeadm]), files, async ({ top, cacheFolder }) => {
      const tar = join(top, 'b.tar');
      await run('tar', ['cf', tar, 'bundle'], { cwd: top });
      const first = await readBundle(tar, { cacheFolder });
      await utimes(tar, 1_700_000_000, 1_700_000_000);
      const second = await readBundle(tar, { cacheFolder });
      expect(second.root).not.toBe(first.root);
      expect(await readdir(join(cacheFolder, 'bundles'))).toHaveLength(1);
    });
  });

  it('refuses what is no tar, and leaves nothing of it', async () => {
    await withBundle('', { 'b.tar': 'no tar' }, async ({ bundle, cacheFolder }) => {
      const error = await refusalOf(readBundle(join(bundle, 'b.tar'), { cacheFolder }));
      expect(error.message).toContain('cannot be unpacked');
      expect(await readdir(join(cacheFolder, 'bundles'))).toEqual([]);
    });
  });

  it('refuses a path that does not exist, and a folder without bundle.yaml', async () => {
    await withBundle('', { 'sub/x': '' }, async ({ bundle }) => {
      expect((await refusalOf(readBundle(join(bundle, 'none')))).message).toContain('does not exist');
      expect((await refusalOf(readBundle(join(bundle, 'sub')))).message).toContain('holds no readable bundle.yaml');
      expect((await refusalOf(readBundle(bundle))).message).toContain('is empty');
    });
  });

  const item = (over: Record<string, unknown>): string => manifestText([{ ...kubeadm, ...over } as typeof kubeadm]);
  it.each([
    ['a sha256 in capitals', item({ sha256: kubeadm.sha256.toUpperCase() }), '7:13', 'must be a sha256'],
    [
      'a path that leaves the bundle',
      item({ path: 'bin/../../etc/passwd' }),
      '6:11',
      'must be a path inside the bundle',
    ],
    ['an absolute path', item({ path: '/etc/passwd' }), '6:11', 'must be a path inside the bundle'],
    ['a kind nobody knows', item({ kind: 'images' }), '5:11', 'must be one of binary, image, package, file'],
    ['a size in text', item({ size: '3' }), '8:11', 'must be a whole number'],
    ['a relative target', item({ target: 'usr/bin/kubeadm' }), '9:13', 'must be an absolute path'],
    ['two items of one name', manifestText([kubeadm, { ...kubeadm }]), '10:11', 'a second binary named kubeadm'],
    ['broken YAML', 'items: [\n', '2:1', 'must be sufficiently indented'],
    ['a second document', `${manifestText([kubeadm])}---\na: 1\n`, '11:1', 'a second document'],
  ])('refuses %s, with its line', async (_title, manifest, place, words) => {
    await withBundle(manifest, files, async ({ bundle }) => {
      const { details } = await refusalOf(readBundle(bundle));
      expect(details.lastLines?.[0]).toContain(`${bundle}/bundle.yaml:${place}: error: `);
      expect(details.lastLines?.[0]).toContain(words);
    });
  });

  it('takes one package per system', async () => {
    const packages = ['debian-12', 'debian-13'].map((os) =>
      itemOf('socat', 'x', { kind: 'package', path: `packages/${os}/socat.deb`, os }),
    );
    await withBundle(manifestText(packages), {}, async ({ bundle }) => {
      expect((await readBundle(bundle)).items).toEqual(packages);
    });
  });
});
