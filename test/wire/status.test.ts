import { type ChildProcessByStdio, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import type { Readable } from 'node:stream';
import { Ajv2020 } from 'ajv/dist/2020.js';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { run } from '../../src/cli/run.ts';
import type { ClusterStatus } from '../../src/plan/cluster-status.ts';
import { captureOutput } from '../support/captured.ts';
import { farmInventory } from '../support/ssh-farm/farm-inventory.ts';
import { addBareHost, FARM_VERSION, type FarmCluster, farmCluster } from '../support/ssh-farm/farm-state.ts';
import { type SshFarm, startSshFarm } from '../support/ssh-farm/ssh-farm.ts';

let folder: string;
let farm: SshFarm;
let cluster: FarmCluster;
let output: ReturnType<typeof captureOutput>;

beforeEach(async () => {
  folder = mkdtempSync(join(tmpdir(), 'installer-status-'));
  vi.stubEnv('INSTALLER_STATE_DIR', join(folder, 'state'));
  vi.stubEnv('FARM_PASSWORD', 'any');
  cluster = farmCluster({ controlPlanes: 3, workers: 2 });
  addBareHost(cluster, 'w-free');
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

/** An inventory file of these hosts, of which this many workers are to be workers. */
function inventory(names: readonly string[], workers: number): string {
  const file = join(folder, 'inventory.yaml');
  writeFileSync(file, farmInventory(cluster, farm, names, workers));
  return file;
}

async function installer(...args: string[]): Promise<number> {
  process.exitCode = undefined;
  output.stdout = '';
  output.stderr = '';
  return run(['node', 'installer', ...args]);
}

async function statusOf(file: string): Promise<ClusterStatus> {
  expect(await installer('status', '-f', file, '-o', 'json'), output.stderr).toBe(0);
  return JSON.parse(output.stdout);
}

const phases = (of: { name: string; phase: string }[]) => of.map(({ name, phase }) => `${name} ${phase}`);
const serving = ['cp-1', 'cp-2', 'cp-3', 'w-1', 'w-2'];

describe('installer status', () => {
  it('shows all machines and hosts, spare ones and silent ones too, as its schema says', async () => {
    const status = await statusOf(inventory([...serving, 'w-free', 'w-silent'], 2));
    expect(status).toMatchObject({ phase: 'Provisioned', version: FARM_VERSION, warnings: [] });
    expect(phases(status.machines)).toEqual(serving.map((name) => `${name} Running`));
    expect(phases(status.hosts)).toEqual([
      ...serving.map((name) => `${name} InUse`),
      'w-free Available',
      'w-silent Unreachable',
    ]);
    const schema = readFileSync(new URL('../../schemas/status.schema.json', import.meta.url), 'utf8');
    const validate = new Ajv2020({ strict: true }).compile(JSON.parse(schema));
    expect(validate(status), JSON.stringify(validate.errors)).toBe(true);
    expect(farm.unknown).toEqual([]);
  });

  it('visits a host that has left the inventory by what its record tells', async () => {
    expect(await installer('apply', '-f', inventory(serving, 2), '--yes', '-o', 'json'), output.stdout).toBe(0);
    farm.visits();
    const status = await statusOf(inventory(['cp-1', 'cp-2', 'cp-3', 'w-1'], 1));
    expect(status.machines.at(-1)).toMatchObject({
      name: 'w-2',
      phase: 'Deleting',
      ready: true,
      reason: 'its host left the inventory',
    });
    expect(status.hosts.at(-1)).toMatchObject({ name: 'w-2', phase: 'InUse', machine: 'w-2' });
    expect(Object.keys(farm.visits())).toEqual(serving);
  });

  it('text: one line for each machine', async () => {
    expect(await installer('status', '-f', inventory(serving, 2))).toBe(0);
    expect(output.stdout).toMatch(/^cp-1 +control-plane +\S+ +Running +yes +v\d\S+ +InUse$/m);
  });
});

/** Starts the command as a process of its own, its output a pipe. */
function start(...args: string[]) {
  const main = new URL('../../src/main.ts', import.meta.url).pathname;
  const command = ['--import', 'tsx', main, ...args];
  const child = spawn(process.execPath, command, { stdio: ['ignore', 'pipe', 'inherit'] });
  const lines = createInterface({ input: child.stdout })[Symbol.asyncIterator]();
  return { child, line: async (): Promise<ClusterStatus> => JSON.parse(String((await lines.next()).value)) };
}

async function exitOf(child: ChildProcessByStdio<null, Readable, null>): Promise<number | null> {
  const [code] = child.exitCode === null ? await once(child, 'exit') : [child.exitCode];
  return code;
}

describe('installer status --watch', () => {
  it('tells changes as they come, over the same connections, until Ctrl-C, which is a good end', async () => {
    const file = inventory(serving, 2);
    const { child, line } = start('status', '-f', file, '--watch', '1', '-o', 'json');
    expect(phases((await line()).machines)).toContain('w-1 Running');
    const worker = cluster.hosts.find(({ name }) => name === 'w-1');
    if (worker) worker.mark = undefined;
    expect(phases((await line()).machines)).toContain('w-1 Pending');
    child.kill('SIGINT');
    expect(await exitOf(child)).toBe(0);
    const visits = Object.values(farm.visits());
    expect(visits.map(({ connections }) => connections)).toEqual(serving.map(() => 1));
    expect(visits.every(({ scripts }) => scripts.length > 1)).toBe(true);
  });

  it('ends when nobody reads it any more', async () => {
    const { child, line } = start('status', '-f', inventory(serving, 2), '--watch', '1', '-o', 'json');
    await line();
    child.stdout.destroy();
    const worker = cluster.hosts.find(({ name }) => name === 'w-1');
    if (worker) worker.mark = undefined;
    expect(await exitOf(child)).toBe(0);
  });
});
