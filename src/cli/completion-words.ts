import type { CommandUnknownOpts } from '@commander-js/extra-typings';

/** What may follow one command on the command line. */
export interface CompletionWords {
  /** The command's words after the program's name: `` for the program itself, `playbooks show`. */
  path: string;
  words: CompletionWord[];
  options: CompletionOption[];
}

export interface CompletionWord {
  word: string;
  description: string;
}

export interface CompletionOption {
  flags: string[];
  description: string;
  /** none: takes no value · words: one of `choices` · files: anything, most often a path. */
  value: 'none' | 'words' | 'files';
  choices: readonly string[];
}

/** Commands, options and choices of a program, read from its own definition: the scripts cannot fall behind. */
export function completionWords(program: CommandUnknownOpts): CompletionWords[] {
  return walk(program, '');
}

function walk(command: CommandUnknownOpts, path: string): CompletionWords[] {
  const help = command.createHelp();
  const subcommands = help.visibleCommands(command);
  const choices = command.registeredArguments.flatMap((argument) => argument.argChoices ?? []);
  const own: CompletionWords = {
    path,
    words: [
      ...subcommands.map((sub) => ({ word: sub.name(), description: firstLine(sub.summary() || sub.description()) })),
      ...choices.map((word) => ({ word, description: '' })),
    ],
    options: help.visibleOptions(command).map((option) => ({
      flags: [option.short, option.long].filter((flag) => flag !== undefined),
      description: firstLine(option.description),
      value: valueKind(option),
      choices: option.argChoices ?? [],
    })),
  };
  const below = subcommands
    .filter((sub) => sub.name() !== 'help')
    .flatMap((sub) => walk(sub, path === '' ? sub.name() : `${path} ${sub.name()}`));
  return [own, ...below];
}

function valueKind(option: { required: boolean; optional: boolean; argChoices?: readonly string[] }) {
  if (!option.required && !option.optional) return 'none';
  return option.argChoices ? 'words' : 'files';
}

function firstLine(text: string): string {
  return text.split('\n')[0] ?? '';
}
