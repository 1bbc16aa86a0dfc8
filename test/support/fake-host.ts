import type {
  HeldScript,
  HoldOptions,
  Host,
  ReadScript,
  ScriptOptions,
  ScriptResult,
  Upload,
} from '../../src/model/host-handle.ts';

export type Answer = Partial<ScriptResult>;

/** What a host says to every script that matches. Code 0 and silence where the answer names neither. */
export interface ScriptedAnswer {
  match: RegExp;
  answer: Answer | ((script: string, options: ScriptOptions) => Answer | Promise<Answer>);
}

export interface RecordedScript {
  kind: 'read' | 'run' | 'hold';
  script: string;
  options: ScriptOptions;
}

/** A host of scripted answers, the first match wins; a script that nothing matches is an error. Keeps all it was asked. */
export class FakeHost implements Host {
  readonly name: string;
  readonly address: string;
  readonly scripts: RecordedScript[] = [];
  readonly uploads: Upload[] = [];
  /** What happened, in order: `read`, `run`, `hold`, `release` and `upload <target>`. */
  readonly order: string[] = [];
  readonly #answers: ScriptedAnswer[];
  readonly #held: AbortController[] = [];

  constructor(name: string, answers: ScriptedAnswer[] = [], address = '192.0.2.1') {
    this.name = name;
    this.address = address;
    this.#answers = answers;
  }

  /** Texts of the scripts that may have changed something. */
  get changes(): string[] {
    return this.scripts.filter(({ kind }) => kind === 'run').map(({ script }) => script);
  }

  read(script: ReadScript, options: ScriptOptions = {}): Promise<ScriptResult> {
    return this.#answer('read', script, options);
  }

  run(script: string, options: ScriptOptions = {}): Promise<ScriptResult> {
    return this.#answer('run', script, options);
  }

  /** Stays where the answer's code is 0, having said its standard output. */
  async hold(script: string, options: HoldOptions = {}): Promise<HeldScript | ScriptResult> {
    const result = await this.#answer('hold', script, options);
    if (result.code !== 0) return result;
    const lost = new AbortController();
    this.#held.push(lost);
    return {
      said: result.stdout.trimEnd(),
      lost: lost.signal,
      release: async () => {
        if (!lost.signal.aborted) this.order.push('release');
      },
    };
  }

  /** What is held here is lost. */
  loseHeld(reason: unknown): void {
    for (const lost of this.#held) lost.abort(reason);
  }

  async upload(upload: Upload): Promise<void> {
    this.uploads.push(upload);
    this.order.push(`upload ${upload.target}`);
    upload.onProgress?.(upload.size);
  }

  async #answer(kind: RecordedScript['kind'], script: string, options: ScriptOptions): Promise<ScriptResult> {
    this.scripts.push({ kind, script, options });
    this.order.push(kind);
    const found = this.#answers.find(({ match }) => match.test(script));
    if (!found) throw new Error(`${this.name} has no answer for this ${kind} script:\n${script.slice(0, 400)}`);
    const said = typeof found.answer === 'function' ? await found.answer(script, options) : found.answer;
    const result = { code: 0, stdout: '', stderr: '', ...said };
    for (const stream of ['stdout', 'stderr'] as const) {
      for (const line of result[stream].split('\n')) if (line !== '') options.onLine?.(line, stream);
    }
    return result;
  }
}

/** One answer after the other, the last one from then on. */
export function inTurn(...answers: Answer[]): () => Answer {
  let next = 0;
  return () => answers[Math.min(next++, answers.length - 1)] ?? {};
}
