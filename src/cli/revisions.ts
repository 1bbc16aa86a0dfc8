import { type CommandUnknownOpts, Option } from '@commander-js/extra-typings';
import { examples } from './examples.ts';
import { concurrencyOption, debugOption, eachFileOption, outputOption, timeoutOption, wholeNumber } from './options.ts';

/** `installer revisions`: what owners want and wanted of their machines; changes nothing. */
export function registerRevisions(program: CommandUnknownOpts): void {
  program
    .command('revisions')
    .description('show earlier versions and specifications, and what to write to go back; changes nothing')
    .argument('[owner]', 'only of it: control-plane, or a group of workers')
    .addOption(eachFileOption())
    .addOption(
      new Option('--revision <n>', 'print the piece of inventory that goes back to it').argParser(
        wholeNumber('--revision'),
      ),
    )
    .addOption(outputOption())
    .addOption(concurrencyOption())
    .addOption(debugOption())
    .addOption(timeoutOption())
    .addHelpText(
      'after',
      examples([
        ['installer revisions -f inventory.yaml', 'of the control plane and of all workers'],
        ['installer revisions -f inventory.yaml workers --revision 2', 'put this into the inventory, then apply'],
        ['installer revisions -f inventory.yaml -o json', 'for scripts'],
      ]),
    )
    .action(async (owner, options) => {
      const { withSession } = await import('./with-session.ts');
      const { showRevisions } = await import('./show-revisions.ts');
      await withSession({ ...options, output: 'text' }, 'revisions', (session) =>
        showRevisions(session, { ...options, owner }),
      );
    });
}
