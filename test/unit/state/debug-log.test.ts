import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { homedir, tmpdir } from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { Secrets } from '../../../src/model/secrets.ts';
import { openDebugLog } from '../../../src/state/debug-log.ts';
import { clusterFolder, stateFolder } from '../../../src/state/state-folder.ts';

let folder: string;
const secrets = new Secrets();
secrets.add('hunter2!');

beforeEach(() => {
  folder = mkdtempSync(path.join(tmpdir(), 'debug-log-test-'));
});
afterEach(() => {
  rmSync(folder, { recursive: true, force: true });
});

function open(now = 0, env: NodeJS.ProcessEnv = { INSTALLER_STATE_DIR: folder }, command = 'apply') {
  return openDebugLog({ cluster: 'b', command, argv: ['apply', '-f', 'x'], secrets, now: () => now, env });
}

const linesOf = (file: string) =>
  readFileSync(file, 'utf8')
    .trimEnd()
    .split('\n')
    .map((line) => JSON.parse(line));

describe('openDebugLog', () => {
  it('is named after time and command and readable by its owner alone', () => {
    const log = open(Date.UTC(2026, 10, 23, 5, 47, 56, 123));
    log.close();
    expect(log.path).toBe(path.join(folder, 'b', 'runs', '20261123T054756123Z-apply.log'));
    expect(statSync(log.path).mode & 0o777).toBe(0o600);
    expect(statSync(path.dirname(log.path)).mode & 0o777).toBe(0o700);
    expect(log.note).toBeUndefined();
    expect(log.id).toBe('20261123T054756123Z-apply');
  });

  it('has each line on disk at once, masked', () => {
    const log = open();
    log.reporter.handle({ at: 'now', type: 'host-output', host: 'a', stream: 'stdout', line: 'password hunter2!' });
    log.write({ type: 'error', stack: 'Error: hunter2! at …' });
    expect(linesOf(log.path)).toMatchObject([
      { type: 'log-opened', argv: ['apply', '-f', 'x'] },
      { type: 'host-output', line: 'password ••••••' },
      { type: 'error', stack: 'Error: •••••• at …', at: '1970-01-01T00:00:00.000Z' },
    ]);
    log.close();
  });

  it('ignores what comes after it was closed', () => {
    const log = open();
    log.close();
    log.close();
    log.write({ type: 'late' });
    expect(linesOf(log.path)).toHaveLength(1);
  });

  it('never shares a file between two runs of one millisecond', () => {
    const [first, second] = [open(), open()];
    expect(second.path).not.toBe(first.path);
    for (const log of [first, second]) log.close();
  });

  it('does not keep all that a chatty host says, but all that happens', () => {
    const log = open();
    for (let i = 0; i < 2_500; i++) {
      log.reporter.handle({ at: 'now', type: 'host-output', host: 'a', stream: 'stdout', line: 'x'.repeat(1_000) });
    }
    log.reporter.handle({ at: 'now', type: 'note', message: 'the end' });
    log.close();
    const lines = linesOf(log.path);
    expect(statSync(log.path).size).toBeLessThan(3_000_000);
    expect(lines.length).toBeGreaterThan(2_000);
    expect(lines.slice(-2)).toMatchObject([
      { message: expect.stringContaining('on a said more') },
      { message: 'the end' },
    ]);
  });

  it('keeps the newest 50 of each command: looking pushes out no journal', () => {
    open(0).close();
    for (let second = 0; second < 55; second++) open(second * 1_000, undefined, 'status').close();
    const names = readdirSync(path.join(folder, 'b', 'runs'));
    expect(names.filter((name) => name.endsWith('-status.log'))).toHaveLength(50);
    expect(names.filter((name) => name.endsWith('-apply.log'))).toHaveLength(1);
  });

  it('keeps the newest 50 and leaves other files alone', () => {
    writeFileSync(path.join(mkdir(path.join(folder, 'b', 'runs')), 'notes.txt'), 'mine');
    for (let second = 0; second < 55; second++) open(second * 1_000).close();
    const names = readdirSync(path.join(folder, 'b', 'runs')).sort();
    expect(names).toHaveLength(51);
    expect(names).toContain('notes.txt');
    expect(names[0]).toBe('19700101T000005000Z-apply.log');
  });

  it('falls back to a temporary folder of its own and says so', () => {
    const blocked = path.join(folder, 'file');
    writeFileSync(blocked, '');
    const log = open(0, { INSTALLER_STATE_DIR: blocked });
    log.close();
    expect(log.path.startsWith(path.join(tmpdir(), 'installer-'))).toBe(true);
    expect(log.note).toContain(blocked);
    expect(log.note).toContain(path.dirname(log.path));
    expect(log.id).toBeUndefined();
    expect(statSync(path.dirname(log.path)).mode & 0o777).toBe(0o700);
    rmSync(path.dirname(log.path), { recursive: true });
  });
});

describe('stateFolder', () => {
  it.each([
    [{ INSTALLER_STATE_DIR: '/a/b' }, '/a/b'],
    [{ INSTALLER_STATE_DIR: '/a', XDG_STATE_HOME: '/x' }, '/a'],
    [{ XDG_STATE_HOME: '/x' }, '/x/installer'],
    [{ XDG_STATE_HOME: 'relative' }, path.join(homedir(), '.local/state/installer')],
    [{}, path.join(homedir(), '.local/state/installer')],
  ])('for %j is %s', (env, expected) => {
    expect(stateFolder(env)).toBe(expected);
  });

  it.each([
    ['b-cluster', '/s/b-cluster'],
    ['../../etc', '/s/__.._etc'],
    ['..', '/s/_'],
    ['', '/s/unnamed'],
  ])('keeps cluster %j inside: %s', (cluster, expected) => {
    expect(clusterFolder(cluster, { INSTALLER_STATE_DIR: '/s' })).toBe(expected);
  });
});

function mkdir(wanted: string): string {
  mkdirSync(wanted, { recursive: true });
  return wanted;
}
