import type { ClientChannel } from 'ssh2';
import { InstallerError } from '../errors.ts';
import type { Upload } from '../model/host-handle.ts';
import { CHUNK_BYTES, type ChunkReader } from './chunk-source.ts';
import type { Link } from './link.ts';
import type { MarkedExec } from './marked-run.ts';
import { Output } from './output.ts';

/** Nothing moved for so long: the other side hangs. Milliseconds. */
const STALL_TIMEOUT = 120_000;
/** Slower than any disk that still works: the limit for hashing on the host. Bytes per millisecond. */
const SLOWEST_HASH = 10_000;

export type ReceiveOutcome = { kind: 'stored' } | { kind: 'mismatch'; sha256: string };

/** The part of an exec that differs from one kind of work to the next. */
type ExecWork = Pick<MarkedExec, 'title' | 'onOpen' | 'feed' | 'onText' | 'onMarker' | 'lastLines' | 'signal'>;

/** One sending of one file over one session: answers the markers of the receiving wrapper. */
export class Sending {
  readonly #upload: Upload;
  readonly #reader: ChunkReader;
  readonly #host: string;
  readonly #connect: () => Promise<Link>;
  readonly #output: Output;
  readonly #abort = new AbortController();
  #failure: unknown;
  #outcome: ReceiveOutcome | undefined;
  #stall: NodeJS.Timeout | undefined;
  #over = false;
  #giveUp = (): void => undefined;

  constructor(host: string, upload: Upload, reader: ChunkReader, connect: () => Promise<Link>) {
    this.#host = host;
    this.#upload = upload;
    this.#reader = reader;
    this.#connect = connect;
    this.#output = new Output({ host, title: this.title });
  }

  get title(): string {
    return `sending ${this.#upload.target}`;
  }

  work(): ExecWork {
    const { target, size, sha256, signal } = this.#upload;
    const signals = signal === undefined ? [this.#abort.signal] : [this.#abort.signal, signal];
    return {
      title: this.title,
      signal: AbortSignal.any(signals),
      onOpen: () => this.#watch(STALL_TIMEOUT),
      feed: (channel) => channel.write(`${target}\n${size}\n${sha256}\n`),
      onText: (text, stream) => this.#output.add(text, stream),
      onMarker: (name, value, channel) => this.#marked(name, value, channel),
      lastLines: () => this.#output.lastLines(),
    };
  }

  /** Runs the session and says what became of the file. @throws InstallerError `operation-failed` when the host cannot store it */
  async outcome(session: Promise<number>): Promise<ReceiveOutcome> {
    try {
      const code = await session;
      if (this.#outcome === undefined || code !== 0) throw this.#notStored(code);
      return this.#outcome;
    } catch (error) {
      throw this.#failure ?? error;
    } finally {
      this.#over = true;
      this.#reader.close();
      clearTimeout(this.#stall);
      this.#giveUp();
    }
  }

  #marked(name: string, value: string, channel: ClientChannel): void {
    if (name === 'have') void this.#send(Number(value), channel);
    else if (name === 'mismatch') this.#outcome = { kind: 'mismatch', sha256: value };
    else if (name === 'present' || name === 'stored') {
      this.#outcome = { kind: 'stored' };
      this.#upload.onProgress?.(this.#upload.size);
    }
  }

  async #send(start: number, channel: ClientChannel): Promise<void> {
    const reader = this.#reader;
    try {
      reader.start(start);
      const link = await this.#connect();
      let sent = start;
      this.#upload.onProgress?.(sent);
      let chunk = await reader.next();
      while (chunk !== undefined) {
        await link.drained();
        this.#watch(STALL_TIMEOUT);
        // One chunk is being written while the next is read; never more, or slow hosts pile up in memory.
        const [taken, next] = await Promise.all([this.#write(channel, chunk.bytes), reader.next()]);
        if (!taken) return;
        sent += chunk.bytes.length;
        chunk.release();
        this.#upload.onProgress?.(Math.max(start, sent - CHUNK_BYTES));
        chunk = next;
      }
      this.#watch(STALL_TIMEOUT + this.#upload.size / SLOWEST_HASH);
      channel.end();
    } catch (error) {
      this.#fail(error);
    } finally {
      reader.close();
    }
  }

  /** Resolves true when the window of the other side has taken the chunk, false when nobody wants it any more. */
  #write(channel: ClientChannel, chunk: Buffer): Promise<boolean> {
    return new Promise((resolve) => {
      if (this.#over || !channel.writable) return resolve(false);
      this.#giveUp = () => resolve(false);
      channel.write(chunk, () => resolve(true));
    });
  }

  #watch(timeout: number): void {
    clearTimeout(this.#stall);
    if (this.#over) return;
    this.#stall = setTimeout(() => {
      const message = `${this.#host}: ${this.title}: nothing moved for ${Math.round(timeout / 1000)} s`;
      const hint =
        'Is its disk hanging, or the network gone? Run the same command again: it continues where it stopped.';
      this.#fail(new InstallerError('operation-failed', message, { host: this.#host, hint }));
    }, timeout);
  }

  #fail(error: unknown): void {
    this.#failure ??= error;
    this.#abort.abort();
  }

  #notStored(code: number): InstallerError {
    return new InstallerError('operation-failed', `${this.#host}: ${this.#upload.target} could not be stored`, {
      host: this.#host,
      exitCode: code,
      hint: `Is there space left, and is the place writable? Look on the host: df -h ${this.#upload.target}`,
      lastLines: this.#output.lastLines(),
    });
  }
}
