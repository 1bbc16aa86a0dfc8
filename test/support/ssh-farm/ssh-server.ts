import ssh2, { type ServerChannel } from 'ssh2';

/** What a host says to one script. Code 0 and silence where it names neither. */
export interface HostAnswer {
  code?: number;
  stdout?: string;
  stderr?: string;
  /** The script says this and stays until it is released (src/ssh/stay-function.ts). */
  stays?: string;
}

/** An SSH server inside this process: no shell, no files, only answers. */
export interface SshServer {
  port: number;
  /** TCP connections taken so far. */
  connections: number;
  /** Commands run on them so far. */
  sessions: number;
  /** Passwords that it was told. */
  passwords: Set<string>;
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
    client.on('authentication', (context) => {
      if (context.method === 'password') started.passwords.add(context.password);
      context.accept();
    });
    client.on('session', (accept) => {
      accept().on('exec', (acceptExec: () => ServerChannel, _reject: unknown, info: { command: string }) => {
        started.sessions++;
        speak(acceptExec(), info.command, answer);
      });
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', () => resolve()));
  const started: SshServer = {
    port: (server.address() as { port: number }).port,
    connections: 0,
    sessions: 0,
    passwords: new Set(),
    close: () => {
      for (const client of clients) client.end();
      return new Promise((resolve) => server.close(() => resolve()));
    },
  };
  return started;
}

/** The end of the wrapper's command line (src/ssh/wrapper.ts): what marks our own lines, and how long a script is that stays. */
function wrapperArguments(command: string): { nonce: string; scriptBytes: number } {
  const [, nonce = '', length] = / sh ([0-9a-f]{32})(?: (\d+))?$/.exec(command) ?? [];
  return { nonce, scriptBytes: length === undefined ? Number.POSITIVE_INFINITY : Number(length) };
}

/** Takes the script, as the wrapper does: whole, or up to its length. Then the host says what it says, between our marks. */
function speak(channel: ServerChannel, command: string, answer: SshServerOptions['answer']): void {
  const { nonce, scriptBytes } = wrapperArguments(command);
  let script = '';
  let staying = false;
  const end = ({ code = 0, stdout = '', stderr = '' }: HostAnswer): void => {
    channel.stderr.write(`${stderr}${nonce}:end:${code}\n`);
    channel.write(`${stdout}${nonce}:end:${code}\n`);
    channel.exit(code);
    channel.end();
  };
  const begin = (): void => {
    const said = answer(script);
    channel.stderr.write(`${nonce}:begin\n`);
    channel.write(`${nonce}:begin\n`);
    staying = said.stays !== undefined;
    if (staying) channel.write(`${nonce}:held:${said.stays}\n`);
    else end(said);
  };
  channel.setEncoding('utf8');
  channel.on('data', (text: string) => {
    if (!staying) {
      script += text;
      if (Buffer.byteLength(script) >= scriptBytes) begin();
    } else if (text.includes('release')) end({});
    else channel.write(`${nonce}:alive:${text.trim()}\n`);
  });
  channel.on('end', () => {
    if (scriptBytes === Number.POSITIVE_INFINITY) begin();
  });
}
