import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { parseAllDocuments } from 'yaml';
import { run } from '../../../src/cli/run.ts';
import { readInventory } from '../../../src/inventory/read-inventory.ts';
import { within } from '../../support/runs.ts';
import { withFolder } from '../inventory/cases.ts';

const BASE = `apiVersion: installer.dev/v1alpha1
kind: Inventory
metadata: { name: c }
spec:
  cluster: { controlPlaneEndpoint: { host: 10.0.0.9 } }
  controlPlane: { version: v1.34.2, kubeadmConfigSpec: {} }
  hosts: [{ name: cp-1, address: 10.0.0.1, role: control-plane }]
`;

let stdout = '';
let stderr = '';

beforeEach(() => {
  stdout = '';
  stderr = '';
  vi.spyOn(process.stdout, 'write').mockImplementation((text) => {
    stdout += text;
    return true;
  });
  vi.spyOn(process.stderr, 'write').mockImplementation((text) => {
    stderr += text;
    return true;
  });
});

afterEach(() => {
  vi.restoreAllMocks();
  process.exitCode = undefined;
});

/** Renders these files of a folder; resolves to the exit code. */
async function render(files: Record<string, string>, ...words: string[]): Promise<number> {
  let code = -1;
  await withFolder(files, async (folder) => {
    code = await run(['node', 'installer', 'render', '-f', folder, ...words]);
    stderr = stderr.replaceAll(folder, 'FOLDER');
    stdout = stdout.replaceAll(folder, 'FOLDER');
  });
  return code;
}

async function readAgain(text: string) {
  async function* stdin() {
    yield text;
  }
  const { desired } = await readInventory({ files: ['-'], stdin: stdin(), cwd: '/', checkFiles: false });
  return desired;
}

describe('installer render', { timeout: within(30_000) }, () => {
  it.each(['yaml', 'json'])('-o %s: prints what the reader of inventories takes back', async (form) => {
    expect(await render({ 'inventory.yaml': BASE }, '-o', form)).toBe(0);
    expect(stderr).toBe('');
    expect(await readAgain(stdout)).toEqual(await readAgain(BASE));
  });

  it('is YAML unless told otherwise: a document an object, the Inventory last', async () => {
    await render({ 'inventory.yaml': BASE });
    const kinds = parseAllDocuments(stdout).map((document) => document.get('kind'));
    expect(kinds).toEqual(['Cluster', 'KubeadmControlPlane', 'Inventory']);
  });

  it.each([
    ['{ v: "2" }', [], 'v1beta1', ''],
    ['[{ name: v, value: "2" }]', [], 'v1beta2', ''],
    ['{ v: "2" }', ['--api-version', 'v1beta2'], 'v1beta2', 'not spelt as v1beta2 has it'],
    ['[{ name: v, value: "2" }]', ['--api-version', 'v1beta1'], 'v1beta1', 'not spelt as v1beta1 has it'],
  ])('writes extraArgs %s, with %j, as %s', async (extraArgs, words, version, note) => {
    const spec = `kubeadmConfigSpec: { clusterConfiguration: { scheduler: { extraArgs: ${extraArgs} } } }`;
    await render({ 'inventory.yaml': BASE.replace('kubeadmConfigSpec: {}', spec) }, ...words);
    expect(stdout).toMatch(new RegExp(`^apiVersion: cluster.x-k8s.io/${version}\n`));
    expect(stderr).toContain(note);
    if (note !== '')
      expect(stderr).toContain('spec.controlPlane.kubeadmConfigSpec.clusterConfiguration.scheduler.extraArgs');
    expect(stderr === '').toBe(note === '');
  });

  it('says what the output needs beside it, on both sides', async () => {
    const spec = `kubeadmConfigSpec: { files: [{ path: /x, contentFrom: { secret: { name: site, key: k } } }], users: [{ name: a, passwd: $6$s$h }] }`;
    const secret = 'apiVersion: v1\nkind: Secret\nmetadata: { name: site }\nstringData: { k: hunter2 }\n';
    const inventory = BASE.replace('kubeadmConfigSpec: {}', spec).replace(
      '  hosts:',
      '  bundle: ./b\n  ssh: { privateKeyPath: /k, bastion: { address: 10.1.1.1, passwordFrom: { file: pw } } }\n  hosts:',
    );
    expect(await render({ 'inventory.yaml': inventory, 'secret.yaml': secret })).toBe(0);
    const notes = [
      'relative paths start from the folder of this file, until now FOLDER',
      'give the documents of these Secrets along with -f: site',
      'hashes of passwords, as they were written: spec.controlPlane.kubeadmConfigSpec.users[0].passwd',
    ];
    for (const note of notes) {
      expect(stderr).toContain(`note: ${note}\n`);
      expect(stdout).toContain(`# ${note}\n`);
    }
    expect(stdout).toContain('bundle: ./b');
    expect(stdout + stderr).not.toContain('hunter2');
  });

  it('of what is no inventory: exit code 10, and nothing', async () => {
    expect(await render({ 'inventory.yaml': BASE.replace('role: control-plane', 'role: master') })).toBe(10);
    expect(stdout).toBe('');
  });
});
