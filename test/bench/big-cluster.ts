import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Plan } from '../../src/model/plan.ts';
import { farmInventory } from '../support/ssh-farm/farm-inventory.ts';
import { addBareHost, farmCluster } from '../support/ssh-farm/farm-state.ts';
import { type SshFarm, startSshFarm } from '../support/ssh-farm/ssh-farm.ts';
import type { Benchmark, Row } from './benchmark.ts';
import { medianUsage, type Usage } from './measure.ts';
import { runInstaller } from './run-ours.ts';

const HOSTS = 1000;
const CONTROL_PLANES = 5;
const GOAL_MS = 2000;
const GOAL_MIB = 300;

/** (g) The whole command on a cluster of many hosts, each an SSH server inside this process. */
export const bigCluster: Benchmark = {
  key: 'g',
  title: `\`installer plan\` on ${HOSTS} hosts`,
  run: async ({ runs = 3, say }) => {
    const folder = await mkdtemp(join(tmpdir(), 'installer-bench-'));
    const cluster = farmCluster({ controlPlanes: CONTROL_PLANES, workers: HOSTS - CONTROL_PLANES });
    const nodes = cluster.hosts.map(({ name }) => name);
    const more = [...nodes, addBareHost(cluster, 'w-new').name];
    const farm = await startSshFarm(cluster);
    const env = { FARM_PASSWORD: 'any', INSTALLER_STATE_DIR: join(folder, 'state') };
    const [all, grown] = [join(folder, 'all.yaml'), join(folder, 'grown.yaml')];
    try {
      await writeFile(all, farmInventory(cluster, farm, nodes));
      await writeFile(grown, farmInventory(cluster, farm, more));
      say('letting the cluster record its machines, which is not measured');
      await runInstaller(['apply', '-f', all, '--yes'], env);
      farm.visits();
      const plan = async (file: string, create: number, visited: number): Promise<Usage> => {
        const ours = await runInstaller(['plan', '-f', file, '-o', 'json'], env);
        expectPlan(JSON.parse(ours.result.stdout), create, farm, visited);
        return ours;
      };
      const add = await measured(runs, say, 'one worker more', () => plan(grown, 1, 2));
      const look = await measured(runs, say, 'nothing to do', () => plan(all, 0, HOSTS));
      const row = (what: string, ours: Usage): Omit<Row, 'unit' | 'value' | 'goal'> => ({ key: 'g', what, ours, runs });
      const one = `${bigCluster.title}: one worker more`;
      return [
        { ...row(one, add), unit: ' ms', value: add.wallMs, goal: GOAL_MS },
        { ...row(`${one}: memory`, add), unit: ' MiB', value: add.maxRssMiB, goal: GOAL_MIB },
        {
          ...row(`${bigCluster.title}: nothing to do, all looked at: memory`, look),
          unit: ' MiB',
          value: look.maxRssMiB,
          goal: GOAL_MIB,
        },
      ];
    } finally {
      await farm.close();
      await rm(folder, { recursive: true, force: true });
    }
  },
};

async function measured(
  runs: number,
  say: (text: string) => void,
  what: string,
  once: () => Promise<Usage>,
): Promise<Usage> {
  const usages: Usage[] = [];
  for (let run = 0; run < runs; run += 1) {
    const usage = await once();
    say(`${what}: ${usage.wallMs.toFixed(0)} ms, ${usage.maxRssMiB.toFixed(0)} MiB`);
    usages.push(usage);
  }
  return medianUsage(usages);
}

/** A plan of something else, or after other visits, would be the figure of something else. */
function expectPlan({ summary }: Plan, create: number, farm: SshFarm, visited: number): void {
  const hosts = Object.keys(farm.visits()).length;
  if (
    summary.create !== create ||
    summary.update + summary.delete > 0 ||
    hosts !== visited ||
    farm.unknown.length > 0
  ) {
    throw new Error(`not the plan that was to be measured: ${JSON.stringify(summary)}, ${hosts} hosts visited`);
  }
}
