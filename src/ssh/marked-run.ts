import type { ClientChannel } from 'ssh2';
import { InstallerError } from '../errors.ts';
import type { Link } from './link.ts';
import { MarkerStream } from './marker-stream.ts';
import { NotStarted } from './not-started.ts';
import { endsInPrompt, startProblem } from './sudo.ts';
import { type Elevation, sudoPrompt } from './wrapper.ts';

const NOISE_LIMIT = 64 * 1024;
export interface MarkedExec {
  wrapper: string;
  elevation: Elevation;
  /** Answers sudo's prompt, once. */
  password?: string;
  /** On a terminal, which has one output stream only. */
  terminal?: boolean;
  /** Told to a wrapper that cannot read its script up to the end of file. */
  scriptBytes?: number;
  /** What runs, for messages. */
  title: string;
  /** Milliseconds; absent: the caller has limits of its own. */
  timeoutMs?: number;
  signal?: AbortSignal;
  /** Called when the server has opened the session. */
  onOpen?: () => void;
  /** Called when the wrapper runs: sudo and login shell have let it through. */
  onBegin?: () => void;
  /** Writes what the wrapper reads. Called once, when nothing else (sudo) reads stdin any more. */
  feed: (channel: ClientChannel) => void;
  onText: (text: string, stream: 'stdout' | 'stderr') => void;
  onMarker?: (name: string, value: string, channel: ClientChannel) => void;
  /** Last lines that were said, for a message when time is up. */
  lastLines: () => string[];
}

/** One wrapper that runs on one channel: sudo's questions, marks, time, signals and losses end up in its result. */
export class MarkedRun {
  readonly result: Promise<number>;
  readonly #link: Link;
  readonly #exec: MarkedExec;
  readonly #channel: ClientChannel;
  readonly #prompt: string;
  readonly #stdout: MarkerStream;
  readonly #stderr: MarkerStream;
  #settle: { resolve: (code: number) => void; reject: (error: unknown) => void };
  readonly #noise = { stdout: '', stderr: '' };
  #begun = false;
  #done = false;
  #fed = false;
  #passwordSent = false;
  #ended = { stdout: false, stderr: false };
  #cleanup: (() => void)[] = [];

  constructor(link: Link, exec: MarkedExec, channel: ClientChannel, nonce: string) {
    this.#link = link;
    this.#exec = exec;
    this.#channel = channel;
    this.#prompt = sudoPrompt(nonce);
    this.#settle = { resolve: () => undefined, reject: () => undefined };
    this.result = new Promise((resolve, reject) => {
      this.#settle = { resolve, reject };
    });
    this.#stdout = this.#stream(nonce, 'stdout');
    this.#stderr = this.#stream(nonce, 'stderr');
    this.#listen();
    // sudo would take the first line of the script for a password: wait until it has asked, or has begun.
    if (exec.elevation !== 'sudo-with-password' && exec.terminal !== true) this.#feed();
  }

  #listen(): void {
    const { signal, timeoutMs } = this.#exec;
    this.#channel.on('data', (bytes: Buffer) => this.#guard(() => this.#stdout.push(bytes)));
    this.#channel.stderr.on('data', (bytes: Buffer) => this.#guard(() => this.#stderr.push(bytes)));
    this.#channel.on('error', () => undefined);
    // The arguments, not the `exit` event: that one may have passed before anybody could listen.
    this.#channel.on('close', (code?: number | null, signal?: string) => {
      const { stderr } = this.#channel;
      if (stderr.readableEnded) this.#closed(code ?? signal);
      else stderr.once('end', () => this.#closed(code ?? signal));
    });
    this.#cleanup.push(this.#link.onLost((error) => this.#lost(error)));
    if (timeoutMs !== undefined) {
      const timer = setTimeout(() => this.#fail(this.#timeIsUp(timeoutMs)), timeoutMs);
      this.#cleanup.push(() => clearTimeout(timer));
    }
    if (signal !== undefined) {
      const abort = () => this.#fail(interrupted(this.#link, this.#exec.title));
      signal.addEventListener('abort', abort, { once: true });
      this.#cleanup.push(() => signal.removeEventListener('abort', abort));
    }
  }

  /** What a listener of the caller throws ends this run, not the process. */
  #guard(work: () => void): void {
    try {
      if (!this.#done) work();
    } catch (error) {
      this.#fail(error);
    }
  }

  #stream(nonce: string, name: 'stdout' | 'stderr'): MarkerStream {
    return new MarkerStream(nonce, {
      noise: (text) => this.#heard(name, text),
      text: (text) => this.#exec.onText(text, name),
      marker: (marker, value) => this.#marked(name, marker, value),
    });
  }

  #heard(stream: 'stdout' | 'stderr', text: string): void {
    const heard = (this.#noise[stream] + text).slice(-NOISE_LIMIT);
    this.#noise[stream] = heard;
    // sudo asks on stderr; a terminal has only the one stream.
    const asks = stream === 'stderr' || this.#exec.terminal === true;
    if (!asks || this.#exec.elevation !== 'sudo-with-password' || !endsInPrompt(heard, this.#prompt)) return;
    if (this.#passwordSent || this.#exec.password === undefined) {
      this.#fail(new NotStarted(this.#passwordSent ? 'wrong-password' : 'needs-password', heard));
      return;
    }
    this.#passwordSent = true;
    this.#noise[stream] = '';
    this.#channel.write(`${this.#exec.password}\n`);
  }

  #marked(stream: 'stdout' | 'stderr', marker: string, value: string): void {
    if (marker === 'begin') {
      if (!this.#begun) this.#exec.onBegin?.();
      this.#begun = true;
      this.#feed();
    } else if (marker === 'err') this.#exec.onText(`${value}\n`, 'stderr');
    else if (marker === 'end') {
      this.#ended[stream] = true;
      const both = this.#ended.stdout && (this.#ended.stderr || this.#exec.terminal === true);
      if (both) this.#finish(() => this.#settle.resolve(Number(value)));
    } else this.#exec.onMarker?.(marker, value, this.#channel);
  }

  #feed(): void {
    if (this.#fed) return;
    this.#fed = true;
    this.#exec.feed(this.#channel);
  }

  #closed(status: unknown): void {
    if (this.#done) return;
    this.#guard(() => this.#stdout.end());
    this.#guard(() => this.#stderr.end());
    if (this.#begun || status === undefined) this.#fail(this.#cut(status));
    else this.#fail(new NotStarted(startProblem(this.#said()), this.#said()));
  }

  /** Everything that was said before the script began. */
  #said(): string {
    return `${this.#noise.stdout}\n${this.#noise.stderr}`.trim();
  }

  #cut(status: unknown): InstallerError {
    const how = status === undefined ? 'its channel closed' : `its shell ended with ${String(status)}`;
    const { host, label } = this.#link.hop;
    return new InstallerError('unreachable', `${label}: cut off during ${this.#exec.title} (${how} before the end)`, {
      host,
      hint: 'Did the host shut down, or run out of memory? Look there: journalctl -b -e. Run the same command again: it continues where it stopped.',
      connectionLost: true,
      lastLines: this.#exec.lastLines(),
    });
  }

  #lost(error: InstallerError): void {
    const message = `${error.message}, during ${this.#exec.title}`;
    this.#fail(new InstallerError('unreachable', message, { ...error.details, lastLines: this.#exec.lastLines() }));
  }

  #timeIsUp(timeoutMs: number): InstallerError {
    const { host, label } = this.#link.hop;
    return new InstallerError(
      'operation-failed',
      `${label}: ${this.#exec.title} did not end within ${timeoutMs / 1000} s`,
      {
        host,
        hint: this.#begun
          ? 'Look at what the host said last, and at its load.'
          : 'The script had not begun: does sudo or the login shell wait for something?',
        lastLines: this.#begun ? this.#exec.lastLines() : this.#said().split('\n').slice(-10),
      },
    );
  }

  #fail(error: unknown): void {
    this.#finish(() => {
      this.#channel.close();
      this.#settle.reject(error);
    });
  }

  #finish(settle: () => void): void {
    if (this.#done) return;
    this.#done = true;
    for (const undo of this.#cleanup.splice(0)) undo();
    settle();
  }
}

/** The error for work that its signal ended. */
export function interrupted(link: Link, title: string): InstallerError {
  const { host, label } = link.hop;
  return new InstallerError('interrupted', `${label}: ${title} was interrupted`, { host });
}
