import type { CommandUnknownOpts } from '@commander-js/extra-typings';
import { EXIT_CODES } from '../errors.ts';
import { examples } from './examples.ts';
import { concurrencyOption, debugOption, fileOption, outputOption } from './options.ts';

/** `installer plan`: what apply would do, and why; changes nothing. */
export function registerPlan(program: CommandUnknownOpts): void {
  program
    .command('plan')
    .description('show what apply would do and why; changes nothing')
    .addOption(fileOption())
    .addOption(outputOption())
    .addOption(concurrencyOption())
    .addOption(debugOption())
    .option('--out <file>', 'also write the plan to this file, as JSON')
    .option('--detailed-exitcode', 'exit with 2 when there is something to do')
    .option('--diff', 'show what would change inside files')
    .addHelpText(
      'after',
      examples([
        ['installer plan -f inventory.yaml --diff', 'with the changes inside files'],
        ['installer plan -f inventory.yaml --detailed-exitcode', '0: nothing to do, 2: something to do'],
        ['installer plan -f inventory.yaml -o json', 'for scripts (schemas/plan.schema.json)'],
      ]),
    )
    .action(async (options) => {
      const { withSession } = await import('./with-session.ts');
      const { forecast } = await import('./forecast.ts');
      const { showPlan } = await import('./show-plan.ts');
      await withSession({ ...options, output: 'text' }, 'plan', async (session) => {
        const { plan } = await forecast(session);
        session.emit({ type: 'plan', plan });
        await showPlan(plan, session.secrets, options);
        if (options.out) {
          const { writeFile } = await import('node:fs/promises');
          await writeFile(options.out, `${session.secrets.mask(JSON.stringify(plan, null, 2))}\n`);
        }
        if (options.detailedExitcode && plan.operations.length > 0) process.exitCode = EXIT_CODES['changes-pending'];
      });
    });
}
