import type { CompletionOption, CompletionWords } from './completion-words.ts';

export const SHELLS = ['bash', 'zsh', 'fish'] as const;
export type Shell = (typeof SHELLS)[number];

/** The completion script of a shell, to be sourced or put where the shell looks for such scripts. */
export function completionScript(shell: Shell, name: string, commands: readonly CompletionWords[]): string {
  return { bash, zsh, fish }[shell](name, commands);
}

/** bash: finds the deepest command on the line, then offers its words, its options or the values of an option. */
function bash(name: string, commands: readonly CompletionWords[]): string {
  const paths = commands.filter(({ path }) => path !== '').map(({ path }) => `'${path}'`);
  const offers = commands.map(({ path, words, options }) => {
    const flags = options.flatMap((option) => option.flags);
    return `    '${path}') words='${[...words.map(({ word }) => word), ...flags].join(' ')}' ;;`;
  });
  const values = valuesByFlag(commands).map(([flag, option]) => {
    const generate = option.value === 'words' ? `-W '${option.choices.join(' ')}'` : '-f';
    return `    ${flag}) COMPREPLY=($(compgen ${generate} -- "$cur")); return ;;`;
  });
  return `# ${name} completion for bash: source <(${name} completion bash)
_${name}() {
  local cur="\${COMP_WORDS[COMP_CWORD]}" prev="\${COMP_WORDS[COMP_CWORD-1]}" path='' words='' i try known
  for ((i = 1; i < COMP_CWORD; i++)); do
    try="\${path:+$path }\${COMP_WORDS[i]}"
    for known in ${paths.join(' ')}; do
      if [ "$try" = "$known" ]; then path="$try"; fi
    done
  done
  case "$prev" in
${values.join('\n')}
  esac
  case "$path" in
${offers.join('\n')}
  esac
  COMPREPLY=($(compgen -W "$words" -- "$cur"))
  if [ \${#COMPREPLY[@]} -eq 0 ]; then COMPREPLY=($(compgen -f -- "$cur")); fi
}
complete -o filenames -F _${name} ${name}
`;
}

/** zsh: the same walk, with descriptions. */
function zsh(name: string, commands: readonly CompletionWords[]): string {
  const paths = commands.filter(({ path }) => path !== '').map(({ path }) => `'${path}'`);
  const describe = (word: string, description: string) =>
    `'${quoted(word.replaceAll(':', '\\:'))}:${quoted(description)}'`;
  const offers = commands.map(({ path, words, options }) => {
    const offered = [
      ...words.map(({ word, description }) => describe(word, description)),
      ...options.flatMap(({ flags, description }) => flags.map((flag) => describe(flag, description))),
    ];
    return `    '${path}') offers=(${offered.join(' ')}) ;;`;
  });
  const values = valuesByFlag(commands).map(([flag, option]) => {
    const generate = option.value === 'words' ? `compadd -- ${option.choices.join(' ')}` : '_files';
    return `    ${flag}) ${generate}; return ;;`;
  });
  return `#compdef ${name}
# ${name} completion for zsh: source <(${name} completion zsh)
_${name}() {
  local line='' try known i
  local -a offers
  for ((i = 2; i < CURRENT; i++)); do
    try="\${line:+$line }\${words[i]}"
    for known in ${paths.join(' ')}; do
      if [[ "$try" == "$known" ]]; then line="$try"; fi
    done
  done
  case "\${words[CURRENT-1]}" in
${values.join('\n')}
  esac
  case "$line" in
${offers.join('\n')}
  esac
  _describe '${name}' offers || _files
}
compdef _${name} ${name}
`;
}

/** fish: one line per word, each with the condition under which it is offered. */
function fish(name: string, commands: readonly CompletionWords[]): string {
  const lines = commands.flatMap(({ path, words, options }) => {
    const condition = fishCondition(
      path,
      words.map(({ word }) => word),
    );
    return [
      ...words.map(
        ({ word, description }) =>
          `complete -c ${name} -n '${condition}' -f -a '${word}' -d '${fishQuoted(description)}'`,
      ),
      ...options.map(
        (option) => `complete -c ${name} -n '${condition}'${fishOption(option)} -d '${fishQuoted(option.description)}'`,
      ),
    ];
  });
  return `# ${name} completion for fish: ${name} completion fish | source\n${lines.join('\n')}\n`;
}

function fishCondition(path: string, words: readonly string[]): string {
  if (path === '') return '__fish_use_subcommand';
  const seen = path.split(' ').map((word) => `__fish_seen_subcommand_from ${word}`);
  const notYet = words.length === 0 ? [] : [`not __fish_seen_subcommand_from ${words.join(' ')}`];
  return [...seen, ...notYet].join('; and ');
}

function fishOption({ flags, value, choices }: CompletionOption): string {
  const names = flags.map((flag) => (flag.startsWith('--') ? ` -l ${flag.slice(2)}` : ` -s ${flag.slice(1)}`)).join('');
  if (value === 'none') return names;
  return value === 'words' ? `${names} -x -a '${choices.join(' ')}'` : `${names} -r`;
}

function valuesByFlag(commands: readonly CompletionWords[]): [string, CompletionOption][] {
  const byFlag = new Map<string, CompletionOption>();
  for (const option of commands.flatMap(({ options }) => options)) {
    if (option.value === 'none') continue;
    for (const flag of option.flags) byFlag.set(flag, option);
  }
  return [...byFlag];
}

/** For a single-quoted string of bash or zsh. */
function quoted(text: string): string {
  return text.replaceAll("'", "'\\''");
}

function fishQuoted(text: string): string {
  return text.replaceAll('\\', '\\\\').replaceAll("'", "\\'");
}
