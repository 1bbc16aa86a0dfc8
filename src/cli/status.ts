import type { CommandUnknownOpts } from '@commander-js/extra-typings';
import { Option } from '@commander-js/extra-typings';
import { examples } from './examples.ts';
import {
  concurrencyOption,
  debugOption,
  fileOption,
  graphOption,
  outputOption,
  timeoutOption,
  wholeNumber,
} from './options.ts';

/** `installer status`: the cluster, its machines and its hosts; changes nothing. */
export function registerStatus(program: CommandUnknownOpts): void {
  program
    .command('status')
    .description('show the cluster, its machines and hosts; changes nothing')
    .addOption(fileOption())
    .addOption(outputOption())
    .addOption(concurrencyOption())
    .addOption(debugOption())
    .addOption(timeoutOption())
    .addOption(watchOption())
    .addOption(graphOption())
    .addHelpText(
      'after',
      examples([
        ['installer status -f inventory.yaml', '14 when no control plane answers'],
        ['installer status -f inventory.yaml -o json', 'for scripts (schemas/status.schema.json)'],
        ['installer status -f inventory.yaml --watch', 'until Ctrl-C'],
        ['installer status -f inventory.yaml --graph svg > status.svg', 'as a picture'],
      ]),
    )
    .action(async ({ watch, ...options }) => {
      const { withSession } = await import('./with-session.ts');
      const { showStatus } = await import('./show-status.ts');
      const seconds = watch === true ? EVERY : watch;
      await withSession({ ...options, output: 'text' }, 'status', (session) =>
        showStatus(session, { ...options, watch: seconds }),
      );
    });
}

/** Seconds. */
const EVERY = 5;

const watchOption = () =>
  new Option('--watch [seconds]', `look again every so often, ${EVERY} s where none is given, until Ctrl-C`)
    .argParser(wholeNumber('--watch'))
    .conflicts(['graph', 'timeout']);
