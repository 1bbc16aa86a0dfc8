import { fileURLToPath } from 'node:url';
import { containerName, type Lab, startLab } from '../lab/lab.ts';
import { run } from '../lab/run.ts';
import type { Benchmark } from './benchmark.ts';
import { measurePairs } from './measure.ts';
import { runInstaller } from './run-ours.ts';

const GOAL = 1.15;
const LAB = { name: 'bench', controlPlanes: 3, workers: 2 } as const;
const BY_HAND = fileURLToPath(new URL('by-hand/cluster.sh', import.meta.url));

/** (d) Everything from bare nodes to a cluster, against the same commands by hand. Each run gets new nodes. */
export const fullApply: Benchmark = {
  key: 'd',
  title: `full apply, ${LAB.controlPlanes} control planes and ${LAB.workers} workers`,
  run: async ({ runs = 3, say }) => {
    const { ratio, ...pairs } = await measurePairs(
      () => onNewNodes(({ inventoryPath }) => runInstaller(['apply', '-f', inventoryPath, '--yes'])),
      () => onNewNodes(byHand),
      // A pair takes minutes, and on new nodes nothing stays warm but what this machine has read of the bundle.
      { runs, warmUps: 0, say },
    );
    return [{ key: 'd', what: fullApply.title, unit: '×', value: ratio, goal: GOAL, ...pairs }];
  },
};

async function onNewNodes<T>(work: (lab: Lab) => Promise<T>): Promise<T> {
  const lab = await startLab(LAB);
  try {
    await run('sh', ['-c', 'cat "$1"/*/* "$1"/*/*/* >/dev/null 2>&1; sync', 'warm', lab.bundle ?? '']);
    const result = await work(lab);
    await mustBeReady();
    return result;
  } finally {
    await lab.down();
  }
}

async function byHand(lab: Lab): Promise<number> {
  const addresses = (role: string) => lab.nodes.filter((node) => node.role === role).map(({ address }) => address);
  const hosts = lab.nodes.map(({ name, address }) => `${address} ${name}`).join('\n');
  const started = performance.now();
  await run('sh', [BY_HAND], {
    env: {
      ...process.env,
      BUNDLE: lab.bundle,
      CONTROL_PLANES: addresses('control-plane').join(' '),
      WORKERS: addresses('worker').join(' '),
      HOSTS: hosts,
      VIP: lab.vip,
      KEY: lab.keys.privateKeyPath,
      KNOWN_HOSTS: lab.keys.knownHostsPath,
      ROUTES: `${lab.folder}/routes.yaml`,
    },
  });
  return performance.now() - started;
}

/** Neither way may be quick by leaving something out. */
async function mustBeReady(): Promise<void> {
  const kubectl = 'kubectl --kubeconfig /etc/kubernetes/admin.conf get nodes --no-headers';
  const { stdout } = await run('docker', ['exec', containerName(LAB.name, 'cp-2'), 'sh', '-c', kubectl]);
  const ready = stdout.split('\n').filter((line) => / Ready /.test(line));
  const wanted = LAB.controlPlanes + LAB.workers;
  if (ready.length !== wanted) throw new Error(`${ready.length} of ${wanted} nodes are Ready:\n${stdout}`);
}
