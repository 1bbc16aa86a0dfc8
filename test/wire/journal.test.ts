import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { run } from '../../src/cli/run.ts';
import { listRuns } from '../../src/state/journal.ts';
import { readEntries } from '../../src/state/journal-entry.ts';
import { operationsIn, spokenIn } from '../../src/state/run-record.ts';
import { captureOutput } from '../support/captured.ts';
import { farmInventory } from '../support/ssh-farm/farm-inventory.ts';
import { addBareHost, type FarmCluster, farmCluster } from '../support/ssh-farm/farm-state.ts';
import { type SshFarm, startSshFarm } from '../support/ssh-farm/ssh-farm.ts';

let folder: string;
let farm: SshFarm;
let cluster: FarmCluster;
let output: ReturnType<typeof captureOutput>;

beforeEach(async () => {
  folder = mkdtempSync(join(tmpdir(), 'installer-journal-'));
  vi.stubEnv('INSTALLER_STATE_DIR', join(folder, 'state'));
  vi.stubEnv('FARM_PASSWORD', 'farm-password');
  cluster = farmCluster({ controlPlanes: 1, workers: 0 });
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

async function apply(): Promise<number> {
  const file = join(folder, 'inventory.yaml');
  writeFileSync(file, farmInventory(cluster, farm, ['cp-1', 'w-new']));
  return run(['node', 'installer', 'apply', '-f', file, '--yes', '-o', 'json']);
}

it('a run leaves what every host said, under the operation that made it speak, and no secret', async () => {
  expect(await apply(), output.stderr).toBe(0);
  const [journaled] = listRuns(1);
  expect(journaled).toMatchObject({ command: 'apply', cluster: 'farm', outcome: 'done' });
  const log = journaled?.log ?? '';
  const entries = readEntries(log);
  expect(operationsIn(entries, false)).toContainEqual(
    expect.objectContaining({ operation: 'w-new/join-worker', outcome: 'changed' }),
  );
  expect(spokenIn(entries, { host: 'w-new', operation: 'w-new/join-worker' }).map(({ line }) => line)).toContain(
    'This node has joined the cluster:',
  );
  // The host's words to us, reports of steps, are not what it said; tokens and keys are nobody's business.
  const said = spokenIn(entries, {}).map(({ line }) => line);
  expect(said.filter((line) => /^\S+ [bsxifol] \d/.test(line))).toEqual([]);
  for (const secret of ['abcdef.0123456789abcdef', 'farm-password']) {
    expect(readFileSync(log, 'utf8')).not.toContain(secret);
  }
  // Nor on standard output, where the events of the run are: what hosts say is for the journal.
  expect(output.stdout).not.toContain('"host-output"');
});
