import { execFileSync, spawn, spawnSync } from 'node:child_process';
import { chmodSync, mkdirSync, rmSync, statSync, symlinkSync, utimesSync } from 'node:fs';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { compileApply } from '../../../src/playbook/compile.ts';
import { SAMPLE_CONTEXT } from '../../../src/playbook/sample-context.ts';
import type { Step } from '../../../src/playbook/step.ts';
import { undoOf } from '../../../src/playbook/undo.ts';
import { Sandbox, SHELLS, statuses, stepsOf } from './sandbox.ts';

const mode = (file: string): string => (statSync(file).mode & 0o7777).toString(8);

describe.each(SHELLS)('scripts under %s', (_name, shell) => {
  let host: Sandbox;

  beforeEach(() => {
    host = new Sandbox(shell);
  });
  afterEach(() => host.remove());

  const everyKind = (): Step[] =>
    stepsOf(`
- name: files
  files:
    - { path: ${host.at('etc/new')}, content: "it's \\"new\\" \\\\n $HOME \`x\`\\n", permissions: "0640" }
    - { path: ${host.at('foreign')}, content: "one\\nthree\\n", permissions: "0755" }
    - { path: ${host.at('bytes')}, encoding: base64, content: AAEC/w== }
    - { path: ${host.at('folder')}, directory: true, permissions: "0700" }
    - { path: ${host.at('unwanted')}, absent: true }
  onChange: ["echo followed >>${host.at('log')}"]
- name: lines
  files:
    - { path: ${host.at('lines')}, append: true, content: "a line\\nanother" }
- name: block
  files:
    - { path: ${host.at('lines')}, block: true, content: "10.0.0.1 cp-1\\n10.0.0.2 cp-2\\n" }
- name: guarded
  check: "[ -e ${host.at('guard')} ]"
  commands: ["note half way", "echo said; : >${host.at('guard')}"]
  undo: ["rm ${host.at('guard')}"]
`);

  const foreignState = (): void => {
    host.write('foreign', 'one\ntwo\n');
    chmodSync(host.at('foreign'), 0o600);
    host.write('unwanted', 'somebody wants it\n');
    host.write('lines', 'first, without an end');
  };

  test('check, apply, check, apply, undo', () => {
    foreignState();
    const steps = everyKind();

    const before = host.check(steps);
    expect(statuses(before)).toEqual(['change', 'change', 'change', 'change']);
    expect(before.states[0]?.diffs?.map(({ path, note }) => [path.replace(`${host.root}/`, ''), note])).toEqual([
      ['etc/new', 'missing (not shown)'],
      ['foreign', 'content differs'],
      ['bytes', 'missing (binary)'],
      ['folder', 'missing'],
      ['unwanted', 'still there'],
    ]);
    expect(before.states[0]?.diffs?.[1]?.unified).toContain('@@ -1,2 +1,2 @@\n one\n-two\n+three\n');
    expect(host.has('state')).toBe(false);

    const first = host.apply(steps);
    expect(first.stderr).toBe('');
    expect(statuses(first)).toEqual(['changed', 'changed', 'changed', 'changed']);
    expect(first.said).toEqual(['said']);
    expect(first.notes).toEqual(['half way']);
    expect(host.read('etc/new')).toBe('it\'s "new" \\n $HOME `x`\n');
    expect(mode(host.at('etc/new'))).toBe('640');
    expect(host.read('foreign')).toBe('one\nthree\n');
    expect(mode(host.at('foreign'))).toBe('755');
    expect(execFileSync('od', ['-An', '-tx1', host.at('bytes')], { encoding: 'utf8' }).trim()).toBe('00 01 02 ff');
    expect(mode(host.at('folder'))).toBe('700');
    expect(host.has('unwanted')).toBe(false);
    expect(host.read('lines').replace(/[0-9a-f]{12}/, 'DIGEST')).toBe(
      'first, without an end\na line\nanother\n# BEGIN installer 10-test/block DIGEST\n10.0.0.1 cp-1\n10.0.0.2 cp-2\n# END installer 10-test/block\n',
    );
    expect(host.read('log')).toBe('followed\n');

    expect(statuses(host.check(steps))).toEqual(['ok', 'ok', 'ok', 'ok']);
    const second = host.apply(steps);
    expect(statuses(second)).toEqual(['ok', 'ok', 'ok', 'ok']);
    expect(second.said).toEqual([]);
    expect(host.read('log')).toBe('followed\n');

    const undone = host.apply(undoOf(steps));
    expect(undone.code).toBe(0);
    expect(host.read('foreign')).toBe('one\ntwo\n');
    expect(mode(host.at('foreign'))).toBe('600');
    expect(host.read('unwanted')).toBe('somebody wants it\n');
    expect(host.read('lines')).toBe('first, without an end\n');
    expect(['etc', 'bytes', 'folder', 'guard'].filter((name) => host.has(name))).toEqual([]);
  });

  test('what we made ourselves is no original: undo removes it, whichever version it is', () => {
    const version = (text: string): Step[] =>
      stepsOf(`- { name: own, files: [{ path: ${host.at('own')}, content: ${text} }] }`);
    host.apply(version('one'));
    expect(statuses(host.apply(version('two')))).toEqual(['changed']);
    host.apply(undoOf(version('two')));
    expect(host.has('own')).toBe(false);
  });

  test('a block is replaced, not repeated, when its lines change', () => {
    const block = (lines: string): Step[] =>
      stepsOf(
        `- name: hosts\n  files: [{ path: ${host.at('hosts')}, block: true, content: ${JSON.stringify(lines)} }]`,
      );
    host.write('hosts', '127.0.0.1 localhost\n');
    host.apply(block('10.0.0.1 a\n10.0.0.2 b\n'));
    host.write('hosts', `${host.read('hosts')}10.9.9.9 mine\n`);
    const again = host.apply(block('10.0.0.3 c\n'));
    expect(statuses(again)).toEqual(['changed']);
    expect(
      host
        .read('hosts')
        .split('\n')
        .filter((line) => !line.startsWith('#')),
    ).toEqual(['127.0.0.1 localhost', '10.9.9.9 mine', '10.0.0.3 c', '']);
    expect(host.read('hosts').match(/BEGIN/g)).toHaveLength(1);
  });

  test('stops at the first failure and says which command, its status and its last lines', () => {
    const steps = stepsOf(`
- { name: fine, check: "[ -e ${host.at('a')} ]", commands: [": >${host.at('a')}"] }
- name: breaks
  check: "[ -e ${host.at('b')} ]"
  commands: ["echo one", "echo two; echo three >&2; exit 7", "echo never"]
- { name: not reached, check: "[ -e ${host.at('c')} ]", commands: [": >${host.at('c')}"] }
`);
    const { code, states } = host.apply(steps);
    expect(code).toBe(1);
    expect(states.map(({ status }) => status)).toEqual(['changed', 'failed', 'skipped']);
    expect(states[1]?.failure).toEqual({
      command: 'echo two; echo three >&2; exit 7',
      exitCode: 7,
      lastLines: ['one', 'two', 'three'],
    });
    expect(host.has('c')).toBe(false);
  });

  test('a command that ends well but does not satisfy the check has failed', () => {
    const { states } = host.apply(stepsOf(`- { name: idle, check: "test -e ${host.at('x')}", commands: ["true"] }`));
    expect(states[0]).toMatchObject({
      status: 'failed',
      reason: 'the check still fails after the commands ran',
      failure: { command: `test -e ${host.at('x')}` },
    });
  });

  test('a command that takes too long is ended', () => {
    const { states } = host.apply(stepsOf('- { name: slow, always: true, timeout: 1, commands: ["sleep 60"] }'));
    expect(states[0]).toMatchObject({ status: 'failed', reason: 'not done after 1 s', failure: { exitCode: 124 } });
  });

  test('what follows a change is made up for when it did not run', () => {
    const steps = stepsOf(`
- name: config
  files: [{ path: ${host.at('config')}, content: x }]
  onChange: ["[ -e ${host.at('ready')} ]", "echo restarted >>${host.at('log')}"]
`);
    expect(host.apply(steps).states[0]).toMatchObject({ status: 'failed', failure: { exitCode: 1 } });
    expect(host.read('config')).toBe('x');
    expect(host.check(steps).states[0]).toMatchObject({ status: 'change' });
    host.write('ready', '');
    expect(statuses(host.apply(steps))).toEqual(['changed']);
    expect(host.read('log')).toBe('restarted\n');
    expect(statuses(host.apply(steps))).toEqual(['ok']);
  });

  test('commands that run once go on where they failed and never run again', () => {
    const context = {
      ...SAMPLE_CONTEXT,
      kubeadmConfigSpec: {
        preKubeadmCommands: [
          `echo first {{ ds.meta_data.hostname }} >>${host.at('log')}`,
          `[ -e ${host.at('ready')} ] && echo second >>${host.at('log')}`,
        ],
      },
    };
    const steps = stepsOf('- { name: pre, once: true, commandsFrom: kubeadmConfigSpec.preKubeadmCommands }', context);
    expect(host.apply(steps).states[0]).toMatchObject({ status: 'failed', failure: { exitCode: 1 } });
    host.write('ready', '');
    expect(statuses(host.apply(steps))).toEqual(['changed']);
    expect(statuses(host.apply(steps))).toEqual(['ok']);
    expect(host.read('log')).toBe('first cp-1\nsecond\n');
  });

  test('commands that run once share variables, functions of theirs aside, and one that exits well does not end the others', () => {
    const preKubeadmCommands = [
      `cd ${host.root}; A='it'"'"'s'`,
      '[ -e ready ]',
      'exit 0',
      `echo "$A $PWD" >>${host.at('log')}`,
    ];
    const context = { ...SAMPLE_CONTEXT, kubeadmConfigSpec: { preKubeadmCommands } };
    const steps = stepsOf('- { name: pre, once: true, commandsFrom: kubeadmConfigSpec.preKubeadmCommands }', context);
    expect(host.apply(steps).states[0]).toMatchObject({ status: 'failed', failure: { command: '[ -e ready ]' } });
    host.write('ready', '');
    expect(statuses(host.apply(steps))).toEqual(['changed']);
    expect(host.read('log')).toBe(`it's ${host.root}\n`);
    expect(statuses(host.apply(steps))).toEqual(['ok']);
  });

  test('files that are written once are left alone, and written again when they are gone', () => {
    host.write('appended', 'x\n[a]');
    const files = [
      { path: host.at('whole'), content: 'one\n', permissions: '0600' },
      { path: host.at('appended'), append: true, content: '\n[b]\nx\n' },
      { path: host.at('bytes'), append: true, encoding: 'base64' as const, content: 'AAEC/w==' },
    ];
    const context = { ...SAMPLE_CONTEXT, kubeadmConfigSpec: { files } };
    const steps = stepsOf('- { name: own, once: true, filesFrom: kubeadmConfigSpec.files }', context);
    expect(host.check(steps).states[0]?.diffs?.map(({ note }) => note)).toEqual([
      'missing (not shown)',
      'not written yet',
      'missing',
    ]);
    expect(host.apply(steps).stderr).toBe('');
    expect(host.read('appended')).toBe('x\n[a]\n\n[b]\nx\n');
    expect(execFileSync('od', ['-An', '-tx1', host.at('bytes')], { encoding: 'utf8' }).trim()).toBe('00 01 02 ff');
    host.write('whole', 'changed by a command\n');
    expect(statuses(host.check(steps))).toEqual(['ok']);
    expect(statuses(host.apply(steps))).toEqual(['ok']);
    rmSync(host.at('whole'));
    expect(statuses(host.apply(steps))).toEqual(['changed']);
    expect([host.read('whole'), mode(host.at('whole'))]).toEqual(['one\n', '600']);
    host.apply(undoOf(steps));
    expect(host.read('appended')).toBe('x\n[a]\n');
    expect(host.has('whole')).toBe(false);
  });

  test('what a command of the site leaves running does not hold the run up', () => {
    const context = { ...SAMPLE_CONTEXT, kubeadmConfigSpec: { preKubeadmCommands: ['sleep 30 & echo started'] } };
    const begun = Date.now();
    const steps = stepsOf('- { name: pre, once: true, commandsFrom: kubeadmConfigSpec.preKubeadmCommands }', context);
    expect(statuses(host.apply(steps))).toEqual(['changed']);
    expect(Date.now() - begun).toBeLessThan(10_000);
    expect(statuses(host.apply(steps))).toEqual(['ok']);
  });

  test('killed in the middle of a command, the next run waits for that command', () => {
    const steps = stepsOf(`
- name: long
  check: "[ -e ${host.at('done')} ]"
  commands: ["[ ! -e ${host.at('begun')} ] || exit 9; : >${host.at('begun')}; kill -9 $(ps -o ppid= -p $PPID); sleep 1; : >${host.at('done')}"]
`);
    const [command = '/bin/sh', ...args] = shell;
    const input = compileApply(steps, host.options);
    // As when the connection is lost: nobody listens any more.
    expect(spawnSync(command, args, { input, stdio: ['pipe', 'ignore', 'ignore'] }).signal).toBe('SIGKILL');
    const { states, notes } = host.apply(steps, { lockTimeout: 20 });
    expect(notes).toEqual(['another run is changing this host; waiting up to 20 s']);
    expect(states.map(({ status }) => status)).toEqual(['ok']);
  });

  test('a script cut short does nothing', () => {
    const steps = everyKind();
    const script = compileApply(steps, host.options);
    for (const part of [0.3, 0.6, 0.9, 0.99]) {
      const cut = script.slice(0, Math.floor(script.length * part));
      host.run(cut, steps);
      expect(host.has('state'), `after ${part} of the script`).toBe(false);
    }
  });

  test('a later step sees what an earlier one made of its file', () => {
    const steps = stepsOf(`
- { name: writes, check: "grep -q wanted ${host.at('shared')}", commands: ["echo wanted >${host.at('shared')}"] }
- { name: same, files: [{ path: ${host.at('shared')}, content: "wanted\\n" }] }
`);
    expect(statuses(host.apply(steps))).toEqual(['changed', 'ok']);
  });

  test('secret content is neither shown nor in the arguments of a process', () => {
    const steps = stepsOf(`
- name: token
  secret: true
  check: "[ -e ${host.at('done')} ]"
  commands: ["echo the-secret-token; false"]
- { name: line, secret: true, files: [{ path: ${host.at('env')}, append: true, content: TOKEN=the-secret-token }] }
`);
    const { states, said } = host.apply(steps);
    expect(states[0]).toMatchObject({ status: 'failed', failure: { command: '(token)', lastLines: [] } });
    expect(said).toEqual([]);
    const line = steps.slice(1);
    expect(JSON.stringify(host.check(line).states)).not.toContain('the-secret-token');
    expect(statuses(host.apply(line))).toEqual(['changed']);
    expect(statuses(host.apply(line))).toEqual(['ok']);
    const called = compileApply(line, host.options)
      .split('\n')
      .filter((text) => text.startsWith('grep '));
    expect(called.join('\n')).not.toContain('the-secret-token');
  });

  test('a link is written through, a changed mode is mended', () => {
    host.write('real', 'old\n');
    symlinkSync(host.at('real'), host.at('link'));
    const steps = stepsOf(`- { name: link, files: [{ path: ${host.at('link')}, content: "new\\n" }] }`);
    host.apply(steps);
    expect(host.read('real')).toBe('new\n');
    chmodSync(host.at('real'), 0o666);
    expect(host.check(steps).states[0]).toMatchObject({ status: 'change', reason: 'mode and owner are 666 root:root' });
    expect(statuses(host.apply(steps))).toEqual(['changed']);
    expect(mode(host.at('real'))).toBe('644');
    host.apply(undoOf(steps));
    expect(host.read('real')).toBe('old\n');
  });

  test('a second run waits for the first and says so, then gives up', () => {
    mkdirSync(host.at('run'), { recursive: true });
    const holder = spawnSync('flock', [host.at('run/host.lock'), 'true']);
    expect(holder.status).toBe(0);
    const steps = stepsOf('- { name: any, always: true, commands: ["true"] }');
    const held = spawn('flock', [host.at('run/host.lock'), 'sleep', '30']);
    try {
      const until = Date.now() + 5000;
      while (spawnSync('flock', ['-n', host.at('run/host.lock'), 'true']).status === 0 && Date.now() < until);
      const { code, notes, stderr, states } = host.apply(steps);
      expect(code).toBe(75);
      expect(notes).toEqual(['another run is changing this host; waiting up to 1 s']);
      expect(stderr).toContain('another run still holds');
      expect(states[0]?.status).toBe('skipped');
    } finally {
      held.kill();
    }
  });
});

describe('items of the bundle', () => {
  const host = new Sandbox();
  afterEach(() => host.remove());

  test('are installed from the store, known by their stamp, and leave the store', () => {
    const content = 'binary\n';
    const sha256 = '34ec4ff7c0d3d2e3d4cbd83ba4f09a5ad3f8e5e7a5f1d2a3ccf5f3d5a1f4a0a1';
    const real = spawnSync('sha256sum', { input: content, encoding: 'utf8' }).stdout.slice(0, 64);
    expect(real).not.toBe(sha256);
    const item = {
      name: 'tool',
      sha256: real,
      size: 7,
      target: host.at('bin/tool'),
      storePath: host.at(`state/store/${real}`),
    };
    const bundle = { packages: [], binaries: [item], images: [], files: [] };
    const steps = stepsOf('- { name: binaries, filesFrom: bundle.binaries }', { ...SAMPLE_CONTEXT, bundle });

    expect(host.check(steps).states[0]).toMatchObject({ status: 'change', items: [real] });
    expect(host.apply(steps).states[0]).toMatchObject({
      status: 'failed',
      failure: { command: `write ${item.target}`, lastLines: [expect.stringContaining('not in the host')] },
    });

    mkdirSync(host.at('state/store'), { recursive: true });
    host.write(`state/store/${real}`, content);
    expect(statuses(host.apply(steps))).toEqual(['changed']);
    expect(host.read('bin/tool')).toBe(content);
    expect(mode(item.target)).toBe('755');
    expect(host.has(`state/store/${real}`)).toBe(false);
    expect(statuses(host.check(steps))).toEqual(['ok']);

    // Touched: the stamp no longer fits, so the content is hashed, and stamped again.
    utimesSync(item.target, 1000, 1000);
    expect(statuses(host.apply(steps))).toEqual(['ok']);
    host.write('bin/tool', 'differs');
    expect(statuses(host.check(steps))).toEqual(['change']);
  });

  test('a check may ask for some of the items of its step only', () => {
    const items = ['a', 'b'].map((digit) => ({
      name: `image-${digit}`,
      sha256: digit.repeat(64),
      size: 1,
      storePath: '/nowhere',
    }));
    const bundle = { packages: [], binaries: [], images: items, files: [] };
    const step = `- { name: images, items: [{ kind: image }], check: 'echo need ${'b'.repeat(64)}; exit 3', commands: ["true"] }`;
    expect(host.check(stepsOf(step, { ...SAMPLE_CONTEXT, bundle })).states[0]).toMatchObject({
      status: 'change',
      reason: 'check exited 3',
      items: ['b'.repeat(64)],
    });
  });
});
