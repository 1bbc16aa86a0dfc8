import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { parse } from 'yaml';
import { execOnHosts } from '../../../src/cli/exec-on-hosts.ts';
import { InstallerError } from '../../../src/errors.ts';
import { Secrets } from '../../../src/model/secrets.ts';
import { captureOutput } from '../../support/captured.ts';
import { desiredCluster } from '../../support/desired.ts';
import { type Answer, FakeHost } from '../../support/fake-host.ts';

const TEXT = { output: 'text' } as const;

const desired = desiredCluster({ controlPlanes: 1, workers: 2 });

let output: ReturnType<typeof captureOutput>;
beforeEach(() => {
  output = captureOutput();
});
afterEach(() => vi.restoreAllMocks());

/** Hosts that answer every script so; a host of no answer is silent and well. */
function sessionOf(answers: Record<string, Answer | Error> = {}) {
  const hosts = new Map(
    desired.hosts.map(({ name }) => {
      const said = answers[name] ?? {};
      const answer = () => (said instanceof Error ? Promise.reject(said) : said);
      return [name, new FakeHost(name, [{ match: /^/, answer }])];
    }),
  );
  const host = (name: string) => hosts.get(name) ?? new FakeHost(name);
  const secrets = new Secrets();
  secrets.add('hunter22');
  return { desired, host, secrets, asked: (name: string) => host(name).scripts };
}

const lost = new InstallerError('unreachable', 'w-1: the connection was lost', { host: 'w-1', hint: 'is it up?' });

describe('exec', () => {
  it('prefixes every line with its host, and keeps the streams apart', async () => {
    const session = sessionOf({ 'cp-1': { stdout: 'up 2 days\nload 0.1\n' }, 'w-2': { stderr: 'a warning\n' } });
    await execOnHosts(session, ['uptime'], { ...TEXT, root: true });
    expect(output).toEqual({ stdout: 'cp-1 | up 2 days\ncp-1 | load 0.1\n', stderr: 'w-2  | a warning\n' });
  });

  it.each([
    [['df -h | tail -3'], 'df -h | tail -3'],
    [['echo', "it's", '$HOME', ''], `echo 'it'\\''s' '$HOME' ''`],
  ])('%j runs as %s', async (words, script) => {
    const session = sessionOf();
    await execOnHosts(session, words, { ...TEXT, root: false, host: ['w-1'] });
    expect(session.asked('w-1')).toMatchObject([{ kind: 'run', script, options: { root: false } }]);
    expect(session.asked('cp-1')).toEqual([]);
  });

  it.each([
    [undefined, 3_600_000],
    [7, 7000],
  ])('is given up after --timeout %s: %i ms', async (timeout, timeoutMs) => {
    const session = sessionOf();
    await execOnHosts(session, ['true'], { ...TEXT, root: true, ...(timeout && { timeout }) });
    expect(session.asked('cp-1')[0]?.options).toMatchObject({ root: true, timeoutMs });
  });

  it('runs on hosts of one role', async () => {
    const session = sessionOf();
    await execOnHosts(session, ['true'], { ...TEXT, root: true, role: 'worker' });
    expect(desired.hosts.map(({ name }) => session.asked(name).length)).toEqual([0, 1, 1]);
  });

  it.each([
    [{ host: ['w-9'] }, /no host "w-9"/],
    [{ role: 'spare' }, /no host of role "spare"/],
  ])('%j is a mistake of usage', async (which, message) => {
    const running = execOnHosts(sessionOf(), ['true'], { ...TEXT, root: true, ...which });
    await expect(running).rejects.toMatchObject({ kind: 'usage', message: expect.stringMatching(message) });
  });

  it('names the hosts on which the command failed', async () => {
    const session = sessionOf({ 'cp-1': { code: 3 }, 'w-2': { code: 1 } });
    await expect(execOnHosts(session, ['false'], { ...TEXT, root: true })).rejects.toMatchObject({
      kind: 'operation-failed',
      message: 'the command failed on cp-1 (exit code 3), w-2 (exit code 1)',
      details: { command: 'false' },
    });
  });

  it('lets the others end when one host is out of reach', async () => {
    const session = sessionOf({ 'w-1': lost, 'w-2': { stdout: 'still here\n' } });
    await expect(execOnHosts(session, ['true'], { ...TEXT, root: true })).rejects.toBe(lost);
    expect(output.stdout).toBe('w-2  | still here\n');
  });

  it.each([
    ['unreachable', { 'w-1': lost, 'w-2': lost }],
    ['operation-failed', { 'w-1': lost, 'w-2': { code: 1 } }],
  ])('tells of several as %s', async (kind, answers) => {
    const running = execOnHosts(sessionOf(answers), ['true'], { ...TEXT, root: true });
    await expect(running).rejects.toMatchObject({ kind, message: expect.stringContaining('the connection was lost') });
  });

  it('does not dress up a fault of our own', async () => {
    const fault = new TypeError('undefined is not a function');
    const running = execOnHosts(sessionOf({ 'w-1': fault, 'w-2': { code: 1 } }), ['true'], { ...TEXT, root: true });
    await expect(running).rejects.toBe(fault);
  });

  it('shows no secret that a host says', async () => {
    const session = sessionOf({ 'cp-1': { stdout: 'pass hunter22\n' }, 'w-1': { stderr: 'hunter22\n' } });
    await execOnHosts(session, ['true'], { ...TEXT, root: true });
    expect(output).toEqual({ stdout: 'cp-1 | pass ••••••\n', stderr: 'w-1  | ••••••\n' });
  });
});

describe('exec, for scripts', () => {
  const answers = {
    'cp-1': { stdout: 'one\nhunter22\n' },
    'w-1': lost,
    'w-2': { code: 3, stdout: 'half', stderr: 'no hunter22 here\n' },
  };
  const said = {
    ok: false,
    command: 'grep •••••• *',
    hosts: [
      { name: 'cp-1', exitCode: 0, stdout: 'one\n••••••\n', stderr: '' },
      { name: 'w-1', error: { message: 'w-1: the connection was lost', hint: 'is it up?' } },
      { name: 'w-2', exitCode: 3, stdout: 'half', stderr: 'no •••••• here\n' },
    ],
  };

  it.each([
    ['json', (text: string) => JSON.parse(text)],
    ['yaml', (text: string) => parse(text)],
  ] as const)('is one document as %s, masked, and fails all the same', async (form, read) => {
    const running = execOnHosts(sessionOf(answers), ['grep hunter22 *'], { output: form, root: true });
    await expect(running).rejects.toMatchObject({ kind: 'operation-failed' });
    expect(read(output.stdout)).toEqual(said);
    expect(output.stderr).toBe('');
  });

  it('is ok where all went well', async () => {
    await execOnHosts(sessionOf({ 'w-1': { stdout: 'up\n' } }), ['uptime'], {
      output: 'json',
      root: true,
      host: ['w-1'],
    });
    expect(JSON.parse(output.stdout)).toEqual({
      ok: true,
      command: 'uptime',
      hosts: [{ name: 'w-1', exitCode: 0, stdout: 'up\n', stderr: '' }],
    });
  });
});
