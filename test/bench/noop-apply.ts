import { fileURLToPath } from 'node:url';
import { type Lab, startLab } from '../lab/lab.ts';
import type { Benchmark, Row } from './benchmark.ts';
import { sshFloor } from './floors/ssh-floor.ts';
import { measurePairs } from './measure.ts';
import { runInstaller } from './run-ours.ts';

const GOAL = 2;
const LOOK = fileURLToPath(new URL('floors/look-at-node.sh', import.meta.url));

/** (a) Apply where nothing is to be done. */
export const noopApply: Benchmark = {
  key: 'a',
  title: 'apply with nothing to do on 5 nodes',
  run: async ({ runs = 9, say }) => {
    const lab = await startLab({ name: 'bench', controlPlanes: 3, workers: 2 });
    try {
      say('making the cluster, which is not measured here');
      await runInstaller(['apply', '-f', lab.inventoryPath, '--yes']);
      const rows: Row[] = [];
      for (const { what, stdin } of [
        { what: 'a script asking what a person would', stdin: LOOK },
        { what: 'an empty script', stdin: '/dev/null' },
      ]) {
        say(`against ${what}`);
        const { ratio, ...pairs } = await measurePairs(
          () => applyNothing(lab),
          () => floor(lab, stdin),
          { runs, say },
        );
        rows.push({
          key: 'a',
          what: `${noopApply.title}, against ${what}`,
          unit: '×',
          value: ratio,
          goal: GOAL,
          ...pairs,
        });
      }
      return rows;
    } finally {
      await lab.down();
    }
  },
};

async function applyNothing({ inventoryPath }: Lab) {
  const run = await runInstaller(['apply', '-f', inventoryPath, '--yes', '-o', 'json']);
  const last: unknown = JSON.parse(run.result.stdout.trim().split('\n').at(-1) ?? '{}');
  if ((last as { changed?: unknown }).changed !== 0) throw new Error(`something was changed: ${JSON.stringify(last)}`);
  return run;
}

function floor({ keys, nodes }: Lab, stdin: string): Promise<number> {
  return sshFloor({
    user: 'ops',
    addresses: nodes.map(({ address }) => address),
    keyPath: keys.privateKeyPath,
    knownHostsPath: keys.knownHostsPath,
    command: 'sudo sh -s',
    stdin,
  });
}
