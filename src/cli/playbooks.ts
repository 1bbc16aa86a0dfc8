import type { CommandUnknownOpts } from '@commander-js/extra-typings';
import { EXIT_CODES } from '../errors.ts';
import { countOf } from '../model/count-of.ts';
import { outputOption } from './options.ts';

/** `installer playbooks`: what is done on one host, to be read, checked and made one's own. */
export function registerPlaybooks(program: CommandUnknownOpts): void {
  const playbooks = program.command('playbooks').description('list, show, check and copy what is done on each host');

  playbooks
    .command('list')
    .description('the built-in playbooks, in the order they run')
    .addOption(outputOption())
    .action(async ({ output }) => {
      const { playbookTable, playbookSummaries } = await import('./playbook-summaries.ts');
      const summaries = await playbookSummaries();
      if (output === 'text') process.stdout.write(playbookTable(summaries));
      else await (await import('./write-result.ts')).writeResult(output, summaries);
    });

  playbooks
    .command('show')
    .description('print a built-in playbook')
    .argument('<name>', 'its name, or the start of it')
    .addOption(outputOption())
    .action(async (name, { output }) => {
      const { readFile } = await import('node:fs/promises');
      const { builtinPlaybook } = await import('./builtin-playbook.ts');
      const text = await readFile((await builtinPlaybook(name)).path, 'utf8');
      if (output !== 'json') process.stdout.write(text);
      else await (await import('./write-result.ts')).writeResult('json', (await import('yaml')).parse(text));
    });

  playbooks
    .command('lint')
    .description('find mistakes in playbooks; contacts no host')
    .argument('[path...]', 'files or folders; without any, the built-in playbooks')
    .addOption(outputOption())
    .action(async (paths, { output }) => {
      const { lintPaths } = await import('./lint-playbooks.ts');
      const { describeProblem } = await import('../playbook/problem.ts');
      const { count, problems } = await lintPaths(paths);
      const errors = problems.filter(({ severity }) => severity === 'error').length;
      if (output === 'text') {
        for (const problem of problems) process.stdout.write(`${describeProblem(problem)}\n`);
        process.stdout.write(
          `${countOf(count, 'playbook')}: ${countOf(errors, 'error')}, ${countOf(problems.length - errors, 'warning')}\n`,
        );
      } else {
        await (await import('./write-result.ts')).writeResult(output, { ok: errors === 0, problems });
      }
      if (errors > 0) process.exitCode = EXIT_CODES['inventory-invalid'];
    });

  playbooks
    .command('eject')
    .description('copy a built-in playbook and its files, to change them')
    .argument('<name>', 'its name, or the start of it')
    .option('--to <folder>', 'where to', 'playbooks')
    .option('--force', 'write over files that are there')
    .addOption(outputOption())
    .action(async (name, { to, force, output }) => {
      const { ejectPlaybook } = await import('./eject-playbook.ts');
      const written = await ejectPlaybook(name, to, force ?? false);
      if (output !== 'text') return (await import('./write-result.ts')).writeResult(output, { files: written });
      for (const file of written) process.stdout.write(`${file}\n`);
      process.stdout.write(`\nUse it from the inventory:\n  spec:\n    playbooks: [./${written[0]}]\n`);
    });
}
