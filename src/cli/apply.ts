import type { CommandUnknownOpts } from '@commander-js/extra-typings';
import { concurrencyOption, debugOption, fileOption, outputOption, timeoutOption, yesOption } from './options.ts';

/** `installer apply`: makes the cluster what the inventory says. */
export function registerApply(program: CommandUnknownOpts): void {
  program
    .command('apply')
    .description('make the cluster what the inventory says: shows the plan, asks, does it')
    .addOption(fileOption())
    .addOption(outputOption())
    .addOption(concurrencyOption())
    .addOption(yesOption())
    .addOption(debugOption())
    .addOption(timeoutOption())
    .option('--dry-run', 'only show the plan')
    .option('--diff', 'show what would change inside files')
    .action(async (options) => {
      const { withSession } = await import('./with-session.ts');
      const { applyInventory } = await import('./apply-inventory.ts');
      await withSession(options, 'apply', (session) => applyInventory(session, options));
    });
}
