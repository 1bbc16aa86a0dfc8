import type { CommandUnknownOpts } from '@commander-js/extra-typings';
import { examples } from './examples.ts';
import { concurrencyOption, debugOption, fileOption, outputOption, timeoutOption } from './options.ts';

/** `installer kubeconfig`: an admin kubeconfig for the cluster's endpoint. */
export function registerKubeconfig(program: CommandUnknownOpts): void {
  program
    .command('kubeconfig')
    .description('print an admin kubeconfig for the endpoint')
    .addOption(fileOption())
    .addOption(outputOption())
    .addOption(concurrencyOption())
    .addOption(debugOption())
    .addOption(timeoutOption())
    .addHelpText(
      'after',
      examples([
        ['(umask 077; installer kubeconfig -f inventory.yaml > admin.conf)', 'it is a secret'],
        ['kubectl --kubeconfig admin.conf get nodes', 'use it'],
      ]),
    )
    .action(async (options) => {
      const { withSession } = await import('./with-session.ts');
      const { printKubeconfig } = await import('./print-kubeconfig.ts');
      await withSession({ ...options, output: 'text' }, 'kubeconfig', (session) =>
        printKubeconfig(session, options.output),
      );
    });
}
