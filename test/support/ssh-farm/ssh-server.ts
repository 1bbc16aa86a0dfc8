import ssh2, { type ServerChannel } from 'ssh2';

/** What a host says to one script. Code 0 and silence where it names neither. */
export interface HostAnswer {
  code?: number;
  stdout?: string;
  stderr?: string;
}

/** An SSH server inside this process: no shell, no files, only answers. */
export interface SshServer {
  port: number;
  /** TCP connections taken so far. */
  connections: number;
  /** Commands run on them so far. */
  sessions: number;
  close(): Promise<void>;
}

export interface SshServerOptions {
  /** A private key, as OpenSSH writes it. */
  hostKey: string;
  answer(script: string): HostAnswer;
}

/** Starts a server at a free port of 127.0.0.1 that lets anybody in and answers each script that our wrapper brings. */
export async function startSshServer({ hostKey, answer }: SshServerOptions): Promise<SshServer> {
  const clients = new Set<{ end(): void }>();
  const server = new ssh2.Server({ hostKeys: [hostKey] }, (client) => {
    started.connections++;
    clients.add(client);
    client.on('error', () => undefined);
    client.on('close', () => clients.delete(client));
    client.on('authentication', (context) => context.accept());
    client.on('session', (accept) => {
      accept().on('exec', (acceptExec: () => ServerChannel, _reject: unknown, info: { command: string }) => {
        started.sessions++;
        speak(acceptExec(), nonceOf(info.command), answer);
      });
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', () => resolve()));
  const started: SshServer = {
    port: (server.address() as { port: number }).port,
    connections: 0,
    sessions: 0,
    close: () => {
      for (const client of clients) client.end();
      return new Promise((resolve) => server.close(() => resolve()));
    },
  };
  return started;
}

/** The wrapper's last word: it marks our own lines (src/ssh/wrapper.ts). */
function nonceOf(command: string): string {
  return / sh ([0-9a-f]{32})$/.exec(command)?.[1] ?? '';
}

/** Takes the script whole, as the wrapper does, and says what the host says between the wrapper's marks. */
function speak(channel: ServerChannel, nonce: string, answer: SshServerOptions['answer']): void {
  let script = '';
  channel.setEncoding('utf8');
  channel.on('data', (text: string) => {
    script += text;
  });
  channel.on('end', () => {
    const { code = 0, stdout = '', stderr = '' } = answer(script);
    channel.stderr.write(`${nonce}:begin\n${stderr}${nonce}:end:${code}\n`);
    channel.write(`${nonce}:begin\n${stdout}${nonce}:end:${code}\n`);
    channel.exit(code);
    channel.end();
  });
}
