import type { Benchmark } from './benchmark.ts';
import { medianUsage, type Usage } from './measure.ts';
import { runInstaller } from './run-ours.ts';

const GOAL_MS = 150;

/** How long a person waits for the command line to explain itself. */
export const helpTime: Benchmark = {
  key: 'help',
  title: '`installer --help`',
  run: async ({ runs = 15, say }) => {
    const usages: Usage[] = [];
    await runInstaller(['--help']);
    for (let run = 0; run < runs; run += 1) usages.push(await runInstaller(['--help']));
    say(`wall times: ${usages.map(({ wallMs }) => wallMs.toFixed(0)).join(' ')} ms`);
    const ours = medianUsage(usages);
    return [{ key: 'help', what: helpTime.title, unit: ' ms', value: ours.wallMs, goal: GOAL_MS, ours, runs }];
  },
};
