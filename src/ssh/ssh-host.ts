import { InstallerError } from '../errors.ts';
import type { SecretSource, SshSettings } from '../model/desired.ts';
import type {
  HeldScript,
  HoldOptions,
  Host,
  ReadScript,
  ScriptOptions,
  ScriptResult,
  Upload,
} from '../model/host-handle.ts';
import type { ChunkSource } from './chunk-source.ts';
import type { ChunkSources } from './chunk-sources.ts';
import { Holding } from './holding.ts';
import type { MarkedExec } from './marked-run.ts';
import { NotStarted } from './not-started.ts';
import { Output } from './output.ts';
import { Privilege } from './privilege.ts';
import { type Connect, Sessions } from './sessions.ts';
import { type ReceiveOutcome, Sending } from './upload.ts';
import { RECEIVE, RECEIVE_ON_TERMINAL } from './upload-wrapper.ts';
import { RUN_SCRIPT, RUN_SCRIPT_ON_TERMINAL } from './wrapper.ts';

const SCRIPT_TIMEOUT = 120_000;

type Work = Omit<MarkedExec, 'elevation' | 'password' | 'onBegin'>;

export interface SshHostOptions {
  name: string;
  address: string;
  settings: () => Promise<SshSettings>;
  /** The live connection, opened or opened again when there is none. */
  connect: Connect;
  resolveSecret: (source: SecretSource) => Promise<string>;
  sources: ChunkSources;
}

/** A host over SSH. One connection, opened when first asked for something. */
export class SshHost implements Host {
  readonly name: string;
  readonly address: string;
  readonly #sources: ChunkSources;
  readonly #privilege: Privilege;
  readonly #sessions: Sessions;

  constructor(options: SshHostOptions) {
    this.name = options.name;
    this.address = options.address;
    this.#sessions = new Sessions(options.connect);
    this.#sources = options.sources;
    this.#privilege = new Privilege(options.name, options.settings, options.resolveSecret);
  }

  /** Execs so far, but for what is held. */
  get roundTrips(): number {
    return this.#sessions.roundTrips;
  }

  read(script: ReadScript, options: ScriptOptions = {}): Promise<ScriptResult> {
    return this.run(script, options);
  }

  async run(script: string, options: ScriptOptions = {}): Promise<ScriptResult> {
    if (script.includes('\0')) throw new RangeError('A script cannot hold a NUL byte.');
    const title = options.title ?? 'a script';
    const output = new Output({ host: this.name, title }, options.onLine);
    const code = await this.#elevated(options.root ?? true, (terminal) => ({
      wrapper: terminal ? RUN_SCRIPT_ON_TERMINAL : RUN_SCRIPT,
      title,
      timeoutMs: options.timeoutMs ?? SCRIPT_TIMEOUT,
      ...(terminal ? { terminal, scriptBytes: Buffer.byteLength(script) } : {}),
      ...(options.signal === undefined ? {} : { signal: options.signal }),
      feed: (channel) => {
        channel.write(script);
        if (!terminal) channel.end();
      },
      onText: (text, stream) => output.add(text, stream),
      lastLines: () => (options.secretOutput ? [] : output.lastLines()),
    }));
    output.end();
    return { code, stdout: output.stdout, stderr: output.stderr };
  }

  async hold(script: string, options: HoldOptions = {}): Promise<HeldScript | ScriptResult> {
    if (script.includes('\0')) throw new RangeError('A script cannot hold a NUL byte.');
    const holding = new Holding(this.name, script, options);
    const work = (terminal: boolean) => holding.work(terminal);
    return holding.start(this.#elevated(options.root ?? true, work, (exec) => this.#sessions.hold(exec)));
  }

  async upload(upload: Upload): Promise<void> {
    if (/[\n\0]/.test(upload.target)) throw new RangeError('A target path cannot hold a newline or a NUL byte.');
    await this.#sources.with(upload.source, upload.size, async (source) => {
      const first = await this.#send(upload, source);
      if (first.kind === 'stored') return;
      // What an earlier run left may have been wrong; the host has deleted it, so this time all of it is sent.
      const second = await this.#send(upload, source);
      if (second.kind === 'mismatch') throw this.#corrupt(upload, second.sha256);
    });
  }

  #send(upload: Upload, source: ChunkSource): Promise<ReceiveOutcome> {
    const sending = new Sending(this.name, upload, source.reader(), () => this.#sessions.link());
    const session = this.#elevated(true, (terminal) => ({
      ...sending.work(),
      wrapper: terminal ? RECEIVE_ON_TERMINAL : RECEIVE,
      terminal,
    }));
    return sending.outcome(session);
  }

  async #elevated(
    root: boolean,
    work: (terminal: boolean) => Work,
    start = (exec: MarkedExec) => this.#sessions.run(exec),
  ): Promise<number> {
    const privilege = this.#privilege;
    const { elevation, password } = await privilege.elevation(root);
    const attempt = (): Promise<number> =>
      start({
        ...work(privilege.needsTerminal && elevation !== 'none'),
        elevation,
        ...(password === undefined ? {} : { password }),
        onBegin: () => privilege.accepted(elevation),
      });
    return privilege.guard(elevation, async () => {
      try {
        return await attempt().catch((error: unknown) => {
          if (!(error instanceof NotStarted) || error.problem !== 'needs-terminal' || privilege.needsTerminal)
            throw error;
          privilege.needsTerminal = true;
          return attempt();
        });
      } catch (error) {
        throw error instanceof NotStarted ? await privilege.explain(error) : error;
      }
    });
  }

  #corrupt(upload: Upload, arrived: string): InstallerError {
    return new InstallerError('operation-failed', `${this.name}: ${upload.target} arrived damaged twice`, {
      host: this.name,
      hint: `Expected sha256 ${upload.sha256}, the host has ${arrived}. Has ${upload.source} changed since it was checked? Compare: sha256sum ${upload.source}. If it has not, suspect memory or disk of the host.`,
    });
  }
}
