import { Argument, Command, InvalidArgumentError } from '@commander-js/extra-typings';
import { stopLab } from '../lab/lab.ts';
import type { Row } from './benchmark.ts';
import { bigCluster } from './big-cluster.ts';
import { bigFile } from './big-file.ts';
import { fullApply } from './full-apply.ts';
import { helpTime } from './help-time.ts';
import { describeMachine } from './machine.ts';
import { manyHosts } from './many-hosts.ts';
import { noopApply } from './noop-apply.ts';
import { openConnections } from './open-connections.ts';
import { renderTable } from './table.ts';
import { thirtySteps } from './thirty-steps.ts';

const BENCHMARKS = [helpTime, noopApply, thirtySteps, bigFile, fullApply, openConnections, manyHosts, bigCluster];
const KEYS = BENCHMARKS.map(({ key }) => key);

function count(text: string): number {
  if (!/^[1-9]\d*$/.test(text)) throw new InvalidArgumentError('a number of at least 1 is wanted');
  return Number(text);
}

const command = new Command('bench')
  .description('Measures the built installer against what OpenSSH and a person would need for the same work.')
  .addArgument(new Argument('[which...]', 'benchmarks to run (default: all)').choices(KEYS))
  .option('--runs <n>', 'counted runs of each (default: as many as each thinks fit)', count)
  .addHelpText('after', `\n${BENCHMARKS.map(({ key, title }) => `  ${key.padEnd(5)} ${title}`).join('\n')}`)
  .parse();

const say = (text: string) => void process.stderr.write(`bench: ${text}\n`);

/** What is started here carries one of these names, and goes when we are told to end. */
const LABS = ['bench', 'bench-file', 'bench-open', 'bench-steps-10', 'bench-steps-50'];
for (const signal of ['SIGINT', 'SIGTERM'] as const) {
  process.once(signal, () => {
    say('interrupted: removing what was started');
    const done = () => process.exit(130);
    Promise.all(LABS.map(stopLab)).then(done, done);
  });
}

const wanted = command.args.length > 0 ? command.args : KEYS;
const { runs } = command.opts();
const machine = await describeMachine();
const rows: Row[] = [];
let broken = false;
for (const benchmark of BENCHMARKS.filter(({ key }) => wanted.includes(key))) {
  say(`${benchmark.key}: ${benchmark.title}`);
  try {
    rows.push(...(await benchmark.run({ say, ...(runs === undefined ? {} : { runs }) })));
  } catch (error) {
    broken = true;
    say(`${benchmark.key} broke: ${error instanceof Error ? error.message : String(error)}`);
  }
}
process.stdout.write(`${machine}\n\n${renderTable(rows)}\n`);
process.exit(broken ? 1 : 0);
