import { type CommandUnknownOpts, Option } from '@commander-js/extra-typings';
import { examples } from './examples.ts';
import { outputOption, wholeNumber } from './options.ts';

/** `installer runs`: what was done to clusters from this machine, told by its logs; contacts no host. */
export function registerRuns(program: CommandUnknownOpts): void {
  const runs = program.command('runs').description('list and show what was done from here; contacts no host');

  runs
    .command('list', { isDefault: true })
    .description('the newest runs of apply and reset, newest first; `installer runs` does the same')
    .addOption(inventoryOption())
    .addOption(clusterOption())
    .addOption(outputOption())
    .addOption(new Option('--limit <n>', 'how many').argParser(wholeNumber('--limit')).default(20))
    .addHelpText(
      'after',
      examples([
        ['installer runs', 'of every cluster'],
        ['installer runs -f inventory.yaml --limit 5 -o json', 'for scripts'],
      ]),
    )
    .action(async (options) => {
      const { showRuns } = await import('./list-runs.ts');
      await showRuns(options);
    });

  runs
    .command('show')
    .description('operations, failures and what hosts said in one run')
    .argument('[run]', 'its id, or the start of it; without any, the newest')
    .addOption(inventoryOption())
    .addOption(clusterOption())
    .addOption(outputOption())
    .option('--host <name>', 'what this host said')
    .option('--operation <id>', 'what hosts said in this operation')
    .option('--events', 'everything that is kept, one JSON object a line')
    .addHelpText(
      'after',
      examples([
        ['installer runs show', 'the newest run'],
        ['installer runs show 20261123T054756 --host cp-2', 'what cp-2 said in that run'],
        ['installer runs show --operation w-1/join-worker', 'what was said during that join'],
        ['installer runs show --events', 'for scripts (schemas/event.schema.json)'],
      ]),
    )
    .action(async (run, options) => {
      const { showRun } = await import('./show-run.ts');
      await showRun(run, options);
    });
}

const inventoryOption = () => new Option('-f, --file <path...>', 'only of the cluster of this inventory');
const clusterOption = () => new Option('--cluster <name>', 'only of this cluster').conflicts('file');
