import { Argument, type CommandUnknownOpts } from '@commander-js/extra-typings';
import { examples } from './examples.ts';

/** `installer completion bash|zsh|fish`: prints a script made from the program's own definition. */
export function registerCompletion(program: CommandUnknownOpts): void {
  program
    .command('completion')
    .description('print a completion script for a shell')
    .addArgument(new Argument('<shell>', 'the shell it is for').choices(['bash', 'zsh', 'fish'] as const))
    .addHelpText(
      'after',
      examples([
        ['source <(installer completion bash)', 'in ~/.bashrc'],
        ['source <(installer completion zsh)', 'in ~/.zshrc, after compinit'],
        ['installer completion fish > ~/.config/fish/completions/installer.fish', 'once'],
      ]),
    )
    .action(async (shell) => {
      const [{ completionScript }, { completionWords }] = await Promise.all([
        import('./completion-script.ts'),
        import('./completion-words.ts'),
      ]);
      process.stdout.write(completionScript(shell, program.name(), completionWords(program)));
    });
}
