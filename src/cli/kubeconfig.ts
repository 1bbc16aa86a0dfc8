import type { CommandUnknownOpts } from '@commander-js/extra-typings';
import { examples } from './examples.ts';
import { debugOption, fileOption } from './options.ts';

/** `installer kubeconfig`: an admin kubeconfig for the cluster's endpoint. */
export function registerKubeconfig(program: CommandUnknownOpts): void {
  program
    .command('kubeconfig')
    .description('print an admin kubeconfig for the endpoint')
    .addOption(fileOption())
    .addOption(debugOption())
    .addHelpText(
      'after',
      examples([
        ['(umask 077; installer kubeconfig -f inventory.yaml > admin.conf)', 'it is a secret'],
        ['kubectl --kubeconfig admin.conf get nodes', 'use it'],
      ]),
    )
    .action(async (options) => {
      const { withSession } = await import('./with-session.ts');
      const { readKubeconfig } = await import('../operations/read-kubeconfig.ts');
      await withSession(options, 'kubeconfig', async (session) => {
        const { desired, secrets, host } = session;
        process.stdout.write(await readKubeconfig(desired, host, secrets));
      });
    });
}
