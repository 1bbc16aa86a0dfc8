import type { CommandUnknownOpts } from '@commander-js/extra-typings';
import { examples } from './examples.ts';
import { concurrencyOption, debugOption, fileOption, graphOption, outputOption, timeoutOption } from './options.ts';

/** `installer plan`: what apply would do, and why; changes nothing. */
export function registerPlan(program: CommandUnknownOpts): void {
  program
    .command('plan')
    .description('show what apply would do and why; changes nothing')
    .addOption(fileOption())
    .addOption(outputOption())
    .addOption(concurrencyOption())
    .addOption(debugOption())
    .addOption(timeoutOption())
    .option('--out <file>', 'also write the plan to this file, for apply')
    .addOption(graphOption())
    .option('--detailed-exitcode', 'exit with 2 when there is something to do')
    .option('--diff', 'show what would change inside files')
    .addHelpText(
      'after',
      examples([
        ['installer plan -f inventory.yaml --diff', 'with the changes inside files'],
        ['installer plan -f inventory.yaml --detailed-exitcode', '0: nothing to do, 2: something to do'],
        ['installer plan -f inventory.yaml --out plan.json', 'then, exactly this: installer apply plan.json'],
        ['installer plan -f inventory.yaml --graph svg > plan.svg', 'as a picture'],
        ['installer plan -f inventory.yaml -o json', 'for scripts (schemas/plan.schema.json)'],
      ]),
    )
    .action(async (options) => {
      const { withSession } = await import('./with-session.ts');
      const { planInventory } = await import('./plan-inventory.ts');
      await withSession({ ...options, output: 'text' }, 'plan', (session) => planInventory(session, options));
    });
}
