import type { CommandUnknownOpts } from '@commander-js/extra-typings';
import { examples } from './examples.ts';
import { concurrencyOption, debugOption, fileOption, outputOption, timeoutOption } from './options.ts';

/** `installer facts`: what every host of the inventory is and holds; changes nothing. */
export function registerFacts(program: CommandUnknownOpts): void {
  program
    .command('facts')
    .description('show what every host is and holds; changes nothing')
    .addOption(fileOption())
    .addOption(outputOption())
    .addOption(concurrencyOption())
    .addOption(debugOption())
    .addOption(timeoutOption())
    .option('--host <name...>', 'only these hosts')
    .addHelpText(
      'after',
      examples([
        ['installer facts -f inventory.yaml', 'one line a host'],
        ['installer facts -f inventory.yaml --host cp-1 -o yaml', 'everything that is known of one'],
      ]),
    )
    .action(async (options) => {
      const { withSession } = await import('./with-session.ts');
      const { observeHosts } = await import('../observe/observe.ts');
      const { hostsNamed } = await import('./hosts-named.ts');
      const { writeResult } = await import('./write-result.ts');
      const { writeText } = await import('./write-text.ts');
      const { unreachableError } = await import('./unreachable.ts');
      await withSession({ ...options, output: 'text' }, 'facts', async ({ desired, host, timeLimit }) => {
        const hosts = hostsNamed(desired, options.host);
        const observed = await timeLimit.within(() =>
          observeHosts(
            hosts.map(({ name }) => host(name)),
            Date.now,
          ),
        );
        if (options.output === 'text') {
          const { factsToTable } = await import('../observe/facts-summary.ts');
          const { table } = await import('../report/table.ts');
          const rows = factsToTable(observed);
          const headers = Object.keys(rows[0] ?? {});
          const cells = rows.map((row) => Object.values(row).map(String));
          writeText(
            table(
              cells,
              headers.map((header) => header.toUpperCase()),
            ),
          );
        } else {
          await writeResult(options.output, { hosts: observed });
        }
        const error = unreachableError(observed);
        if (error) throw error;
      });
    });
}
