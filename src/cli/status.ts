import type { CommandUnknownOpts } from '@commander-js/extra-typings';
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
    .action(async (options) => {
      const { withSession } = await import('./with-session.ts');
      const { showStatus } = await import('./show-status.ts');
      await withSession({ ...options, output: 'text' }, 'status', (session) => showStatus(session, options.output));
    });
}
