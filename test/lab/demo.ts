import { spawn } from 'node:child_process';
import { chmod, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { Command, InvalidArgumentError } from '@commander-js/extra-typings';
import { startLab, stopLab } from './lab.ts';
import { say } from './progress.ts';

const NAME = 'demo';
const root = fileURLToPath(new URL('../../', import.meta.url));

function count(text: string): number {
  if (!/^\d+$/.test(text)) throw new InvalidArgumentError('a number is wanted');
  return Number(text);
}

const options = new Command('demo')
  .description('Bare nodes on this machine, a cluster on them, and a look at it.')
  .option('--control-planes <n>', 'control plane hosts', count, 3)
  .option('--workers <n>', 'worker hosts', count, 2)
  .option('--down', 'remove everything again at the end', false)
  .parse()
  .opts();

/** Child processes share our terminal, so Ctrl-C reaches them too; the lab is ours to remove. */
let interrupted = false;
const onInterrupt = () => {
  interrupted = true;
};
process.on('SIGINT', onInterrupt);
process.on('SIGTERM', onInterrupt);

try {
  await demo();
} catch (error) {
  say(error instanceof Error ? error.message : String(error));
  process.exitCode = 1;
} finally {
  if (interrupted || options.down || process.exitCode === 1) {
    if (interrupted) say('interrupted: removing what was started');
    await stopLab(NAME);
  }
}
process.exit(interrupted ? 130 : (process.exitCode ?? 0));

async function demo(): Promise<void> {
  const lab = await startLab({ name: NAME, controlPlanes: options.controlPlanes, workers: options.workers });
  await installer(['apply', '-f', lab.inventoryPath, '--yes']);
  await installer(['status', '-f', lab.inventoryPath]);
  const kubeconfig = join(lab.folder, 'kubeconfig');
  await writeFile(kubeconfig, await installer(['kubeconfig', '-f', lab.inventoryPath], 'keep'));
  await chmod(kubeconfig, 0o600);
  const kubectl = join(lab.bundle ?? '', 'bin', 'kubectl');
  await show(kubectl, ['--kubeconfig', kubeconfig, 'get', 'nodes,pods', '-A', '-o', 'wide']);
  if (options.down) return;
  process.stdout.write(`
The cluster is yours, through the endpoint that kube-vip holds:
  ${kubectl} --kubeconfig ${kubeconfig} get nodes

Change it, and apply again:
  node dist/main.js plan  -f ${lab.inventoryPath}
  node dist/main.js apply -f ${lab.inventoryPath}

Remove it all again:
  npm run lab -- down --name ${NAME}
  npm run lab -- engine-stop
`);
}

function installer(args: string[], output: 'show' | 'keep' = 'show'): Promise<string> {
  process.stdout.write(`\n$ installer ${args.join(' ')}\n`);
  return show(process.execPath, [join(root, 'dist', 'main.js'), ...args], output);
}

/** Runs a command on our own terminal; `keep` returns its standard output instead of showing it. */
async function show(command: string, args: string[], output: 'show' | 'keep' = 'show'): Promise<string> {
  if (interrupted) throw new Error('interrupted');
  const child = spawn(command, args, { stdio: ['inherit', output === 'show' ? 'inherit' : 'pipe', 'inherit'] });
  let kept = '';
  child.stdout?.on('data', (chunk: Buffer) => {
    kept += chunk.toString();
  });
  const code = await new Promise<number | null>((resolve, reject) => {
    child.once('error', reject);
    child.once('close', resolve);
  });
  if (code !== 0)
    throw new Error(`${args.find((arg) => !arg.endsWith('main.js')) ?? command} ended with exit code ${code}`);
  return kept;
}
