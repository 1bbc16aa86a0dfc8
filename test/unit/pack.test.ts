import { execFile } from 'node:child_process';
import { cp, mkdir, mkdtemp, readdir, readFile, rm, symlink } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { promisify } from 'node:util';
import { afterAll, beforeAll, expect, it } from 'vitest';

const root = fileURLToPath(new URL('../../', import.meta.url));
const NOT_SOURCE = new Set(['node_modules', '.git', 'dist']);
const execute = promisify(execFile);

let folder: string;
let packed: string[];
let installed: string;

/** Packs a copy of the work tree and unpacks it beside its dependencies: what `npm install` of the tarball does, offline. */
beforeAll(async () => {
  folder = await mkdtemp(path.join(tmpdir(), 'installer-pack-'));
  const tree = path.join(folder, 'tree');
  await cp(root, tree, { recursive: true, filter: (file) => !NOT_SOURCE.has(path.relative(root, file)) });
  await execute(process.execPath, [
    path.join(root, 'node_modules/typescript/bin/tsc'),
    ...['-p', path.join(root, 'tsconfig.build.json'), '--outDir', path.join(tree, 'dist')],
  ]);
  const { stdout } = await execute('npm', ['pack', '--json', '--ignore-scripts'], { cwd: tree });
  const [{ filename, files }] = JSON.parse(stdout);
  packed = files.map((file: { path: string }) => file.path);

  const modules = path.join(folder, 'elsewhere', 'node_modules');
  installed = path.join(modules, 'installer');
  await mkdir(installed, { recursive: true });
  await execute('tar', ['-xzf', path.join(tree, filename), '-C', installed, '--strip-components=1']);
  const { dependencies } = JSON.parse(await readFile(path.join(installed, 'package.json'), 'utf8'));
  for (const name of Object.keys(dependencies)) {
    await mkdir(path.dirname(path.join(modules, name)), { recursive: true });
    await symlink(path.join(root, 'node_modules', name), path.join(modules, name));
  }
}, 120_000);

afterAll(async () => {
  await rm(folder, { recursive: true, force: true });
});

function installer(...words: string[]): Promise<{ stdout: string; stderr: string }> {
  return execute(process.execPath, [path.join(installed, 'dist/main.js'), ...words], {
    cwd: path.join(folder, 'elsewhere'),
  });
}

it('holds what a user needs, and nothing of its making', async () => {
  expect(packed).toEqual(
    expect.arrayContaining([
      'README.md',
      'dist/main.js',
      'docs/inventory.md',
      'docs/reference.md',
      'inventory.example.yaml',
      'playbooks/README.md',
    ]),
  );
  for (const name of ['playbooks', 'playbooks/files', 'schemas']) {
    const entries = await readdir(path.join(root, name), { withFileTypes: true });
    for (const entry of entries.filter((one) => one.isFile())) expect(packed).toContain(`${name}/${entry.name}`);
  }
  expect(packed.filter((file) => /^(src|test|scripts|node_modules)\/|\.(ts|map|tgz)$/.test(file))).toEqual([]);
});

it('needs no package but its dependencies: every module of it can be imported', async () => {
  const files = await readdir(path.join(installed, 'dist'), { recursive: true });
  const modules = files.filter((file) => file.endsWith('.js') && file !== 'main.js');
  const urls = modules.map((file) => pathToFileURL(path.join(installed, 'dist', file)).href);
  const script = `for (const url of ${JSON.stringify(urls)}) await import(url); console.log('all imported');`;
  const { stdout } = await execute(process.execPath, ['--input-type=module', '--eval', script]);
  expect(stdout).toBe('all imported\n');
}, 30_000);

it('works where it was installed', async () => {
  const help = await installer('--help');
  expect(help.stdout).toContain('Exit codes:');
  const example = path.join(installed, 'inventory.example.yaml');
  const valid = await installer('validate', '-f', example, '--no-check-files');
  expect(valid.stdout).toContain('b-cluster is valid');
  const list = await installer('playbooks', 'list');
  expect(list.stdout).toMatch(/^05-disks .*\n10-os-baseline /);
  const lint = await installer('playbooks', 'lint');
  expect(lint.stdout).toMatch(/: 0 errors/);
  const ejected = await installer('playbooks', 'eject', '20-container-runtime', '--to', 'mine');
  expect(ejected.stdout).toContain('mine/20-container-runtime.yaml');
}, 30_000);
