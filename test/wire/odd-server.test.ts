import { mkdtempSync, readFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import ssh2, { type ServerChannel } from 'ssh2';
import { afterEach, describe, expect, it } from 'vitest';
import { connectionsTo, desiredHost, type TestConnections } from './support/desired-host.ts';
import { makeKey, publicKey } from './support/sshd.ts';

const folder = mkdtempSync(join(tmpdir(), 'installer-odd-'));
const hostKey = makeKey(join(folder, 'host'));
const cleanups: (() => unknown)[] = [];

afterEach(async () => {
  for (const clean of cleanups.splice(0).reverse()) await clean();
});

/** A server that lets anybody in and answers each exec as `act` says: what no real sshd can be made to do. */
async function server(
  act: (channel: ServerChannel, nonce: string, drop: () => void) => void,
): Promise<TestConnections> {
  const listener = new ssh2.Server({ hostKeys: [readFileSync(hostKey)] }, (client) => {
    client.on('error', () => undefined);
    client.on('authentication', (context) => context.accept());
    client.on('session', (accept) => {
      accept().on('exec', (acceptExec: () => ServerChannel, _reject: unknown, info: { command: string }) => {
        const nonce = / sh ([0-9a-f]{32})/.exec(info.command)?.[1] ?? '';
        act(acceptExec(), nonce, () => client.end());
      });
    });
  });
  await new Promise<void>((resolve) => listener.listen(0, '127.0.0.1', () => resolve()));
  const { port } = listener.address() as { port: number };
  const connections = connectionsTo(
    [desiredHost('odd', { user: 'root', port, passwordFrom: { env: 'P' }, hostKey: publicKey(hostKey) })],
    { P: 'any' },
  );
  cleanups.push(
    () => listener.close(),
    () => connections.close(),
  );
  return connections;
}

describe('a server that behaves oddly', () => {
  it.each([
    ['closes the channel without any status', (channel: ServerChannel) => channel.end('')],
    [
      'says exit 0 although the script was cut',
      (channel: ServerChannel, nonce: string) => {
        channel.write(`${nonce}:begin\nhalf of it\n`);
        channel.exit(0);
        channel.end();
      },
    ],
    [
      'ends stdout well but never stderr',
      (channel: ServerChannel, nonce: string) => {
        channel.write(`${nonce}:begin\n${nonce}:end:0\n`);
        channel.exit(0);
        channel.end();
      },
    ],
    ['disconnects instead of answering', (_channel: ServerChannel, _nonce: string, drop: () => void) => drop()],
  ])('is never taken for success when it %s', async (_name, act) => {
    const connections = await server((channel, nonce, drop) => act(channel, nonce, drop));
    await expect(connections.host('odd').run('true', { title: 'a step' })).rejects.toMatchObject({
      kind: 'unreachable',
      message: expect.stringContaining('during a step'),
      details: { connectionLost: true },
    });
  });

  it('is not believed when it repeats a marker without the nonce', async () => {
    const connections = await server((channel, nonce) => {
      channel.stderr.write(`${nonce}:begin\n${nonce}:end:3\n`);
      channel.write(`${nonce}:begin\n${'0'.repeat(32)}:end:0\n:end:0\n`);
      channel.end(`${nonce}:end:3\n`);
    });
    const result = await connections.host('odd').run('exit 3');
    expect(result).toEqual({ code: 3, stdout: `${'0'.repeat(32)}:end:0\n:end:0\n`, stderr: '' });
  });
});
