import { table } from '../report/table.ts';
import { formatDuration } from '../report/units.ts';
import { listRuns } from '../state/journal.ts';
import type { Run } from '../state/run.ts';
import { localTime } from './local-time.ts';
import type { Output } from './options.ts';
import { outcomeText } from './outcome-text.ts';
import { writeResult } from './write-result.ts';

export interface RunsOptions {
  file?: string[];
  cluster?: string;
  output: Output;
}

/** Writes the newest runs to standard output. @throws InstallerError `inventory-invalid` when the inventory cannot be read */
export async function showRuns({ limit, ...options }: RunsOptions & { limit: number }): Promise<void> {
  const cluster = await clusterNamed(options);
  const runs = listRuns(limit, { cluster });
  if (options.output === 'text') process.stdout.write(`${runsText(runs, cluster)}\n`);
  else await writeResult(options.output, runs);
}

/** The cluster that was named, if any. */
export async function clusterNamed({
  file,
  cluster,
}: Pick<RunsOptions, 'file' | 'cluster'>): Promise<string | undefined> {
  if (!file) return cluster;
  const { readDesired } = await import('./session.ts');
  return (await readDesired(file)).desired.cluster.name;
}

/** The runs for a person, newest first. */
export function runsText(runs: readonly Run[], cluster: string | undefined): string {
  if (runs.length === 0) return `no runs${cluster === undefined ? '' : ` of ${cluster}`} are kept on this machine`;
  const rows = runs.map((run) => [
    run.id,
    localTime(run.startedAt),
    run.command,
    run.cluster,
    formatDuration(run.durationMs),
    String(run.changed),
    outcomeText(run),
  ]);
  return table(rows, ['RUN', 'WHEN', 'COMMAND', 'CLUSTER', 'TOOK', 'CHANGED', 'OUTCOME']);
}
