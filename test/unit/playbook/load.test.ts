import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { filesNamedBy } from '../../../src/playbook/files-named.ts';
import { loadPlaybooks } from '../../../src/playbook/load.ts';

let root: string;
const put = (name: string, text: string): string => {
  const file = path.join(root, name);
  mkdirSync(path.dirname(file), { recursive: true });
  writeFileSync(file, text);
  return file;
};
const playbook = (name: string, description: string): string =>
  `name: ${name}\ndescription: ${description}\nsteps:\n  - { name: s, files: [{ path: /x, template: files/a }] }\n`;

beforeEach(() => {
  root = mkdtempSync(path.join(tmpdir(), 'playbooks-'));
  put('builtin/20-b.yaml', playbook('20-b', 'built in'));
  put('builtin/10-a.yaml', playbook('10-a', 'built in'));
  put('builtin/files/a', '{% include "files/deep/b" %}');
  put('builtin/files/deep/b', 'b');
  put('builtin/files/unused', 'u');
});
afterEach(() => rmSync(root, { recursive: true }));

const load = (...site: string[]) => loadPlaybooks({ builtinDir: path.join(root, 'builtin'), site });

test('sorted by name, each with the files beside it', async () => {
  const playbooks = await load();
  expect(playbooks.map(({ name }) => name)).toEqual(['10-a', '20-b']);
  expect(playbooks[0]?.source.templates).toEqual({
    'files/a': '{% include "files/deep/b" %}',
    'files/deep/b': 'b',
    'files/unused': 'u',
  });
  expect(playbooks.map(filesNamedBy)).toEqual([
    ['files/a', 'files/deep/b'],
    ['files/a', 'files/deep/b'],
  ]);
});

test('those of the site are added, or stand in for the one of the same name; the last wins', async () => {
  const added = put('site/15-mine.yaml', playbook('15-mine', 'of the site'));
  put('other/one.yaml', playbook('20-b', 'replaced'));
  put('other/two.yaml', playbook('20-b', 'replaced again'));
  const playbooks = await load(added, path.join(root, 'other'));
  expect(playbooks.map(({ name, description }) => `${name} ${description}`)).toEqual([
    '10-a built in',
    '15-mine of the site',
    '20-b replaced again',
  ]);
});

test('mistakes of all playbooks are told together', async () => {
  const one = put('site/one.yaml', 'name: one\nstep: []\n');
  const two = put('site/two.yaml', 'steps: []\n');
  await expect(load(one, two)).rejects.toMatchObject({
    kind: 'inventory-invalid',
    message: expect.stringMatching(
      /one\.yaml:2:1: unknown word "step".*[\s\S]*two\.yaml:1:1: the playbook has no "name"/,
    ),
  });
});

test('a playbook that is not there is named', async () => {
  await expect(load('/nowhere/x.yaml')).rejects.toMatchObject({ message: 'playbook /nowhere/x.yaml does not exist' });
});
