import type { CommandUnknownOpts } from '@commander-js/extra-typings';
import { examples } from './examples.ts';
import { concurrencyOption, debugOption, eventsOption, fileOption, timeoutOption, yesOption } from './options.ts';

/** `installer apply`: makes the cluster what the inventory says. */
export function registerApply(program: CommandUnknownOpts): void {
  program
    .command('apply')
    .summary('make the cluster what the inventory says')
    .description(
      'Makes the cluster what the inventory says: shows the plan, asks, does it. After an interruption or a failure the ' +
        'same command continues; with nothing to do it changes nothing. Ctrl-C once lets what runs end and starts ' +
        'nothing new, twice cuts.',
    )
    .addOption(fileOption())
    .addOption(eventsOption())
    .addOption(concurrencyOption())
    .addOption(yesOption())
    .addOption(debugOption())
    .addOption(timeoutOption())
    .option('--dry-run', 'only show the plan')
    .option('--diff', 'show what would change inside files')
    .addHelpText(
      'after',
      examples([
        ['installer apply -f inventory.yaml', 'shows the plan, asks, does it'],
        ['installer apply -f inventory.yaml --yes -o json', 'for scripts (schemas/event.schema.json)'],
        ['installer apply -f inventory.yaml --dry-run --diff', 'only looks'],
      ]),
    )
    .action(async (options) => {
      const { withSession } = await import('./with-session.ts');
      const { applyInventory } = await import('./apply-inventory.ts');
      await withSession(options, 'apply', (session) => applyInventory(session, options));
    });
}
