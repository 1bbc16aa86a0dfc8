import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { builtinPlaybook } from '../../../src/cli/builtin-playbook.ts';
import { ejectPlaybook } from '../../../src/cli/eject-playbook.ts';
import { lintPaths } from '../../../src/cli/lint-playbooks.ts';
import { playbookSummaries, playbookTable } from '../../../src/cli/playbook-summaries.ts';

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(path.join(tmpdir(), 'eject-'));
});
afterEach(() => rmSync(folder, { recursive: true }));

test('an ejected playbook stands on its own', async () => {
  const written = await ejectPlaybook('20-container', folder, false);
  expect(written[0]).toBe(path.join(folder, '20-container-runtime.yaml'));
  expect(written.every((file) => existsSync(file))).toBe(true);
  expect(await lintPaths([folder])).toEqual({ count: 1, problems: [] });
});

test('nothing is written over without being asked to', async () => {
  const [file = ''] = await ejectPlaybook('40', folder, false);
  await expect(ejectPlaybook('40', folder, false)).rejects.toMatchObject({
    kind: 'usage',
    message: `${file} is there already; nothing was written`,
  });
  await ejectPlaybook('40', folder, true);
  expect(readFileSync(file, 'utf8')).toContain('name: 40-kube-vip');
});

test.each([
  ['2', '20-container-runtime'],
  ['90-reset', '90-reset'],
])('%s is %s', async (name, whole) => {
  expect((await builtinPlaybook(name)).playbook.name).toBe(whole);
});

test.each([
  ['no-such', 'there is no built-in playbook named no-such'],
  ['90-rest', 'there is no built-in playbook named 90-rest (did you mean "90-reset"?)'],
  ['', 'may be any of 05-disks, 10-os-baseline'],
])('the name "%s" is refused', async (name, message) => {
  await expect(builtinPlaybook(name)).rejects.toThrow(message);
});

test('the list is in the order of running, one line each', async () => {
  const summaries = await playbookSummaries();
  const names = summaries.map(({ name }) => name);
  expect(names).toEqual([...names].sort());
  const table = playbookTable(summaries);
  expect(table.split('\n')).toHaveLength(summaries.length + 1);
  expect(table).toMatch(/^05-disks +prepare +.+\n10-os-baseline +prepare +What Kubernetes expects/);
});
