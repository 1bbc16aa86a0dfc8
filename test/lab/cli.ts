import { readFile } from 'node:fs/promises';
import { Argument, Command, InvalidArgumentError, Option } from '@commander-js/extra-typings';
import { stopEngine } from './engine.ts';
import { FAULTS } from './fault-commands.ts';
import { DEFAULT_VERSION, openLab, startLab, stopLab } from './lab.ts';
import { prepareLab } from './prepare.ts';
import { say } from './progress.ts';
import { startSshdFarm } from './sshd-farm.ts';
import { labStatus } from './status.ts';

function count(text: string): number {
  if (!/^\d+$/.test(text)) throw new InvalidArgumentError('a number is wanted');
  return Number(text);
}

/** The lab that `up` is starting; removed when it is interrupted half way. */
let startedLab: string | undefined;
let wasInterrupted = false;

function interrupted(): void {
  wasInterrupted = true;
  if (startedLab === undefined) process.exit(130);
  say('interrupted: removing what was started');
  // Its nodes vanish while `up` still starts others, so `up` fails, and ends below.
  const done = () => process.exit(130);
  removeStarted().then(done, done);
}

/** Twice, because a node may have been on its way while the others were removed. */
async function removeStarted(): Promise<void> {
  if (startedLab === undefined) return;
  await stopLab(startedLab);
  await stopLab(startedLab);
}

process.once('SIGINT', interrupted);
process.once('SIGTERM', interrupted);

const program = new Command('lab').description('Bare nodes on this machine, to install Kubernetes on.');

program
  .command('up')
  .description('start a lab and print the path of its inventory')
  .option('--name <name>', 'name of the lab', 'lab')
  .option('--control-planes <n>', 'control plane hosts', count, 3)
  .option('--workers <n>', 'worker hosts', count, 2)
  .option('--spares <n>', 'spare hosts', count, 0)
  .option('--bastion', 'put the nodes behind a bastion', false)
  .addOption(
    new Option('--user <user>', 'who logs in').choices(['root', 'ops', 'opspw'] as const).default('ops' as const),
  )
  .option('--subnet <cidr>', 'a /24 network for the nodes (default: the first free one from 10.77.0.0/24)')
  .option('--version <version>', 'Kubernetes version of the bundle', DEFAULT_VERSION)
  .option('--no-bundle', 'only SSH servers: no Kubernetes, no bundle')
  .action(async (options) => {
    startedLab = options.name;
    const lab = await startLab(options);
    process.stdout.write(`${lab.inventoryPath}\n`);
  });

program
  .command('down')
  .description('remove a lab: nodes, network, keys')
  .option('--name <name>', 'name of the lab', 'lab')
  .action((options) => stopLab(options.name));

program
  .command('status')
  .description('show the labs of this machine')
  .action(async () => {
    process.stdout.write(await labStatus());
  });

program
  .command('inventory')
  .description('print the inventory of a lab')
  .option('--name <name>', 'name of the lab', 'lab')
  .option('--path', 'print where it is instead', false)
  .action(async (options) => {
    const lab = await openLab(options.name);
    process.stdout.write(options.path ? `${lab.inventoryPath}\n` : await readFile(lab.inventoryPath, 'utf8'));
  });

program
  .command('bundle')
  .description('make the bundle and print its folder')
  .option('--version <version>', 'Kubernetes version', DEFAULT_VERSION)
  .action(async (options) => {
    const prepared = await prepareLab({ version: options.version, bundle: true });
    process.stdout.write(`${prepared.bundle}\n`);
  });

program
  .command('fault')
  .description('make a fault on a node, or end one')
  .addArgument(new Argument('<kind>', 'what').choices(Object.keys(FAULTS)))
  .argument('<node>', 'name of the node, for example cp-1')
  .argument('[argument]', 'port, folder, kilobits per second or seconds, where the fault wants one', '')
  .option('--name <name>', 'name of the lab', 'lab')
  .action(async (kind, node, argument, options) => {
    await FAULTS[kind]?.(await openLab(options.name), node, argument);
  });

program
  .command('farm')
  .description('start many SSH servers for benchmarks and print where they are, as JSON')
  .option('--count <n>', 'how many', count, 10)
  .option('--name <name>', 'name of the farm; `down --name` removes it', 'farm')
  .action(async (options) => {
    startedLab = options.name;
    process.stdout.write(`${JSON.stringify(await startSshdFarm(options), null, 2)}\n`);
  });

program
  .command('engine-stop')
  .description('stop the Docker engine that the lab started')
  .action(async () => {
    await stopEngine();
  });

try {
  await program.parseAsync();
  // testcontainers keeps sockets open that would hold the process for a while.
  process.exit(0);
} catch (error) {
  if (wasInterrupted) {
    await removeStarted().catch(() => {});
    process.exit(130);
  }
  process.stderr.write(`lab: ${error instanceof Error ? error.message : String(error)}\n`);
  process.exit(1);
}
