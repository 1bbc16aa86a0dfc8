import { createHash, randomBytes } from 'node:crypto';
import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import type { SshSettings } from '../../src/model/desired.ts';
import { connectionsTo, desiredHost, type TestConnections } from './support/desired-host.ts';
import { makeKey, publicKey, startSshd, type TestSshd } from './support/sshd.ts';

const folder = mkdtempSync(join(tmpdir(), 'installer-upload-'));
const key = makeKey(join(folder, 'id'));
const PASSWORD = 'sudo password';
let sshd: TestSshd;
let open: TestConnections[] = [];
let places = 0;

beforeAll(async () => {
  const keys = [publicKey(key)];
  sshd = await startSshd({
    users: [
      { name: 'ops', keys, sudo: 'nopasswd' },
      { name: 'opspw', keys, sudo: 'password', password: PASSWORD, bashrc: 'echo noise\n' },
      { name: 'ttypw', keys, sudo: 'password', password: PASSWORD, requiretty: true },
    ],
  });
});
afterEach(async () => {
  await Promise.all(open.map((connections) => connections.close()));
  open = [];
});
afterAll(() => {
  sshd.stop();
  rmSync(folder, { recursive: true, force: true });
});

function connect(user = 'ops', names = ['node-1'], ssh: Partial<SshSettings> = {}) {
  const settings = { user, port: sshd.port, privateKeyPath: key, hostKey: sshd.hostKey(), ...ssh };
  const connections = connectionsTo(
    names.map((name) => desiredHost(name, settings)),
    { SUDO: PASSWORD },
  );
  open.push(connections);
  return connections;
}

function file(bytes: number) {
  const source = join(folder, `source-${places++}`);
  const content = randomBytes(bytes);
  writeFileSync(source, content);
  const sha256 = createHash('sha256').update(content).digest('hex');
  return { source, size: bytes, sha256, target: join(folder, `root only ${places}`, "it's here", 'file'), content };
}

const withPassword: Partial<SshSettings> = { sudo: { enabled: true, passwordFrom: { env: 'SUDO' } } };

describe('sending a file', () => {
  it.each([
    ['an empty file', 'ops', 0, {}],
    ['one byte', 'ops', 1, {}],
    ['exactly one chunk', 'ops', 512 * 1024, {}],
    ['many chunks and a bit', 'ops', 5_000_001, {}],
    ['with a sudo password, past noise', 'opspw', 1_500_000, withPassword],
    ['over a terminal', 'ttypw', 1_500_000, withPassword],
  ])('stores it as root, whole, in a folder that is made: %s', async (_name, user, size, ssh) => {
    const { content, ...upload } = file(size);
    const progress: number[] = [];
    await connect(user, ['node-1'], ssh)
      .host('node-1')
      .upload({ ...upload, onProgress: (bytes) => progress.push(bytes) });
    expect(readFileSync(upload.target).equals(content)).toBe(true);
    expect(statSync(upload.target)).toMatchObject({ uid: 0 });
    expect(existsSync(`${upload.target}.part`)).toBe(false);
    expect(progress.at(-1)).toBe(size);
    expect([...progress].sort((a, b) => a - b)).toEqual(progress);
  });

  it('sends nothing when the file is there already', async () => {
    const { content: _content, ...upload } = file(2_000_000);
    const connections = connect();
    await connections.host('node-1').upload(upload);
    const before = statSync(upload.target);
    const progress: number[] = [];
    rmSync(upload.source);
    writeFileSync(upload.source, 'not even the same');
    await connections.host('node-1').upload({ ...upload, onProgress: (bytes) => progress.push(bytes) });
    expect(progress).toEqual([2_000_000]);
    expect(statSync(upload.target).ino).toBe(before.ino);
  });

  it('replaces a file of the same size and other content', async () => {
    const { content, ...upload } = file(1000);
    mkdirSync(join(upload.target, '..'), { recursive: true });
    writeFileSync(upload.target, randomBytes(1000));
    await connect().host('node-1').upload(upload);
    expect(readFileSync(upload.target).equals(content)).toBe(true);
  });

  it('goes on where a cut connection stopped', async () => {
    const { content, ...upload } = file(60_000_000);
    const connections = connect();
    const node = connections.host('node-1');
    let killed = false;
    const cut = node.upload({
      ...upload,
      onProgress: (bytes) => {
        if (bytes < 8_000_000 || killed) return;
        killed = true;
        sshd.killSessions();
      },
    });
    await expect(cut).rejects.toMatchObject({ kind: 'unreachable', details: { connectionLost: true } });
    const left = statSync(`${upload.target}.part`).size;
    expect(left).toBeGreaterThan(1_000_000);
    expect(left).toBeLessThan(60_000_000);
    const progress: number[] = [];
    await node.upload({ ...upload, onProgress: (bytes) => progress.push(bytes) });
    expect(progress[0]).toBe(left);
    expect(readFileSync(upload.target).equals(content)).toBe(true);
  });

  it.each([
    ['of the right length', 3_000_000],
    ['shorter than the file', 1_000_000],
    ['longer than the file', 3_000_001],
  ])('is not fooled by rubbish that an earlier run left: %s', async (_name, length) => {
    const { content, ...upload } = file(3_000_000);
    mkdirSync(join(upload.target, '..'), { recursive: true });
    writeFileSync(`${upload.target}.part`, randomBytes(length));
    await connect().host('node-1').upload(upload);
    expect(readFileSync(upload.target).equals(content)).toBe(true);
  });

  it('hashes with sha256sum where there is no openssl', async () => {
    const { RECEIVE } = await import('../../src/ssh/upload-wrapper.ts');
    const { execFileSync } = await import('node:child_process');
    const { content, ...upload } = file(1000);
    const without = RECEIVE.replaceAll('openssl', 'no-such-openssl');
    const input = Buffer.concat([Buffer.from(`${upload.target}\n1000\n${upload.sha256}\n`), content]);
    const said = execFileSync('/bin/sh', ['-c', without, 'sh', 'N'], { input, stdio: ['pipe', 'pipe', 'ignore'] });
    expect(said.toString()).toBe('N:begin\nN:have:0\nN:stored\nN:end:0\n');
  });

  it('carries one file to several hosts at the same time', async () => {
    const { content, ...upload } = file(20_000_000);
    const names = ['node-1', 'node-2', 'node-3', 'node-4'];
    const connections = connect('ops', names);
    const targets = names.map((name) => join(folder, name, 'file'));
    await Promise.all(
      names.map((name, index) => connections.host(name).upload({ ...upload, target: targets[index] ?? '' })),
    );
    for (const target of targets) expect(readFileSync(target).equals(content)).toBe(true);
  });

  it('runs beside scripts on the same host', async () => {
    const { content: _content, ...upload } = file(20_000_000);
    const node = connect().host('node-1');
    const [, script] = await Promise.all([node.upload(upload), node.run('echo beside')]);
    expect(script.stdout).toBe('beside\n');
  });
});

describe('a file that cannot be stored', () => {
  it('is an error when it arrives damaged twice, and leaves nothing behind', async () => {
    const { content: _content, ...upload } = file(1_000_000);
    writeFileSync(upload.source, randomBytes(1_000_000));
    await expect(connect().host('node-1').upload(upload)).rejects.toMatchObject({
      kind: 'operation-failed',
      message: `node-1: ${upload.target} arrived damaged twice`,
      details: { host: 'node-1', hint: expect.stringContaining(upload.sha256) },
    });
    expect(existsSync(upload.target)).toBe(false);
    expect(existsSync(`${upload.target}.part`)).toBe(false);
  });

  it('is an error with what the host said when the place cannot be written', async () => {
    const { content: _content, ...upload } = file(5_000_000);
    const failing = connect()
      .host('node-1')
      .upload({ ...upload, target: '/proc/here/file' });
    await expect(failing).rejects.toMatchObject({
      kind: 'operation-failed',
      message: expect.stringContaining('could not be stored'),
      details: { lastLines: [expect.stringContaining('/proc/here')] },
    });
  });

  it('is an error when the disk is full, although bytes are still under way', async () => {
    const { content: _content, ...upload } = file(30_000_000);
    const node = connect().host('node-1');
    await node.run(`mkdir -p ${folder}/small; mount -t tmpfs -o size=4m tmpfs ${folder}/small`);
    // The mount is made in the name space of the server and ends with it.
    await expect(node.upload({ ...upload, target: `${folder}/small/file` })).rejects.toMatchObject({
      kind: 'operation-failed',
      details: { lastLines: [expect.stringContaining('No space left')] },
    });
    expect((await node.run('echo alive')).stdout).toBe('alive\n');
  });

  it('is an error when the source is gone or too short', async () => {
    const { content: _content, ...upload } = file(1000);
    const node = connect().host('node-1');
    await expect(node.upload({ ...upload, source: join(folder, 'absent') })).rejects.toMatchObject({
      kind: 'operation-failed',
      message: expect.stringMatching(/absent cannot be sent: .*ENOENT/),
    });
    await expect(node.upload({ ...upload, size: 2000 })).rejects.toMatchObject({
      kind: 'operation-failed',
      message: expect.stringContaining('shorter than 2000 bytes'),
    });
  });

  it('ends on a signal', async () => {
    const { content: _content, ...upload } = file(60_000_000);
    const controller = new AbortController();
    const node = connect().host('node-1');
    const sending = node.upload({
      ...upload,
      signal: controller.signal,
      onProgress: (bytes) => {
        if (bytes > 4_000_000) controller.abort();
      },
    });
    await expect(sending).rejects.toMatchObject({ kind: 'interrupted' });
    expect(existsSync(upload.target)).toBe(false);
    expect((await node.run('echo alive')).stdout).toBe('alive\n');
  });
});
