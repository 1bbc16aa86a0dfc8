import type { Socket } from 'node:net';
import type { Client, ClientChannel, PseudoTtyOptions } from 'ssh2';
import type { InstallerError } from '../errors.ts';
import type { Wire } from './dial.ts';
import { type Hop, hopError } from './hop.ts';

/** More than this waiting in the socket delays keepalives behind it, and costs memory. Bytes. */
const BACKLOG_LIMIT = 4 * 1024 * 1024;
/** The same while somebody counts on answers within seconds, also where a site has 1 Mbit/s. Bytes. */
const SHORT_BACKLOG_LIMIT = 256 * 1024;

/** One live, logged-in SSH connection. Everything that waits on it hears at once when it is lost. */
export class Link {
  readonly hop: Hop;
  readonly roundTripMs: number;
  readonly #client: Client;
  readonly #socket: Socket;
  readonly #waiting = new Set<(error: InstallerError) => void>();
  #lost: InstallerError | undefined;
  #closing = false;
  #inHaste = 0;

  /** `via`: the connection to the bastion that carries this one. */
  constructor(hop: Hop, client: Client, wire: Pick<Wire, 'socket' | 'roundTripMs'>, via?: Link) {
    this.hop = hop;
    this.roundTripMs = wire.roundTripMs;
    this.#client = client;
    this.#socket = wire.socket;
    let reason = 'the other side closed it';
    client.on('error', (error) => {
      reason = error.message;
      this.#lose(reason);
    });
    client.on('end', () => this.#lose(reason));
    client.on('close', () => this.#lose(reason));
    const stop = via?.onLost((error) => this.#lose(error.message));
    if (stop !== undefined) this.onLost(stop);
  }

  get alive(): boolean {
    return this.#lost === undefined;
  }

  /** Calls `tell` once when the connection is lost (now, if it is already). Returns how to stop listening. */
  onLost(tell: (error: InstallerError) => void): () => void {
    if (this.#lost !== undefined) {
      tell(this.#lost);
      return () => undefined;
    }
    this.#waiting.add(tell);
    return () => this.#waiting.delete(tell);
  }

  /** Opens an exec channel. @throws ChannelRefused, InstallerError `unreachable` when the connection is lost */
  exec(command: string, pty: PseudoTtyOptions | undefined): Promise<ClientChannel> {
    return this.#open((done) => this.#client.exec(command, pty === undefined ? {} : { pty }, done));
  }

  /** Opens a TCP stream from the server on to another. @throws InstallerError `unreachable` when it cannot */
  async forward(target: Hop): Promise<Wire> {
    const started = performance.now();
    try {
      const stream = await this.#open((done) =>
        this.#client.forwardOut('127.0.0.1', 0, target.address, target.port, done),
      );
      return { stream, socket: this.#socket, roundTripMs: this.roundTripMs + performance.now() - started };
    } catch (error) {
      if (!(error instanceof ChannelRefused)) throw error;
      const prohibited = error.reason === 1;
      throw hopError(
        target,
        `${this.hop.address} cannot open a connection to it (${error.message})`,
        prohibited
          ? `The bastion forbids forwarding: set AllowTcpForwarding yes (and PermitOpen, if used) in its sshd_config.`
          : `Try from the bastion: nc -vz ${target.address} ${target.port}`,
        { cause: error },
      );
    }
  }

  /** From now on what is written leaves this machine soon, whatever is being sent. Returns how to stop that. */
  stayResponsive(): () => void {
    this.#inHaste++;
    let over = false;
    return () => {
      if (!over) this.#inHaste--;
      over = true;
    };
  }

  /** Resolves when what was written has mostly left this machine. Rejects when the connection is lost. */
  async drained(): Promise<void> {
    while (this.#socket.writableLength > this.#backlogLimit && this.alive) {
      await new Promise<void>((resolve) => {
        const stop = this.onLost(finish);
        const socket = this.#socket;
        socket.once('drain', finish);
        function finish(): void {
          socket.off('drain', finish);
          stop();
          resolve();
        }
      });
    }
    if (this.#lost !== undefined) throw this.#lost;
  }

  /** Says goodbye and closes; resolves when closed, after one second at the latest. */
  async close(): Promise<void> {
    if (this.#closing || !this.alive) return;
    this.#closing = true;
    await new Promise<void>((resolve) => {
      const timer = setTimeout(() => {
        this.#client.destroy();
        resolve();
      }, 1000);
      this.#client.once('close', () => {
        clearTimeout(timer);
        resolve();
      });
      this.#client.end();
    });
  }

  get #backlogLimit(): number {
    return this.#inHaste > 0 ? SHORT_BACKLOG_LIMIT : BACKLOG_LIMIT;
  }

  #open(request: (done: (error: Error | undefined, channel: ClientChannel) => void) => void): Promise<ClientChannel> {
    return new Promise((resolve, reject) => {
      const stop = this.onLost(reject);
      if (!this.alive) return;
      const fail = (error: Error & { reason?: unknown }): void => {
        stop();
        // A closed socket is noticed here first; ssh2 gives a reason only to what the server itself refused.
        const refused = error.reason !== undefined || error.message.startsWith('Unable to');
        if (!refused) this.#lose(error.message);
        reject(this.#lost ?? new ChannelRefused(error.message, error.reason));
      };
      try {
        request((error, channel) => {
          if (error !== undefined) return fail(error);
          stop();
          resolve(channel);
        });
      } catch (error) {
        fail(error instanceof Error ? error : new Error(String(error)));
      }
    });
  }

  #lose(reason: string): void {
    if (this.#lost !== undefined) return;
    this.#lost = this.#closing
      ? hopError(this.hop, 'the connection was closed', 'The run is ending.', { connectionLost: true })
      : hopError(
          this.hop,
          `the connection was lost (${reason})`,
          'Run the same command again: it continues where it stopped. If it happens often, look at the network and at the host: journalctl -u ssh.',
          { connectionLost: true },
        );
    this.#client.destroy();
    for (const tell of [...this.#waiting]) tell(this.#lost);
    this.#waiting.clear();
  }
}

/**
 * The server refused to open a channel. `reason` is RFC 4254's code: 1 prohibited, 2 connect failed (what sshd says when
 * MaxSessions is reached), 4 no resources; absent when the channel opened and the command or terminal was refused.
 */
export class ChannelRefused extends Error {
  readonly reason: unknown;
  constructor(message: string, reason: unknown) {
    super(message);
    this.reason = reason;
  }
}
