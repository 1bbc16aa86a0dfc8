import { readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { parse, stringify } from 'yaml';
import { changeHostKey, freezeNode, leaveStaleCluster, reinstallNode, thawNode } from '../lab/faults.ts';
import { type Lab, startLab } from '../lab/lab.ts';
import { run } from '../lab/run.ts';
import { changedSince, markNow } from './support/bareness.ts';
import { editedInventory } from './support/edited-inventory.ts';
import { installer, type Run } from './support/installer.ts';

/** What stands in the way is said before anything is changed: the host, the cure, the exit code. */
describe('what is refused on bare hosts', () => {
  let lab: Lab;

  beforeAll(async () => {
    lab = await startLab({ name: 'story-refusals', controlPlanes: 1, workers: 1, user: 'opspw' });
  });
  afterAll(() => lab?.down());
  beforeEach(() => markNow(lab));
  // Whatever is refused: no host was changed.
  afterEach(async () => {
    expect(await changedSince(lab, ['cp-1', 'w-1'])).toEqual([]);
  });

  const apply = (inventory = lab.inventoryPath) => installer(['apply', '-f', inventory, '--yes']);

  it('a host that is down', async () => {
    await freezeNode(lab, 'w-1');
    try {
      const inventory = await editedInventory(lab, 'impatient', ({ spec }) => {
        spec.ssh.connectTimeout = '3s';
      });
      expectRefusal(await apply(inventory), 11, ['w-1', 'next:']);
    } finally {
      await thawNode(lab, 'w-1');
    }
  });

  it('a wrong sudo password', async () => {
    const wrong = join(lab.folder, 'wrong-password');
    await writeFile(wrong, 'not-the-password\n', { mode: 0o600 });
    const inventory = await editedInventory(lab, 'wrong-sudo', ({ spec }) => {
      spec.ssh.sudo = { enabled: true, passwordFrom: { file: wrong } };
    });
    const refused = await apply(inventory);
    expectRefusal(refused, 11, ['cp-1', 'w-1', 'sudo']);
    expect(refused.said).not.toContain('not-the-password');
  });

  it('a corrupt bundle item', async () => {
    const bundle = await copyOfBundle(lab, 'corrupt');
    const [image = ''] = (await readdir(join(bundle, 'images'))).filter((file) => file.includes('kube-proxy'));
    const path = join(bundle, 'images', image);
    const content = await readFile(path);
    content[content.length >> 1] = (content[content.length >> 1] ?? 0) ^ 0xff;
    // Links share the cache's own file, which must stay whole.
    await rm(path);
    await writeFile(path, content);
    expectRefusal(await applyWithBundle(lab, bundle), 12, [image, 'sha256']);
  });

  it('a bundle item of another architecture', async () => {
    const bundle = await copyOfBundle(lab, 'arch');
    await editBundle(bundle, (items) => {
      for (const item of items) if (item.name === 'kubelet') item.arch = 'arm64';
    });
    expectRefusal(await applyWithBundle(lab, bundle), 12, ['kubelet', 'arm64']);
  });

  it('leftovers of another cluster', async () => {
    await leaveStaleCluster(lab, 'w-1');
    await markNow(lab);
    try {
      expectRefusal(await apply(), 12, ['w-1', 'cluster']);
      expect(await changedSince(lab, ['cp-1', 'w-1'])).toEqual([]);
    } finally {
      await reinstallNode(lab, 'w-1');
      await markNow(lab);
    }
  });

  it('a changed host key', async () => {
    await changeHostKey(lab, 'cp-1');
    await markNow(lab);
    expectRefusal(await apply(), 11, ['cp-1', 'host key', 'ssh-keygen -R']);
  });
});

function expectRefusal({ code: exitCode, said, stderr }: Run, code: number, words: string[]): void {
  expect(exitCode, said).toBe(code);
  for (const word of words) expect(stderr).toContain(word);
}

async function copyOfBundle(lab: Lab, name: string): Promise<string> {
  const target = join(lab.folder, `bundle-${name}`);
  // Hard links: a copy of a gigabyte in no time. What a test changes it must replace, not write into.
  await run('cp', ['-al', lab.bundle ?? '', target]);
  return target;
}

async function editBundle(bundle: string, edit: (items: { name: string; arch?: string }[]) => void): Promise<void> {
  const path = join(bundle, 'bundle.yaml');
  const content = parse(await readFile(path, 'utf8'));
  edit(content.items);
  await rm(path);
  await writeFile(path, stringify(content));
}

async function applyWithBundle(lab: Lab, bundle: string): Promise<Run> {
  const inventory = await editedInventory(lab, 'other-bundle', ({ spec }) => {
    spec.bundle = bundle;
  });
  return installer(['apply', '-f', inventory, '--yes']);
}
