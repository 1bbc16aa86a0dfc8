import type { CommandUnknownOpts } from '@commander-js/extra-typings';
import { examples } from './examples.ts';
import {
  concurrencyOption,
  debugOption,
  eventsOption,
  filesOrPlanOption,
  timeoutOption,
  yesOption,
} from './options.ts';

/** `installer apply`: makes the cluster what the inventory says. */
export function registerApply(program: CommandUnknownOpts): void {
  program
    .command('apply')
    .summary('make the cluster what the inventory says')
    .description(
      'Makes the cluster what the inventory says: shows the plan, asks, does it. Machines are added, removed and replaced ' +
        'by editing the inventory. After an interruption or a failure the same command continues; with nothing to do it ' +
        'changes nothing. Ctrl-C once lets what runs end and starts nothing new, twice cuts.',
    )
    .argument('[plan]', 'run exactly this plan, written by plan --out; refused when it no longer holds')
    // More than one is told in our own words.
    .allowExcessArguments()
    .addOption(filesOrPlanOption())
    .addOption(eventsOption())
    .addOption(concurrencyOption())
    .addOption(yesOption())
    .option('--confirm-delete <cluster>', 'the name of the cluster, which a plan that removes machines wants')
    .addOption(debugOption())
    .addOption(timeoutOption())
    .option('--dry-run', 'only show the plan')
    .option('--diff', 'show what would change inside files')
    .addHelpText(
      'after',
      examples([
        ['installer apply -f inventory.yaml', 'shows the plan, asks, does it'],
        ['installer apply -f inventory.yaml --dry-run --diff', 'only looks'],
        ['installer apply -f inventory.yaml --yes -o json', 'for scripts (schemas/event.schema.json)'],
        ['installer apply -f inventory.yaml --yes --confirm-delete b-cluster', 'the same, where machines are removed'],
        ['installer apply plan.json', 'exactly the plan that plan --out wrote'],
      ]),
    )
    .action(async (_plan, { file, ...options }, { args }) => {
      const { withSession } = await import('./with-session.ts');
      const { applyInventory } = await import('./apply-inventory.ts');
      const { filesOfApply } = await import('./files-of-apply.ts');
      const { files, saved } = await filesOfApply(file, args);
      await withSession({ ...options, file: files }, 'apply', (session) =>
        applyInventory(session, { ...options, saved }),
      );
    });
}
