import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type SshdFarm, startSshdFarm } from '../lab/sshd-farm.ts';
import type { Benchmark, BenchmarkOptions, Row } from './benchmark.ts';
import { sshFloor } from './floors/ssh-floor.ts';
import { stepsByHand } from './floors/steps-by-hand.ts';
import { measurePairs } from './measure.ts';
import { runDriver } from './run-ours.ts';
import { STEP_COUNT, stepsPlaybook } from './steps-playbook.ts';

/** Goals by number of hosts: first run, and run with nothing to change. */
const GOALS = [
  { count: 10, first: 1.3, again: 1.1 },
  { count: 50, first: 1.1, again: 0.7 },
] as const;

/** (b) The same thirty idempotent steps, as a playbook and as the script that a person would write. */
export const thirtySteps: Benchmark = {
  key: 'b',
  title: `${STEP_COUNT} idempotent steps on many hosts`,
  run: async (options) => {
    const rows: Row[] = [];
    for (const goal of GOALS) {
      options.say(`${goal.count} hosts`);
      const farm = await startSshdFarm({ count: goal.count, name: `bench-steps-${goal.count}` });
      try {
        rows.push(...(await onFarm(farm, goal, options)));
      } finally {
        await farm.down();
      }
    }
    return rows;
  },
};

async function onFarm(
  farm: SshdFarm,
  { count, first, again }: (typeof GOALS)[number],
  { runs = 7, say }: BenchmarkOptions,
): Promise<Row[]> {
  const folder = await mkdtemp(join(tmpdir(), 'installer-bench-'));
  try {
    const script = join(folder, 'steps.sh');
    const ours = (root: string, expectChanged: number) =>
      runDriver('steps', { farm, playbook: stepsPlaybook(root), expectChanged });
    const floor = async (root: string) => {
      await writeFile(script, stepsByHand(root));
      const addresses = farm.hosts.map(({ address }) => address);
      return sshFloor({ ...farm, user: 'root', addresses, command: 'sh -s', stdin: script });
    };
    // Every first run gets a folder of its own, so that nothing has to be taken back in between.
    say('first run');
    const fresh = await measurePairs(
      (run) => ours(`/srv/bench/ours-${run}`, STEP_COUNT),
      (run) => floor(`/srv/bench/hand-${run}`),
      { runs, say },
    );
    say('nothing to change');
    const done = await measurePairs(
      () => ours('/srv/bench/ours-0', 0),
      () => floor('/srv/bench/hand-0'),
      { runs, say },
    );
    const row = (when: string, goal: number, { ratio, ...pairs }: typeof done): Row => ({
      ...{ key: 'b', what: `${STEP_COUNT} steps on ${count} hosts, ${when}`, unit: '×', value: ratio, goal },
      ...pairs,
    });
    return [row('first run', first, fresh), row('nothing to change', again, done)];
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}
