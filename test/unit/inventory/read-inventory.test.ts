import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { InventoryError } from '../../../src/inventory/inventory-error.ts';
import { renderProblem } from '../../../src/inventory/problem.ts';
import { readInventory } from '../../../src/inventory/read-inventory.ts';
import { BASE, casesOf, edited, oneLine, readText, withFolder } from './cases.ts';

for (const name of ['form.yaml', 'meaning.yaml']) {
  describe(`test/fixtures/inventory/${name}`, () => {
    for (const { title, edit, problems } of casesOf(name)) {
      it(title, async () => {
        const outcome = await readText(edited(edit));
        expect(outcome.problems.map(oneLine)).toEqual(problems ?? []);
        const errors = outcome.problems.filter(({ severity }) => severity === 'error');
        expect(outcome.read === undefined).toBe(errors.length > 0);
      });
    }
  });
}

async function errorOf(promise: Promise<unknown>): Promise<InventoryError> {
  const error: unknown = await promise.then(
    () => undefined,
    (thrown: unknown) => thrown,
  );
  if (!(error instanceof InventoryError)) throw new Error(`expected an InventoryError, got ${String(error)}`);
  return error;
}

describe('readInventory', () => {
  it('throws inventory-invalid, exit code 10, with every problem as text', async () => {
    const files = { 'inventory.yaml': edited({ 'version: v1.34.2': 'version: 1.34.2', 'name: w-2': 'name: w-1' }) };
    await withFolder(files, async (cwd) => {
      const error = await errorOf(readInventory({ files: ['inventory.yaml'], cwd }));
      expect(error).toMatchObject({ kind: 'inventory-invalid', exitCode: 10, message: 'The inventory has 2 errors' });
      expect(error.details.lastLines?.slice(0, 4)).toEqual([
        'inventory.yaml:13:14: error: spec.controlPlane.version is "1.34.2"; it must be a Kubernetes version (vMAJOR.MINOR.PATCH)',
        '  13 |     version: 1.34.2',
        '     |              ^',
        '  Write v1.34.2',
      ]);
    });
  });

  it('never shows a line that may hold a secret', async () => {
    for (const slip of [
      'password: hunter2',
      'pasword: hunter2',
      'passwordFrom: hunter2',
      'passwordFrom: { env: hunter2! }',
    ]) {
      const { problems } = await readText(edited({ 'agent: true': slip }));
      expect(problems).toHaveLength(1);
      expect(problems.map(renderProblem).join('\n')).not.toContain('hunter2');
    }
  });

  it('reads a folder: its documents by name, one of them the Inventory', async () => {
    await withFolder({ 'a.yaml': BASE, 'notes.txt': 'nothing', 'b.yml': '# only a comment\n' }, async (cwd) => {
      expect((await readInventory({ files: ['.'], cwd })).desired.cluster.name).toBe('b-cluster');
    });
  });

  it('reads JSON', async () => {
    const { parse } = await import('yaml');
    await withFolder({ 'i.json': JSON.stringify(parse(BASE), null, 2) }, async (cwd) => {
      expect((await readInventory({ files: ['i.json'], cwd })).desired.hosts).toHaveLength(5);
    });
  });

  it('takes relative paths from the folder of the file, ~ from the home folder, whatever the working folder is', async () => {
    const text = edited({
      'agent: true': 'privateKeyPath: ~/.ssh/id, knownHostsFile: known',
      '  # edits': '  bundle: b\n  #',
    });
    await withFolder({ 'inventory.yaml': text, b: '' }, async (folder) => {
      const read = await readInventory({
        files: [`${folder}/inventory.yaml`],
        cwd: '/',
        home: '/home/ops',
        checkFiles: false,
      });
      expect(read.desired.bundle).toBe(`${folder}/b`);
      expect(read.desired.hosts[0]?.ssh).toMatchObject({
        privateKeyPath: '/home/ops/.ssh/id',
        knownHostsFile: `${folder}/known`,
      });
    });
  });

  it('states files that do not exist, where they are written', async () => {
    const text = edited({
      'agent: true': 'privateKeyPath: no-key, sudo: { passwordFrom: { file: no-file } }',
      '  # edits': '  bundle: no-bundle\n  manifests: [no-manifest.yaml]\n  playbooks: [here.yaml]\n  #',
    });
    await withFolder({ 'i.yaml': text, 'here.yaml': '' }, async (cwd) => {
      const { problems } = await errorOf(readInventory({ files: ['i.yaml'], cwd }));
      expect(problems.map(({ line, column, message }) => `${line}:${column} ${message.replace(cwd, '')}`)).toEqual([
        '15:11 /no-bundle does not exist',
        '16:15 /no-manifest.yaml does not exist',
        '19:37 /no-key does not exist',
        '19:75 /no-file does not exist',
      ]);
    });
  });

  it('expands folders of manifests in the order of their names', async () => {
    const text = edited({ '  # edits': '  manifests: [.]\n  #' });
    await withFolder({ 'z.yaml': text, 'b.yml': '', 'a.json': '', 'c.txt': '' }, async (cwd) => {
      const { desired } = await readInventory({ files: ['z.yaml'], cwd });
      expect(desired.manifests).toEqual(['a.json', 'b.yml', 'z.yaml'].map((name) => `${cwd}/${name}`));
    });
  });

  const wrongInputs: { title: string; files: Record<string, string>; named: string[]; said: string[] }[] = [
    { title: 'a missing file', files: {}, named: ['no.yaml'], said: ['no.yaml:1:1: error: there is no such file'] },
    {
      title: 'an empty file',
      files: { 'a.yaml': '' },
      named: ['a.yaml'],
      said: ['a.yaml:1:1: error: there is nothing in it'],
    },
    {
      title: 'a file of comments',
      files: { 'a.yaml': '# nothing\n---\n' },
      named: ['a.yaml'],
      said: ['a.yaml:1:1: error: there is nothing in it'],
    },
    {
      title: 'a folder without documents',
      files: { 'a.txt': '' },
      named: ['.'],
      said: ['.:1:1: error: this folder holds no .yaml, .yml or .json file'],
    },
    { title: 'no -f at all', files: {}, named: [], said: ['-f:1:1: error: no inventory was named'] },
    {
      title: 'text',
      files: { 'a.yaml': 'hello\n' },
      named: ['a.yaml'],
      said: ['a.yaml:1:1: error: this document has no kind'],
    },
    {
      title: 'a document without kind',
      files: { 'a.yaml': 'a: 1\n' },
      named: ['a.yaml'],
      said: ['a.yaml:1:1: error: this document has no kind'],
    },
    {
      title: 'a kind misspelt',
      files: { 'a.yaml': 'kind: inventry\n' },
      named: ['a.yaml'],
      said: ['a.yaml:1:7: error: documents of kind inventry are not known'],
    },
    {
      title: 'Cluster API documents without their envelope',
      files: { 'a.yaml': BASE, 'b.yaml': '---\nkind: Cluster\n---\nkind: MachineDeployment\n' },
      named: ['a.yaml', 'b.yaml'],
      said: [
        'b.yaml:2:1: error: this Cluster has no apiVersion',
        'b.yaml:2:1: error: this Cluster has no metadata.name',
        'b.yaml:4:1: error: this MachineDeployment has no apiVersion',
        'b.yaml:4:1: error: this MachineDeployment has no metadata.name',
      ],
    },
    {
      title: 'a second Inventory',
      files: { 'a.yaml': `${BASE}---\n${BASE}` },
      named: ['a.yaml'],
      said: ['a.yaml:26:7: error: a second Inventory; there can be one only'],
    },
    {
      title: 'errors in two files at once',
      files: { 'a.yaml': 'a: [\n', 'b.yaml': edited({ 'name: w-2': 'name: w-1' }) },
      named: ['a.yaml', 'b.yaml', 'c.yaml'],
      said: [
        'a.yaml:2:1: error: Flow sequence in block collection must be sufficiently indented and end with a ]',
        'b.yaml:22:15: error: two hosts are named w-1 (hosts[3] and hosts[4])',
        'c.yaml:1:1: error: there is no such file',
      ],
    },
  ];
  for (const { title, files, named, said } of wrongInputs) {
    it(`says what is wrong with ${title}`, async () => {
      await withFolder(files, async (cwd) => {
        const { problems } = await errorOf(readInventory({ files: named, cwd }));
        expect(problems.map((problem) => renderProblem(problem).split('\n')[0])).toEqual(said);
      });
    });
  }

  it('accepts the example inventory of the package, without a warning', async () => {
    const text = readFileSync(new URL('../../../inventory.example.yaml', import.meta.url), 'utf8');
    const { problems, read } = await readText(text);
    expect(problems.map(oneLine)).toEqual([]);
    expect(read?.desired.controlPlane.hosts).toHaveLength(3);
    expect(read?.desired.machineHealthChecks).toMatchObject([{ name: 'general-5m', maxUnhealthy: '40%' }]);
  });
});
