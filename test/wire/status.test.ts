import { type ChildProcessByStdio, spawn } from 'node:child_process';
import { once } from 'node:events';
import { readFileSync } from 'node:fs';
import { createInterface } from 'node:readline';
import type { Readable } from 'node:stream';
import { Ajv2020 } from 'ajv/dist/2020.js';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import type { ClusterStatus } from '../../src/plan/cluster-status.ts';
import { FARM_PASSWORD, FarmSite } from '../support/ssh-farm/farm-site.ts';
import { FARM_VERSION } from '../support/ssh-farm/farm-state.ts';

let site: FarmSite;

beforeEach(async () => {
  site = await FarmSite.open({ controlPlanes: 3, workers: 2 }, 'w-free');
});

afterEach(() => site.close());

/** An inventory file of these hosts, of which this many workers are to be workers. */
function inventory(names: readonly string[], workers: number): string {
  return site.want(names, `machineDeployments: [{ name: workers, replicas: ${workers} }]`);
}

async function statusOf(file: string): Promise<ClusterStatus> {
  expect(await site.installer('status', '-f', file, '-o', 'json'), site.output.stderr).toBe(0);
  return JSON.parse(site.output.stdout);
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
    expect(site.farm.unknown).toEqual([]);
  });

  it('visits a host that has left the inventory by what its record tells', async () => {
    const file = inventory(serving, 2);
    expect(await site.installer('apply', '-f', file, '--yes', '-o', 'json'), site.output.stdout).toBe(0);
    site.farm.visits();
    const status = await statusOf(inventory(['cp-1', 'cp-2', 'cp-3', 'w-1'], 1));
    expect(status.machines.at(-1)).toMatchObject({
      name: 'w-2',
      phase: 'Deleting',
      ready: true,
      reason: 'its host left the inventory',
    });
    expect(status.hosts.at(-1)).toMatchObject({ name: 'w-2', phase: 'InUse', machine: 'w-2' });
    expect(Object.keys(site.farm.visits())).toEqual(serving);
  });

  it('sends no secret to an address that a record names, unless the inventory names the secret too', async () => {
    expect(await site.installer('apply', '-f', inventory(serving, 2), '--yes', '-o', 'json')).toBe(0);
    vi.stubEnv('AWS_SECRET', 'not-for-hosts');
    const host = site.cluster.records.get('w-2')?.spec.host ?? expect.fail('no record of w-2');
    host.ssh = { ...host.ssh, passwordFrom: { env: 'AWS_SECRET' }, sudo: { enabled: false } };
    const status = await statusOf(inventory(['cp-1', 'cp-2', 'cp-3', 'w-1'], 1));
    expect(status.warnings).toEqual([
      expect.stringMatching(/^w-2: .*passwordFrom {"env":"AWS_SECRET"} is not used, but {"env":"FARM_PASSWORD"} is\./),
    ]);
    expect(status.hosts.at(-1)).toMatchObject({ name: 'w-2', phase: 'InUse' });
    expect([...site.farm.passwords()]).toEqual([FARM_PASSWORD]);
  });

  it('text: one line for each machine', async () => {
    expect(await site.installer('status', '-f', inventory(serving, 2))).toBe(0);
    expect(site.output.stdout).toMatch(/^cp-1 +control-plane +\S+ +Running +yes +v\d\S+ +InUse$/m);
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
    const worker = site.cluster.hosts.find(({ name }) => name === 'w-1');
    if (worker) worker.mark = undefined;
    expect(phases((await line()).machines)).toContain('w-1 Pending');
    child.kill('SIGINT');
    expect(await exitOf(child)).toBe(0);
    const visits = Object.values(site.farm.visits());
    expect(visits.map(({ connections }) => connections)).toEqual(serving.map(() => 1));
    expect(visits.every(({ scripts }) => scripts.length > 1)).toBe(true);
  });

  it('ends when nobody reads it any more', async () => {
    const { child, line } = start('status', '-f', inventory(serving, 2), '--watch', '1', '-o', 'json');
    await line();
    child.stdout.destroy();
    const worker = site.cluster.hosts.find(({ name }) => name === 'w-1');
    if (worker) worker.mark = undefined;
    expect(await exitOf(child)).toBe(0);
  });
});
