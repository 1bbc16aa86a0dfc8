import { execFileSync } from 'node:child_process';
import { Command, Option } from '@commander-js/extra-typings';
import { describe, expect, it } from 'vitest';
import { completionScript } from '../../../src/cli/completion-script.ts';
import { completionWords } from '../../../src/cli/completion-words.ts';

function program(): Command {
  const top = new Command('installer').option('--debug', "show what a host's saying");
  top
    .command('apply')
    .description('make it so')
    .option('-f, --file <path...>', 'inventory')
    .addOption(new Option('-o, --output <format>', 'form').choices(['text', 'json']));
  const playbooks = top.command('playbooks').description('what is done on a host');
  playbooks.command('show').argument('<name>').option('--raw', 'as it is');
  return top;
}

const words = completionWords(program());

/** What bash offers after this line, the script being sourced by a real bash. */
function bashOffers(line: string): string[] {
  const typed = line.split(' ');
  const script = `${completionScript('bash', 'installer', words)}
COMP_WORDS=(${typed.map((word) => `'${word}'`).join(' ')}); COMP_CWORD=${typed.length - 1}
_installer; printf '%s\\n' "\${COMPREPLY[@]}"`;
  const output = execFileSync('bash', ['--norc', '-c', script], { cwd: '/', encoding: 'utf8' });
  return output.trim().split('\n');
}

describe('completionWords', () => {
  it('reads commands, options and choices from the program', () => {
    expect(words.map(({ path }) => path)).toEqual(['', 'apply', 'playbooks', 'playbooks show']);
    expect(words[1]?.options).toContainEqual({
      flags: ['-o', '--output'],
      description: 'form',
      value: 'words',
      choices: ['text', 'json'],
    });
  });
});

describe('the bash script', () => {
  it.each([
    ['installer ', ['apply', 'playbooks', 'help', '--debug', '-h', '--help']],
    ['installer pl', ['playbooks']],
    ['installer apply --f', ['--file']],
    ['installer apply -o ', ['text', 'json']],
    ['installer apply --output j', ['json']],
    ['installer playbooks ', ['show', 'help', '-h', '--help']],
    ['installer playbooks show --r', ['--raw']],
    ['installer apply -f /et', ['/etc']],
  ])('offers after %j', (line, expected) => {
    expect(bashOffers(line).sort()).toEqual([...expected].sort());
  });
});

describe('the other scripts', () => {
  it('zsh: describes words and options, quotes included', () => {
    const script = completionScript('zsh', 'installer', words);
    expect(script).toContain("'apply:make it so'");
    expect(script).toContain("'--debug:show what a host'\\''s saying'");
    expect(script).toContain('compdef _installer installer');
  });

  it('fish: one line for each word, under its command', () => {
    const lines = completionScript('fish', 'installer', words).split('\n');
    expect(lines).toContain("complete -c installer -n '__fish_use_subcommand' -f -a 'apply' -d 'make it so'");
    expect(lines).toContain(
      "complete -c installer -n '__fish_seen_subcommand_from playbooks; and __fish_seen_subcommand_from show' -l raw -d 'as it is'",
    );
    expect(lines.join('\n')).toContain("-s o -l output -x -a 'text json'");
  });
});
