import { InstallerError } from '../errors.ts';
import type { ScriptOptions } from '../model/host-handle.ts';

/** More than this on stdout is a mistake of the script, not an answer. Characters. */
const STDOUT_LIMIT = 64 * 1024 * 1024;
/** Only the end of stderr is kept. Characters. */
const STDERR_LIMIT = 1024 * 1024;
const LAST_LINES = 20;
const LONGEST_LINE = 2000;

/** Collects what a script says: whole streams for its result, lines as they come, the last ones for messages. */
export class Output {
  readonly #onLine: ScriptOptions['onLine'];
  readonly #chunks: string[] = [];
  readonly #partial = { stdout: '', stderr: '' };
  readonly #last: string[] = [];
  readonly #describe: { host: string; title: string };
  #length = 0;
  #stderr = '';

  constructor(describe: { host: string; title: string }, onLine?: ScriptOptions['onLine']) {
    this.#describe = describe;
    this.#onLine = onLine;
  }

  /** @throws InstallerError `operation-failed` when stdout passes 64 MiB */
  add(text: string, stream: 'stdout' | 'stderr'): void {
    if (stream === 'stderr') this.#stderr = (this.#stderr + text).slice(-STDERR_LIMIT);
    else {
      this.#length += text.length;
      if (this.#length > STDOUT_LIMIT) this.#refuse();
      this.#chunks.push(text);
    }
    const partial = this.#partial[stream] + text;
    this.#partial[stream] = partial;
    // Looking through the new text only: one endless line must not be searched again with each piece of it.
    if (!text.includes('\n')) return;
    const lines = partial.split('\n');
    this.#partial[stream] = lines.pop() ?? '';
    for (const line of lines) this.#say(line, stream);
  }

  /** To be called once the script has ended: a last line without newline is a line too. */
  end(): void {
    for (const stream of ['stdout', 'stderr'] as const) {
      if (this.#partial[stream] !== '') this.#say(this.#partial[stream], stream);
      this.#partial[stream] = '';
    }
  }

  get stdout(): string {
    return this.#chunks.join('');
  }

  get stderr(): string {
    return this.#stderr;
  }

  /** Of both streams, oldest first, the one begun last. */
  lastLines(): string[] {
    const begun = [this.#partial.stdout, this.#partial.stderr].filter((line) => line !== '');
    return [...this.#last, ...begun].slice(-LAST_LINES).map((line) => line.slice(0, LONGEST_LINE));
  }

  #say(line: string, stream: 'stdout' | 'stderr'): void {
    this.#last.push(line);
    if (this.#last.length > LAST_LINES) this.#last.shift();
    this.#onLine?.(line, stream);
  }

  #refuse(): never {
    const { host, title } = this.#describe;
    throw new InstallerError('operation-failed', `${host}: ${title} said more than 64 MiB on stdout`, {
      host,
      hint: 'Something on the host is in a loop: look at the last lines.',
      lastLines: this.lastLines(),
    });
  }
}
