import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { run } from '../../src/cli/run.ts';
import { captureOutput } from '../support/captured.ts';
import { addBareHost, FARM_VERSION, type FarmCluster, farmCluster } from '../support/ssh-farm/farm-state.ts';
import { type SshFarm, startSshFarm } from '../support/ssh-farm/ssh-farm.ts';

const PASSWORD = 'correct-horse-battery';

let folder: string;
let inventory: string;
let file: string;
let farm: SshFarm;
let cluster: FarmCluster;
let output: ReturnType<typeof captureOutput>;

/** A cluster of one control plane and one worker that is as it should be, and a bare host. */
beforeEach(async () => {
  folder = mkdtempSync(join(tmpdir(), 'installer-plan-file-'));
  inventory = join(folder, 'inventory.yaml');
  file = join(folder, 'plan.json');
  vi.stubEnv('INSTALLER_STATE_DIR', join(folder, 'state'));
  vi.stubEnv('FARM_PASSWORD', PASSWORD);
  cluster = farmCluster({ controlPlanes: 1, workers: 1 });
  addBareHost(cluster, 'w-new');
  farm = await startSshFarm(cluster);
  output = captureOutput();
});

afterEach(async () => {
  vi.restoreAllMocks();
  vi.unstubAllEnvs();
  process.exitCode = undefined;
  await farm.close();
  rmSync(folder, { recursive: true });
});

/** Writes the inventory of these hosts. */
function want(names: readonly string[], more = ''): void {
  const lines = cluster.hosts.flatMap(({ name, role, internalAddress }) =>
    names.includes(name)
      ? `    - { name: ${name}, address: 127.0.0.1, internalAddress: ${internalAddress}, role: ${role}, ssh: { port: ${farm.ports.get(name)} }, hostKey: ${farm.hostKey} }`
      : [],
  );
  writeFileSync(
    inventory,
    `apiVersion: installer.dev/v1alpha1
kind: Inventory
metadata: { name: ${cluster.name} }
spec:
  cluster: { controlPlaneEndpoint: { host: 10.9.255.1 } }
  controlPlane: { version: ${FARM_VERSION} }
  ssh: { user: root, passwordFrom: { env: FARM_PASSWORD } }
${more}  hosts:
${lines.join('\n')}
`,
  );
}

async function installer(...args: string[]): Promise<number> {
  process.exitCode = undefined;
  output.stdout = '';
  output.stderr = '';
  return run(['node', 'installer', ...args]);
}

/** What hosts were asked since this was asked last and may have changed them. */
const changes = () =>
  Object.values(farm.visits()).flatMap(({ scripts }) => scripts.filter((name) => CHANGING.has(name)));
const CHANGING = new Set(['apply-steps', 'join', 'records', 'token']);

describe('a plan in a file', () => {
  beforeEach(async () => {
    want(['cp-1', 'w-1', 'w-new']);
    expect(await installer('plan', '-f', inventory, '--out', file), output.stderr).toBe(0);
  });

  it('holds no secret', () => {
    expect(readFileSync(file, 'utf8')).not.toContain(PASSWORD);
    expect(readFileSync(file, 'utf8')).toContain('FARM_PASSWORD');
  });

  it('finds its inventory, and is run', async () => {
    const saved = JSON.parse(readFileSync(file, 'utf8'));
    expect(await installer('apply', file, '--yes', '-o', 'json'), output.stderr).toBe(0);
    const events = output.stdout.trim().split('\n');
    const ran = events.map((line) => JSON.parse(line)).filter(({ type }) => type === 'operation-finished');
    expect(ran.map(({ operation }) => operation).toSorted()).toEqual(
      saved.operations.map(({ id }: { id: string }) => id).toSorted(),
    );
    expect(changes()).toContain('join');

    expect(await installer('apply', file, '--yes')).toBe(12);
    expect(output.stderr).toContain('- host w-new was bare, is bootstrapped now');
    expect(output.stderr).toContain('- operation w-new/join-worker is no longer needed');
  });

  it('is looked at in a dry run', async () => {
    expect(await installer('apply', '--dry-run', file), output.stderr).toBe(0);
    expect(output.stdout).toContain('+ w-new');
    expect(changes()).toEqual([]);
  });

  it.each<[string, () => void, string]>([
    ['the inventory', () => want(['cp-1', 'w-1']), '- inventory.yaml: host w-new is gone'],
    [
      'a setting in it',
      () => want(['cp-1', 'w-1', 'w-new'], '  vars: { colour: blue }\n'),
      '- inventory.yaml: vars.colour is new: blue',
    ],
    [
      'a host',
      () => {
        for (const host of cluster.hosts.filter(({ name }) => name === 'w-new')) host.prepared = true;
      },
      '- step ',
    ],
  ])('is refused when something has changed since: %s', async (_, change, says) => {
    change();
    expect(await installer('apply', '-f', inventory, file, '--yes')).toBe(12);
    expect(output.stderr).toContain(says);
    expect(output.stderr).toContain(`installer plan -f ${inventory} --out ${file}`);
    expect(changes()).toEqual([]);
  });
});

describe('a plan that removes a machine', () => {
  beforeEach(async () => {
    want(['cp-1', 'w-1']);
    expect(await installer('apply', '-f', inventory, '--yes'), output.stderr).toBe(0);
    want(['cp-1']);
    farm.visits();
  });

  it.each([
    [['--yes'], 'add --confirm-delete farm'],
    [[], 'add --yes --confirm-delete farm'],
    [['--yes', '--confirm-delete', 'barn'], 'to destroy it: --confirm-delete farm'],
  ])('with %j is not run', async (given, hint) => {
    expect(await installer('apply', '-f', inventory, ...given)).toBe(64);
    expect(output.stderr).toContain('nothing was changed');
    expect(output.stderr).toContain(hint);
    expect(changes()).toEqual([]);
  });

  it('says so, in words and as a picture', async () => {
    expect(await installer('plan', '-f', inventory, '--detailed-exitcode')).toBe(2);
    expect(output.stdout).toContain('Removing w-1 from farm wants the cluster');
    expect(await installer('plan', '-f', inventory, '--graph', 'svg')).toBe(0);
    expect(output.stdout).toMatch(/^<\?xml[\s\S]*drain-node[\s\S]*<\/svg>\s*$/);
    expect(await installer('status', '-f', inventory, '--graph', 'dot')).toBe(0);
    expect(output.stdout).toContain('"machine w-1" -> "host w-1"');
  });
});
