import type { CommandUnknownOpts } from '@commander-js/extra-typings';
import { concurrencyOption, debugOption, fileOption } from './options.ts';

/** `installer exec`: one command on many hosts, with the inventory's connections. */
export function registerExec(program: CommandUnknownOpts): void {
  program
    .command('exec')
    .description('run a command on hosts: installer exec -f inventory.yaml --role worker -- uptime')
    .argument('<command...>', 'the command and its arguments, after --')
    .addOption(fileOption())
    .addOption(concurrencyOption())
    .addOption(debugOption())
    .option('--host <name...>', 'only these hosts')
    .option('--role <role>', 'only hosts of this role')
    .option('--no-root', 'run it as the login user, without sudo')
    .action(async (words, options) => {
      const { withSession } = await import('./with-session.ts');
      const { execOnHosts } = await import('./exec-on-hosts.ts');
      await withSession(options, 'exec', (session) => execOnHosts(session, words, options));
    });
}
