import { mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { filesOfApply } from '../../../src/cli/files-of-apply.ts';
import { asSaved, inventoryName, type PlanFile, writePlanFile } from '../../../src/cli/plan-file.ts';
import { readPlanFile } from '../../../src/cli/read-plan-file.ts';
import { Secrets } from '../../../src/model/secrets.ts';
import { planBasis } from '../../../src/plan/basis.ts';
import { basisInput } from '../../support/plan-basis.ts';
import { samplePlan } from '../../support/sample-events.ts';

let folder: string;
let file: string;

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'plan-file-'));
  file = join(folder, 'plan.json');
});

afterEach(() => rmSync(folder, { recursive: true }));

const basis = planBasis(basisInput());

async function write(overrides: Partial<Parameters<typeof writePlanFile>[1]> = {}): Promise<PlanFile> {
  await writePlanFile(file, {
    plan: samplePlan,
    basis,
    files: ['inventory.yaml'],
    secrets: new Secrets(),
    ...overrides,
  });
  return JSON.parse(readFileSync(file, 'utf8'));
}

describe('a plan in a file', () => {
  it('comes back as it was, with what it rests on and where its inventory is', async () => {
    await write();
    expect(await readPlanFile(file)).toEqual({
      apiVersion: 'installer.dev/v1alpha1',
      kind: 'Plan',
      ...samplePlan,
      inventoryFiles: [resolve('inventory.yaml')],
      basis: asSaved(basis),
    });
  });

  it('is readable by its owner alone', async () => {
    await write();
    expect(statSync(file).mode & 0o777).toBe(0o600);
  });

  it('holds no secret, even where it must be written in another way in JSON', async () => {
    const secrets = new Secrets();
    const password = 'hunter"zz9\\1';
    secrets.add(password);
    const { desired } = basisInput();
    desired.vars = { pin: password };
    const operations = samplePlan.operations.map((operation) => ({ ...operation, reason: `because of ${password}` }));
    const saved = await write({
      secrets,
      basis: planBasis(basisInput({ desired })),
      plan: { ...samplePlan, operations },
    });
    expect(JSON.stringify(saved)).not.toContain('zz9');
    expect(saved.basis.inventory.vars).toEqual({ pin: '••••••' });
  });

  it('says where it cannot be written', async () => {
    file = join(folder, 'no', 'such', 'plan.json');
    await expect(write()).rejects.toMatchObject({ kind: 'usage', message: expect.stringContaining(file) });
  });
});

describe('a file that cannot be applied', () => {
  const good = () => JSON.parse(readFileSync(file, 'utf8'));

  describe('an inventory without -f is told how it is given', () => {
    it.each([
      ['in YAML', 'inventory.yaml', 'kind: Inventory\n'],
      ['that is not there', 'b.yml', undefined],
      ['in JSON', 'inventory.json', '{"kind":"Inventory"}'],
      ['a folder', '.', undefined],
    ])('%s', async (_, name, content) => {
      const inventory = join(folder, name);
      if (content !== undefined) writeFileSync(inventory, content);
      await expect(readPlanFile(inventory)).rejects.toMatchObject({
        kind: 'usage',
        message: `${inventory} stands where a plan belongs, and is no plan but an inventory`,
        details: { hint: `an inventory is given with -f: installer apply -f ${inventory}` },
      });
      await expect(readPlanFile(inventory, ['my site.yaml'])).rejects.toMatchObject({
        details: { hint: `-f stands before each of several: installer apply -f 'my site.yaml' -f ${inventory}` },
      });
    });
  });

  it.each<[string, () => string, string]>([
    ['text', () => 'kind: Inventory\n', 'it is no plan'],
    ['something else in JSON', () => '{"kind":"Pod","apiVersion":"v1"}', 'it is no plan'],
    ['a list', () => '[]', 'it is no plan'],
    ['a plan that was cut', () => readFileSync(file, 'utf8').slice(0, 2000), 'it is no plan'],
    ['what plan -o json prints', () => JSON.stringify(samplePlan), 'without what the plan rests on'],
    [
      'a plan of another version',
      () => JSON.stringify({ ...good(), apiVersion: 'installer.dev/v2' }),
      'a plan of version "installer.dev/v2"; this installer runs installer.dev/v1alpha1',
    ],
    [
      'a plan without its basis',
      () => JSON.stringify({ ...good(), basis: undefined }),
      'parts of the plan are missing',
    ],
    [
      'a plan with another inventory in it',
      () => JSON.stringify({ ...good(), basis: { ...good().basis, inventory: { hosts: 'w-1' } } }),
      'parts of the plan are missing',
    ],
    ['operations of another form', () => JSON.stringify({ ...good(), operations: ['dance'] }), 'parts of the plan'],
  ])('%s', async (_, content, says) => {
    await write();
    writeFileSync(file, content());
    const failure = await readPlanFile(file).catch((error: unknown) => error);
    expect(failure).toMatchObject({ kind: 'usage', exitCode: 64 });
    expect(failure).toMatchObject({ message: expect.stringContaining(says) });
    expect(failure).toMatchObject({ message: expect.stringContaining(file) });
    expect(failure).toMatchObject({ details: { hint: expect.stringContaining('installer plan -f') } });
  });

  it('is not there', async () => {
    await expect(readPlanFile(file)).rejects.toMatchObject({ kind: 'usage', message: expect.stringContaining(file) });
  });
});

describe('the files of apply', () => {
  it('are those that are named', async () => {
    expect(await filesOfApply(['a.yaml', 'b.yaml'], [])).toEqual({ files: ['a.yaml', 'b.yaml'] });
  });

  it('are those of the plan', async () => {
    await write({ files: ['package.json', import.meta.filename] });
    const { files, saved } = await filesOfApply(undefined, [file]);
    expect(files).toEqual([resolve('package.json'), import.meta.filename]);
    expect(saved).toMatchObject({ path: file, files, plan: { cluster: 'b-cluster' } });
  });

  it('are asked for where those of the plan were moved', async () => {
    await write({ files: ['/srv/moved/inventory.yaml'] });
    await expect(filesOfApply(undefined, [file])).rejects.toMatchObject({
      kind: 'inventory-invalid',
      message: expect.stringContaining('/srv/moved/inventory.yaml'),
      details: { hint: expect.stringContaining(`installer apply -f INVENTORY ${file}`) },
    });
  });

  it('are those that are named beside the plan', async () => {
    await write();
    expect(await filesOfApply(['moved.yaml'], [file])).toMatchObject({
      files: ['moved.yaml'],
      saved: { files: ['moved.yaml'] },
    });
  });

  it.each<[string, string[] | undefined, boolean, string]>([
    ['neither is named', undefined, false, 'installer apply -f inventory.yaml'],
    ['the inventory came over standard input', ['-'], true, 'installer apply -f inventory.yaml '],
  ])('are missing when %s', async (_, inventory, withPlan, hint) => {
    if (withPlan) await write({ files: inventory });
    await expect(filesOfApply(undefined, withPlan ? [file] : [])).rejects.toMatchObject({
      kind: 'usage',
      details: { hint: expect.stringContaining(hint) },
    });
  });
});

describe('inventoryName', () => {
  it.each([
    [['/srv/site/inventory.yaml'], 'inventory.yaml'],
    [['-'], 'inventory'],
    [['a.yaml', 'b.yaml'], 'inventory'],
    [[], 'inventory'],
  ])('of %j is %s', (files, name) => {
    expect(inventoryName(files)).toBe(name);
  });
});
