import type { CommandUnknownOpts } from '@commander-js/extra-typings';
import { Option } from '@commander-js/extra-typings';
import { examples } from './examples.ts';
import {
  concurrencyOption,
  debugOption,
  eventsOption,
  fileOption,
  timeoutOption,
  wholeNumber,
  yesOption,
} from './options.ts';

/** `installer heal`: replaces machines that health checks find unhealthy. */
export function registerHeal(program: CommandUnknownOpts): void {
  program
    .command('heal')
    .summary('replace machines that health checks find unhealthy')
    .description(
      "Replaces machines that the inventory's machineHealthChecks find unhealthy, as far as they allow it: a machine is " +
        'removed, and another one made on a free host, or on its own where that answers. Shows what each check says and ' +
        'the plan, asks, does it; a host that is dead does not hinder it. All else that the inventory wants is left to apply.',
    )
    .addOption(fileOption())
    .addOption(eventsOption())
    .addOption(concurrencyOption())
    .addOption(yesOption())
    .option('--confirm-delete <cluster>', 'the name of the cluster, which a plan that removes machines wants')
    .addOption(debugOption())
    .addOption(timeoutOption())
    .option('--dry-run', 'only show what checks say, and the plan')
    .addOption(watchOption())
    .addOption(intervalOption())
    .addHelpText(
      'after',
      examples([
        ['installer heal -f inventory.yaml', 'shows what checks say and the plan, asks, does it'],
        ['installer heal -f inventory.yaml --dry-run', 'only looks'],
        ['installer heal -f inventory.yaml --watch --yes --confirm-delete b-cluster', 'until Ctrl-C'],
        ['installer heal -f inventory.yaml --yes --confirm-delete b-cluster -o json', 'for scripts'],
      ]),
    )
    .action(async ({ interval, ...options }) => {
      const { withSession } = await import('./with-session.ts');
      const { healCluster } = await import('./heal-cluster.ts');
      const plain = options.watch === true;
      await withSession({ ...options, plain }, 'heal', (session) =>
        healCluster(session, { ...options, seconds: interval }),
      );
    });
}

const watchOption = () => new Option('--watch', 'again and again, until Ctrl-C').conflicts('timeout');

const intervalOption = () =>
  new Option('--interval <seconds>', 'with --watch: look again after so many')
    .argParser(wholeNumber('--interval'))
    .default(60);
