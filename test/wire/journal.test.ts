import { readFileSync } from 'node:fs';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { listRuns } from '../../src/state/journal.ts';
import { readEntries } from '../../src/state/journal-entry.ts';
import { operationsIn, spokenIn } from '../../src/state/run-record.ts';
import { FARM_PASSWORD, FarmSite } from '../support/ssh-farm/farm-site.ts';

let site: FarmSite;

beforeEach(async () => {
  site = await FarmSite.open({ controlPlanes: 1, workers: 0 }, 'w-new');
});

afterEach(() => site.close());

it('a run leaves what every host said, under the operation that made it speak, and no secret', async () => {
  const file = site.want(['cp-1', 'w-new']);
  expect(await site.installer('apply', '-f', file, '--yes', '-o', 'json'), site.output.stderr).toBe(0);
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
  for (const secret of ['abcdef.0123456789abcdef', FARM_PASSWORD]) {
    expect(readFileSync(log, 'utf8')).not.toContain(secret);
  }
  // Nor on standard output, where the events of the run are: what hosts say is for the journal.
  expect(site.output.stdout).not.toContain('"host-output"');
});
