import { startSshdFarm } from '../lab/sshd-farm.ts';
import type { Benchmark } from './benchmark.ts';
import { medianUsage } from './measure.ts';
import { type OurRun, runDriver } from './run-ours.ts';

const GOAL_MIB = 150;
const CONNECTIONS = 200;
const HOSTS = 20;

/** (e) Memory of our process with many connections open. */
export const openConnections: Benchmark = {
  key: 'e',
  title: `memory with ${CONNECTIONS} open connections`,
  run: async ({ runs = 3, say }) => {
    const farm = await startSshdFarm({ count: HOSTS, name: 'bench-open' });
    try {
      const { keyPath, knownHostsPath } = farm;
      const hosts = Array.from({ length: CONNECTIONS }, (_, index) => ({
        name: `name-${index + 1}`,
        address: farm.hosts[index % HOSTS]?.address ?? '',
      }));
      const done: OurRun[] = [];
      for (let run = 0; run < runs; run += 1) {
        const ours = await runDriver('open-connections', { farm: { hosts, keyPath, knownHostsPath } });
        const { open, rssMiB } = JSON.parse(ours.result.stdout) as { open: number; rssMiB: number };
        if (open !== CONNECTIONS) throw new Error(`${open} connections were open, not ${CONNECTIONS}`);
        say(`run ${run + 1}: ${rssMiB.toFixed(0)} MiB when all are open, ${ours.maxRssMiB.toFixed(0)} MiB at most`);
        done.push(ours);
      }
      const ours = medianUsage(done);
      return [
        { key: 'e', what: openConnections.title, unit: ' MiB', value: ours.maxRssMiB, goal: GOAL_MIB, ours, runs },
      ];
    } finally {
      await farm.down();
    }
  },
};
