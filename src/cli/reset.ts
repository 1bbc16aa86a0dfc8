import type { CommandUnknownOpts } from '@commander-js/extra-typings';
import { examples } from './examples.ts';
import { concurrencyOption, debugOption, eventsOption, fileOption, timeoutOption } from './options.ts';

/** `installer reset`: returns hosts to bare. */
export function registerReset(program: CommandUnknownOpts): void {
  program
    .command('reset')
    .description('return hosts to bare: destroys the cluster on them')
    .addOption(fileOption())
    .addOption(eventsOption())
    .addOption(concurrencyOption())
    .option('-y, --yes', 'not enough here: --confirm-delete is')
    .addOption(debugOption())
    .addOption(timeoutOption())
    .option('--host <name...>', 'only these hosts')
    .option('--confirm-delete <cluster>', 'the name of the cluster, instead of typing it when asked')
    .addHelpText(
      'after',
      examples([
        ['installer reset -f inventory.yaml', 'the whole cluster; its name must be typed'],
        ['installer reset -f inventory.yaml --host w-2', 'one host; its pods are not moved away first'],
        ['installer reset -f inventory.yaml --confirm-delete b-cluster', 'without a question'],
      ]),
    )
    .action(async (options) => {
      const { withSession } = await import('./with-session.ts');
      const { resetHosts } = await import('./reset-hosts.ts');
      await withSession(options, 'reset', (session) => resetHosts(session, options));
    });
}
