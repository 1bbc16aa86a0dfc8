import type { ClientChannel } from 'ssh2';
import { InstallerError } from '../errors.ts';
import type { HeldScript, HoldOptions, ScriptResult } from '../model/host-handle.ts';
import type { MarkedExec } from './marked-run.ts';
import { Output } from './output.ts';
import { stayFunction } from './stay-function.ts';
import { HOLD_SCRIPT, HOLD_SCRIPT_ON_TERMINAL } from './wrapper.ts';

const START_LIMIT = 120_000;
const BEAT = { everyMs: 5_000, limitMs: 30_000 };
/** How long a script that was released may take to end. Milliseconds. */
const RELEASE_LIMIT = 5_000;

type HoldWork = Omit<MarkedExec, 'elevation' | 'password' | 'onBegin'>;

/**
 * One script that stays on a host: sends it beats, watches their echoes, and knows when it may have ended.
 *
 * The host ends the script when it has heard nothing within the limit. An echo proves that it heard what was sent at a
 * time we know: when that is as long ago as the limit, the script counts as lost here, before the host lets go of it.
 */
export class Holding {
  readonly #host: string;
  readonly #script: string;
  readonly #title: string;
  readonly #startLimitMs: number;
  readonly #beat: { everyMs: number; limitMs: number };
  readonly #output: Output;
  readonly #cut = new AbortController();
  readonly #lost = new AbortController();
  #onStay: (said: string, channel: ClientChannel) => void = () => undefined;
  /** Why it was cut from here. */
  #failure: InstallerError | undefined;
  #released = false;
  #beating: NodeJS.Timeout | undefined;
  #silence: NodeJS.Timeout | undefined;
  /** When the newest thing that the host has heard was sent, on the clock of `performance.now()`. */
  #heard = 0;
  /** Milliseconds since the epoch: the other clock stands still while the machine sleeps. */
  #lastBeat = 0;

  constructor(host: string, script: string, options: HoldOptions) {
    this.#host = host;
    this.#beat = options.beat ?? BEAT;
    this.#script = stayFunction(this.#beat.limitMs) + script;
    this.#title = options.title ?? 'a script';
    this.#startLimitMs = options.timeoutMs ?? START_LIMIT;
    this.#output = new Output({ host, title: this.#title });
  }

  work(terminal: boolean): HoldWork {
    return {
      wrapper: terminal ? HOLD_SCRIPT_ON_TERMINAL : HOLD_SCRIPT,
      terminal,
      scriptBytes: Buffer.byteLength(this.#script),
      title: this.#title,
      signal: this.#cut.signal,
      feed: (channel) => {
        this.#heard = performance.now();
        channel.write(this.#script);
      },
      onText: (text, stream) => this.#output.add(text, stream),
      onMarker: (name, value, channel) => {
        if (name === 'held') this.#onStay(value, channel);
        else if (name === 'alive') this.#echoed(Number(value));
      },
      lastLines: () => this.#output.lastLines(),
    };
  }

  /** What became of the script that `session` runs: it stays, or has ended. @throws what `Host.hold` says */
  start(session: Promise<number>): Promise<HeldScript | ScriptResult> {
    return new Promise((resolve, reject) => {
      const timer = setTimeout(() => this.#fail(this.#tooLate()), this.#startLimitMs);
      const over = session.then(
        (code) => {
          clearTimeout(timer);
          this.#stop();
          this.#output.end();
          resolve({ code, stdout: this.#output.stdout, stderr: this.#output.stderr });
          this.#lose(this.#endedByItself(code));
        },
        (error: unknown) => {
          clearTimeout(timer);
          this.#stop();
          reject(this.#failure ?? error);
          this.#lose(this.#failure ?? error);
        },
      );
      this.#onStay = (said, channel) => {
        clearTimeout(timer);
        this.#startBeating(channel);
        let released: Promise<void> | undefined;
        const release = (): Promise<void> => {
          released ??= this.#release(channel, over);
          return released;
        };
        resolve({ said, lost: this.#lost.signal, release });
      };
    });
  }

  #startBeating(channel: ClientChannel): void {
    this.#lastBeat = Date.now();
    this.#expectEcho();
    const beat = (): void => {
      const slept = Date.now() - this.#lastBeat > this.#beat.limitMs;
      this.#lastBeat = Date.now();
      if (slept) this.#fail(this.#silent('this machine slept longer'));
      else channel.write(`${Math.floor(performance.now())}\n`);
    };
    beat();
    this.#beating = setInterval(beat, this.#beat.everyMs);
  }

  #echoed(sentAt: number): void {
    // A line that the host read in two pieces tells less than it could, never more.
    if (this.#beating === undefined || !(sentAt > this.#heard)) return;
    this.#heard = sentAt;
    this.#expectEcho();
  }

  #expectEcho(): void {
    clearTimeout(this.#silence);
    const left = this.#heard + this.#beat.limitMs - performance.now();
    const tell = () => this.#fail(this.#silent('the host has not answered for as long'));
    this.#silence = setTimeout(tell, Math.max(0, left));
  }

  async #release(channel: ClientChannel, over: Promise<void>): Promise<void> {
    this.#stop();
    if (this.#lost.signal.aborted) return;
    this.#released = true;
    channel.write('release\n');
    const timer = setTimeout(() => this.#cut.abort(), RELEASE_LIMIT);
    await over;
    clearTimeout(timer);
  }

  #stop(): void {
    clearInterval(this.#beating);
    clearTimeout(this.#silence);
    this.#beating = undefined;
  }

  #fail(error: InstallerError): void {
    this.#stop();
    this.#failure ??= error;
    this.#lose(error);
    this.#cut.abort();
  }

  #lose(reason: unknown): void {
    if (!this.#released) this.#lost.abort(reason);
  }

  #tooLate(): InstallerError {
    const seconds = this.#startLimitMs / 1000;
    return new InstallerError('operation-failed', `${this.#host}: ${this.#title} was not there within ${seconds} s`, {
      host: this.#host,
      hint: 'Look at what the host said last, and at its load.',
      lastLines: this.#output.lastLines(),
    });
  }

  #silent(why: string): InstallerError {
    const limit = `after ${this.#beat.limitMs / 1000} s of silence`;
    return new InstallerError('unreachable', `${this.#host}: ${this.#title} ends ${limit}, and ${why}`, {
      host: this.#host,
      hint: 'Run the same command again: it continues where it stopped.',
    });
  }

  #endedByItself(code: number): InstallerError {
    return new InstallerError('unreachable', `${this.#host}: ${this.#title} ended there`, {
      host: this.#host,
      hint: 'Run the same command again: it continues where it stopped.',
      exitCode: code,
      lastLines: this.#output.lastLines(),
    });
  }
}
