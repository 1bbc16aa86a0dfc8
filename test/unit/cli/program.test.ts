import type { CommandUnknownOpts } from '@commander-js/extra-typings';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { parse } from 'yaml';
import { buildProgram } from '../../../src/cli/program.ts';
import { run } from '../../../src/cli/run.ts';

let stdout = '';
let stderr = '';

beforeEach(() => {
  stdout = '';
  stderr = '';
  vi.spyOn(process.stdout, 'write').mockImplementation((text) => {
    stdout += text;
    return true;
  });
  vi.spyOn(process.stderr, 'write').mockImplementation((text) => {
    stderr += text;
    return true;
  });
});

afterEach(() => {
  vi.restoreAllMocks();
  vi.unstubAllEnvs();
  process.exitCode = undefined;
});

/** Runs `installer` with these words; resolves to the exit code. */
const installer = (...words: string[]) => run(['node', 'installer', ...words]);

function leaves(command: CommandUnknownOpts, path: string[] = []): [string, CommandUnknownOpts][] {
  if (command.commands.length === 0) return [[path.join(' '), command]];
  return command.commands.flatMap((sub) => leaves(sub, [...path, sub.name()]));
}

describe('what is mistyped', () => {
  it.each([
    ['aply', "unknown command 'aply'", 'Did you mean apply?', 'installer --help'],
    ['apply -f x --dryrun', "unknown option '--dryrun'", 'Did you mean --dry-run?', 'installer apply --help'],
    ['plan', "'-f, --file <path...>' not specified", 'installer plan --help'],
    ['apply', 'neither an inventory nor a plan is named', 'installer apply --help'],
    ['apply -f package.json no-such-plan', 'no-such-plan', 'installer plan -f inventory.yaml --out'],
    [
      'apply -f package.json inventory.example.yaml',
      'inventory.example.yaml stands where a plan belongs',
      'installer apply -f package.json -f inventory.example.yaml',
    ],
    ['apply -f a.yaml b.yaml c.yaml', 'apply takes one plan, not 2: b.yaml c.yaml', '-f a.yaml -f b.yaml -f c.yaml'],
    ['apply a b', 'apply takes one plan, not 2: a b', 'installer apply --help'],
    ['plan -f x --graph svg -o json', "'--graph <form>' cannot be used with option '-o, --output <format>'"],
    ['plan -f x --graph png', 'Allowed choices are dot, svg', 'installer plan --help'],
    ['apply -f x -o yaml', 'Allowed choices are text, json', 'installer apply --help'],
    ['plan -f x -o jsn', 'Allowed choices are text, json, yaml', 'installer plan --help'],
    ['plan -f x --concurrency 0', '--concurrency takes a whole number of at least 1, not "0"'],
    ['apply -f x --timeout soon', '--timeout takes a whole number of at least 1, not "soon"'],
    ['status -f x --watch --timeout 9', "'--watch [seconds]' cannot be used with option '--timeout <seconds>'"],
    ['status -f x --host', "unknown option '--host'", 'installer status --help'],
    ['exec -f x', "missing required argument 'command'", 'installer exec --help'],
    ['playbooks lst', "unknown command 'lst'", 'Did you mean list?', 'installer playbooks --help'],
    ['playbooks show 40-kubevip', 'no built-in playbook named 40-kubevip', 'did you mean "40-kube-vip"'],
    ['completion zhs', 'Allowed choices are bash, zsh, fish', 'installer completion --help'],
  ])('%s: exit code 64, and a hint', async (line, ...says) => {
    expect(await installer(...line.split(' '))).toBe(64);
    for (const part of says) expect(stderr).toContain(part);
    expect(stdout).toBe('');
  });

  it('no command at all: exit code 64, and what there is', async () => {
    expect(await installer()).toBe(64);
    expect(stderr).toContain('Start with:');
  });
});

describe('help', () => {
  it('is a result: standard output, exit code 0, with the exit codes', async () => {
    expect(await installer('--help')).toBe(0);
    for (const code of [0, 1, 2, 10, 11, 12, 13, 14, 15, 64, 130]) expect(stdout).toMatch(new RegExp(`\\b${code} `));
    expect(stderr).toBe('');
  });

  it('tells the version', async () => {
    expect(await installer('--version')).toBe(0);
    expect(stdout).toMatch(/^\d+\.\d+\.\d+\n$/);
  });

  it.each(leaves(buildProgram()))('%s describes itself and all its words', async (path, command) => {
    expect(await installer(...path.split(' '), '--help')).toBe(0);
    expect(stdout).toContain(`installer ${path} `);
    expect(stdout).toContain('--no-color');
    expect(command.description()).not.toBe('');
    for (const { description, flags } of command.options) expect([flags, description]).not.toContain('');
    for (const argument of command.registeredArguments) expect(argument.description).not.toBe('');
  });

  it.each([
    'validate',
    'render',
    'plan',
    'apply',
    'status',
    'heal',
    'kubeconfig',
    'reset',
    'facts',
    'exec',
    'completion',
  ])('%s has examples', async (name) => {
    await installer(name, '--help');
    expect(stdout).toMatch(new RegExp(`Examples:\\n.*installer ${name} `));
  });

  it('shows examples that the program itself accepts', async () => {
    const lines: string[] = [];
    for (const [path] of leaves(buildProgram())) {
      stdout = '';
      await installer(...path.split(' '), '--help');
      lines.push(...[...stdout.matchAll(/^ {2}(installer .*?)(?: {2}|$| [<>|])/gm)].map(([, line = '']) => line));
    }
    expect(lines.length).toBeGreaterThan(15);
    for (const line of lines) {
      const program = buildProgram();
      for (const [, command] of leaves(program)) command.action(() => {});
      const words = line.replace(/'[^']*'/g, 'quoted').split(/ +/);
      await expect(program.parseAsync(['node', ...words])).resolves.toBeDefined();
    }
  });
});

describe('flags that all commands have', () => {
  const flags = (command: CommandUnknownOpts) => command.options.map(({ long }) => long);
  const all = leaves(buildProgram());

  it.each(all.filter(([path]) => path !== 'completion'))('%s takes --output', (_path, command) => {
    expect(flags(command)).toContain('--output');
  });

  const contactsNoHost = /^(completion|validate|render|runs|playbooks)/;
  it.each(all.filter(([path]) => !contactsNoHost.test(path)))('%s contacts hosts as it is told', (_path, command) => {
    expect(flags(command)).toEqual(expect.arrayContaining(['--file', '--concurrency', '--debug', '--timeout']));
  });

  it('the form is that of the result', async () => {
    expect(await installer('playbooks', 'show', '40', '-o', 'json')).toBe(0);
    expect(JSON.parse(stdout)).toMatchObject({ name: '40-kube-vip' });
    stdout = '';
    expect(await installer('playbooks', 'show', '40', '-o', 'yaml')).toBe(0);
    expect(parse(stdout)).toMatchObject({ name: '40-kube-vip' });
  });
});

describe('--no-color', () => {
  it.each([
    [['--no-color', 'playbooks', 'list'], '1'],
    [['playbooks', 'list', '--no-color'], '1'],
    [['playbooks', 'list'], ''],
  ])('%j', async (words, expected) => {
    vi.stubEnv('NO_COLOR', '');
    expect(await installer(...words)).toBe(0);
    expect(process.env.NO_COLOR).toBe(expected);
  });
});
