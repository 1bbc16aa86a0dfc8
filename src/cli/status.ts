import type { CommandUnknownOpts } from '@commander-js/extra-typings';
import { examples } from './examples.ts';
import { concurrencyOption, debugOption, fileOption, outputOption } from './options.ts';

/** `installer status`: the cluster, its machines and its hosts; changes nothing. */
export function registerStatus(program: CommandUnknownOpts): void {
  program
    .command('status')
    .description('show the cluster, its machines and hosts; changes nothing')
    .addOption(fileOption())
    .addOption(outputOption())
    .addOption(concurrencyOption())
    .addOption(debugOption())
    .addHelpText(
      'after',
      examples([
        ['installer status -f inventory.yaml', '14 when no control plane answers'],
        ['installer status -f inventory.yaml -o json', 'for scripts'],
      ]),
    )
    .action(async (options) => {
      const { withSession } = await import('./with-session.ts');
      const { showStatus } = await import('./show-status.ts');
      await withSession({ ...options, output: 'text' }, 'status', (session) => showStatus(session, options.output));
    });
}
