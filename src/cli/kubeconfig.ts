import type { CommandUnknownOpts } from '@commander-js/extra-typings';
import { debugOption, fileOption } from './options.ts';

/** `installer kubeconfig`: an admin kubeconfig for the cluster's endpoint. */
export function registerKubeconfig(program: CommandUnknownOpts): void {
  program
    .command('kubeconfig')
    .description('print an admin kubeconfig for the endpoint')
    .addOption(fileOption())
    .addOption(debugOption())
    .action(async (options) => {
      const { withSession } = await import('./with-session.ts');
      const { readKubeconfig } = await import('../operations/read-kubeconfig.ts');
      await withSession(options, 'kubeconfig', async (session) => {
        const { desired, secrets, host } = session;
        process.stdout.write(await readKubeconfig(desired, host, secrets));
      });
    });
}
