import { type CommandUnknownOpts, Option } from '@commander-js/extra-typings';
import { examples } from './examples.ts';
import { concurrencyOption, debugOption, fileOption, outputOption, wholeNumber } from './options.ts';

/** `installer exec`: one command on many hosts, with the inventory's connections. */
export function registerExec(program: CommandUnknownOpts): void {
  program
    .command('exec')
    .description('run a command on hosts, side by side')
    .usage('[options] -- <command...>')
    .argument('<command...>', 'the command and its arguments, after --')
    .addOption(fileOption())
    .addOption(outputOption())
    .addOption(concurrencyOption())
    .addOption(debugOption())
    .addOption(limitOption())
    .option('--host <name...>', 'only these hosts')
    .option('--role <role>', 'only hosts of this role')
    .option('--no-root', 'run it as the login user, without sudo')
    .addHelpText(
      'after',
      examples([
        ['installer exec -f inventory.yaml -- uptime', 'on every host, as root'],
        ["installer exec -f inventory.yaml --host w-1 -- 'df -h | tail -3'", 'one word is a shell command line'],
        ['installer exec -f inventory.yaml --role worker --no-root -- id', 'as the login user'],
        ['installer exec -f inventory.yaml -o json -- cat /etc/os-release', 'for scripts: one document, by host'],
      ]),
    )
    .action(async (words, options) => {
      const { withSession } = await import('./with-session.ts');
      const { execOnHosts } = await import('./exec-on-hosts.ts');
      await withSession({ ...options, output: 'text', plain: true }, 'exec', (session) =>
        execOnHosts(session, words, options),
      );
    });
}

const limitOption = () =>
  new Option('--timeout <seconds>', 'what the command may take on each host, 3600 where nothing is said').argParser(
    wholeNumber('--timeout'),
  );
