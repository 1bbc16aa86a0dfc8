import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { FARM_PASSWORD, FarmSite } from '../support/ssh-farm/farm-site.ts';

let site: FarmSite;
let inventory: string;
let file: string;

/** A cluster of one control plane and one worker that is as it should be, and a bare host. */
beforeEach(async () => {
  site = await FarmSite.open({ controlPlanes: 1, workers: 1 }, 'w-new');
  inventory = site.inventory;
  file = join(site.folder, 'plan.json');
});

afterEach(() => site.close());

/** What hosts were asked since this was asked last and may have changed them. */
const changes = () =>
  Object.values(site.farm.visits()).flatMap(({ scripts }) => scripts.filter((name) => CHANGING.has(name)));
const CHANGING = new Set(['apply-steps', 'join', 'records', 'token']);

describe('a plan in a file', () => {
  beforeEach(async () => {
    site.want(['cp-1', 'w-1', 'w-new']);
    expect(await site.installer('plan', '-f', inventory, '--out', file), site.output.stderr).toBe(0);
  });

  it('holds no secret', () => {
    expect(readFileSync(file, 'utf8')).not.toContain(FARM_PASSWORD);
    expect(readFileSync(file, 'utf8')).toContain('FARM_PASSWORD');
  });

  it('finds its inventory, and is run', async () => {
    const saved = JSON.parse(readFileSync(file, 'utf8'));
    expect(await site.installer('apply', file, '--yes', '-o', 'json'), site.output.stderr).toBe(0);
    const events = site.output.stdout.trim().split('\n');
    const ran = events.map((line) => JSON.parse(line)).filter(({ type }) => type === 'operation-finished');
    expect(ran.map(({ operation }) => operation).toSorted()).toEqual(
      saved.operations.map(({ id }: { id: string }) => id).toSorted(),
    );
    expect(changes()).toContain('join');

    expect(await site.installer('apply', file, '--yes')).toBe(12);
    expect(site.output.stderr).toContain('- host w-new was bare, is bootstrapped now');
    expect(site.output.stderr).toContain('- operation w-new/join-worker is no longer needed');
  });

  it('is looked at in a dry run', async () => {
    expect(await site.installer('apply', '--dry-run', file), site.output.stderr).toBe(0);
    expect(site.output.stdout).toContain('+ w-new');
    expect(changes()).toEqual([]);
  });

  it.each<[string, () => void, string]>([
    ['the inventory', () => site.want(['cp-1', 'w-1']), '- inventory.yaml: host w-new is gone'],
    [
      'a setting in it',
      () => site.want(['cp-1', 'w-1', 'w-new'], 'vars: { colour: blue }'),
      '- inventory.yaml: vars.colour is new: blue',
    ],
    [
      'a host',
      () => {
        for (const host of site.cluster.hosts.filter(({ name }) => name === 'w-new')) host.prepared = true;
      },
      '- step ',
    ],
  ])('is refused when something has changed since: %s', async (_, change, says) => {
    change();
    expect(await site.installer('apply', '-f', inventory, file, '--yes')).toBe(12);
    expect(site.output.stderr).toContain(says);
    expect(site.output.stderr).toContain(`installer plan -f ${inventory} --out ${file}`);
    expect(changes()).toEqual([]);
  });
});

describe('a plan that removes a machine', () => {
  beforeEach(async () => {
    site.want(['cp-1', 'w-1']);
    expect(await site.installer('apply', '-f', inventory, '--yes'), site.output.stderr).toBe(0);
    site.want(['cp-1']);
    site.farm.visits();
  });

  it.each([
    [['--yes'], 'add --confirm-delete farm'],
    [[], 'add --yes --confirm-delete farm'],
    [['--yes', '--confirm-delete', 'barn'], 'to confirm what the plan removes: --confirm-delete farm'],
  ])('with %j is not run', async (given, hint) => {
    expect(await site.installer('apply', '-f', inventory, ...given)).toBe(64);
    expect(site.output.stderr).toContain('nothing was changed');
    expect(site.output.stderr).toContain(hint);
    expect(changes()).toEqual([]);
  });

  it('says so, in words and as a picture', async () => {
    expect(await site.installer('plan', '-f', inventory, '--detailed-exitcode')).toBe(2);
    expect(site.output.stdout).toContain('Removing w-1 from farm wants the cluster');
    expect(await site.installer('plan', '-f', inventory, '--graph', 'svg')).toBe(0);
    expect(site.output.stdout).toMatch(/^<\?xml[\s\S]*drain-node[\s\S]*<\/svg>\s*$/);
    expect(await site.installer('status', '-f', inventory, '--graph', 'dot')).toBe(0);
    expect(site.output.stdout).toContain('"machine w-1" -> "host w-1"');
  });
});
