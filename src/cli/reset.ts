import type { CommandUnknownOpts } from '@commander-js/extra-typings';
import { concurrencyOption, debugOption, fileOption, outputOption, timeoutOption, yesOption } from './options.ts';

/** `installer reset`: returns hosts to bare. */
export function registerReset(program: CommandUnknownOpts): void {
  program
    .command('reset')
    .description('return hosts to bare: destroys the cluster on them')
    .addOption(fileOption())
    .addOption(outputOption())
    .addOption(concurrencyOption())
    .addOption(yesOption())
    .addOption(debugOption())
    .addOption(timeoutOption())
    .option('--host <name...>', 'only these hosts')
    .option('--confirm-delete <cluster>', 'the name of the cluster, instead of typing it when asked')
    .action(async (options) => {
      const { withSession } = await import('./with-session.ts');
      const { resetHosts } = await import('./reset-hosts.ts');
      await withSession(options, 'reset', (session) => resetHosts(session, options));
    });
}
