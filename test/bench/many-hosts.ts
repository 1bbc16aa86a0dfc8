import type { Plan } from '../../src/model/plan.ts';
import type { Benchmark, Row } from './benchmark.ts';
import { median, medianUsage, type Usage } from './measure.ts';
import { runDriver } from './run-ours.ts';
import { type PlanCase, planCases } from './synthetic-cluster.ts';

const HOSTS = 1000;
const GOAL_MS = 2000;
const GOAL_MIB = 300;

interface Told {
  ms: number;
  operations: number;
  summary: Plan['summary'];
  refused: string[];
}

/** (f) Planning without any host: what the decisions themselves cost. */
export const manyHosts: Benchmark = {
  key: 'f',
  title: `a plan for ${HOSTS} hosts`,
  run: async ({ runs = 5, say }) => {
    const rows: Row[] = [];
    for (const situation of planCases(HOSTS)) rows.push(await measure(situation, runs, say));
    const [greediest] = rows.toSorted((a, b) => b.ours.maxRssMiB - a.ours.maxRssMiB);
    if (!greediest) return [];
    const value = greediest.ours.maxRssMiB;
    return [...rows, { ...greediest, what: `${greediest.what}: memory`, unit: ' MiB', value, goal: GOAL_MIB }];
  },
};

async function measure({ title, ...input }: PlanCase, runs: number, say: (text: string) => void): Promise<Row> {
  const usages: Usage[] = [];
  const times: number[] = [];
  for (let run = 0; run < runs; run += 1) {
    const ours = await runDriver('plan', input);
    const told = JSON.parse(ours.result.stdout) as Told;
    if (told.refused.length > 0) throw new Error(`${title} is refused: ${told.refused[0]}`);
    if (run === 0) say(`${title}: ${told.operations} operations, ${JSON.stringify(told.summary)}`);
    times.push(told.ms);
    usages.push(ours);
  }
  const what = `${manyHosts.title}: ${title}`;
  return { key: 'f', what, unit: ' ms', value: median(times), goal: GOAL_MS, ours: medianUsage(usages), runs };
}
