import { homedir } from 'node:os';
import { join } from 'node:path';
import type { ParsedKey } from 'ssh2';
import type { SecretSource } from '../model/desired.ts';
import { expandHome } from './expand-home.ts';
import { type Hop, hopError } from './hop.ts';
import { type AgentKey, agentKeys, type KeyFile, readKeyFile } from './login-keys.ts';

/** One way to log in, in the order they are tried. */
export type LoginAttempt =
  | { kind: 'key'; label: string; key: ParsedKey }
  | { kind: 'agent-key'; label: string; key: AgentKey }
  | { kind: 'password'; label: string; password: string };

export interface LoginPlan {
  user: string;
  attempts: LoginAttempt[];
  /** Why something that was meant to be tried could not be: `no agent is running (SSH_AUTH_SOCK is not set)`. */
  problems: string[];
}

/** Where keys, agent and secrets come from; key files and agents are asked once for all hosts. */
export interface LoginSources {
  resolveSecret: (source: SecretSource) => Promise<string>;
  /** Socket of the ssh-agent; undefined: none is running. */
  agentSocket: string | undefined;
}

const DEFAULT_KEYS = ['id_ed25519', 'id_ecdsa', 'id_rsa'];

/** Makes login plans. Unlocking a key costs a tenth of a second of CPU: each file is unlocked once. */
export class LoginPlanner {
  readonly #sources: LoginSources;
  readonly #keyFiles = new Map<string, Promise<KeyFile>>();
  /** Those of them that were of no use by themselves. */
  readonly #unusable = new Set<string>();
  #agent: Promise<AgentKey[] | Error> | undefined;
  /** Blob (base64) of the agent key that last opened a door: tried first at the next one. */
  #lastGood: string | undefined;

  constructor(sources: LoginSources) {
    this.#sources = sources;
  }

  /**
   * What to try at this hop: the private key named, then keys of the agent, then the password. With nothing named and no
   * agent, the default keys in ~/.ssh as ssh does.
   * @throws InstallerError `unreachable` when the key named cannot be used, or nothing at all is there to try
   */
  async plan(hop: Hop): Promise<LoginPlan> {
    const plan: LoginPlan = { user: hop.user, attempts: [], problems: [] };
    if (hop.privateKeyPath !== undefined) await this.#addKeyFile(plan, hop, hop.privateKeyPath);
    if (hop.agent) await this.#addAgentKeys(plan);
    if (hop.passwordFrom !== undefined) {
      const password = await this.#sources.resolveSecret(hop.passwordFrom);
      plan.attempts.push({ kind: 'password', label: 'password', password });
    }
    if (plan.attempts.length === 0 && hop.privateKeyPath === undefined) await this.#addDefaultKeys(plan);
    if (plan.attempts.length > 0) return plan;
    throw hopError(
      hop,
      `there is nothing to log in with: ${plan.problems.join('; ')}`,
      'Give ssh.privateKeyPath, or ssh.passwordFrom, or start an agent: eval "$(ssh-agent)" && ssh-add.',
    );
  }

  /** Key files that could not be used are read again when they are needed, and the agent is asked anew: it may hold others. */
  askAgain(): void {
    this.#agent = undefined;
    for (const id of this.#unusable) this.#keyFiles.delete(id);
    this.#unusable.clear();
  }

  /** Tells which agent key was accepted, so that fifty hosts do not each refuse the same wrong ones. */
  accepted(attempt: LoginAttempt): void {
    if (attempt.kind === 'agent-key') this.#lastGood = attempt.key.blob.toString('base64');
  }

  async #addKeyFile(plan: LoginPlan, hop: Hop, path: string): Promise<void> {
    const file = await this.#keyFile(path, hop.passphraseFrom);
    const shown = expandHome(path);
    if (file.kind === 'private') {
      plan.attempts.push({ kind: 'key', label: `key ${shown}`, key: file.key });
      return;
    }
    if (file.kind === 'unusable') throw unusable(hop, shown, file);
    const held = await this.#agentKeys();
    const match = held instanceof Error ? undefined : held.find((key) => key.blob.equals(file.public.blob));
    if (match !== undefined) {
      plan.attempts.push({ kind: 'agent-key', label: `agent key for ${shown}`, key: match });
      return;
    }
    const what = file.locked ? 'is locked with a passphrase' : 'is a public key';
    const agent = held instanceof Error ? held.message : 'the agent does not hold it';
    throw hopError(
      hop,
      `the key ${shown} ${what}, and ${agent}`,
      file.locked
        ? `Give ssh.passphraseFrom (for example {prompt: true}), or add it to the agent: ssh-add ${shown}`
        : 'Name the private key, or add it to the agent with ssh-add.',
    );
  }

  async #addAgentKeys(plan: LoginPlan): Promise<void> {
    const keys = await this.#agentKeys();
    if (keys instanceof Error) {
      plan.problems.push(keys.message);
      return;
    }
    if (keys.length === 0) plan.problems.push('the agent holds no keys');
    const planned = new Set(plan.attempts.flatMap((attempt) => (attempt.kind === 'agent-key' ? [attempt.key] : [])));
    const isLastGood = (key: AgentKey) => (key.blob.toString('base64') === this.#lastGood ? 0 : 1);
    const ordered = [...keys].sort((a, b) => isLastGood(a) - isLastGood(b));
    for (const key of ordered) {
      if (!planned.has(key)) plan.attempts.push({ kind: 'agent-key', label: key.label, key });
    }
  }

  async #addDefaultKeys(plan: LoginPlan): Promise<void> {
    for (const name of DEFAULT_KEYS) {
      const path = join(homedir(), '.ssh', name);
      const file = await this.#keyFile(path);
      if (file.kind === 'private') plan.attempts.push({ kind: 'key', label: `key ${path}`, key: file.key });
      else if (file.kind === 'public') plan.problems.push(`${path} is locked with a passphrase`);
    }
    if (plan.attempts.length === 0) plan.problems.push(`no usable key in ${join(homedir(), '.ssh')}`);
  }

  #keyFile(path: string, passphraseFrom?: SecretSource): Promise<KeyFile> {
    const id = JSON.stringify([path, passphraseFrom ?? null]);
    const known = this.#keyFiles.get(id);
    if (known !== undefined) return known;
    const passphrase = passphraseFrom === undefined ? undefined : () => this.#sources.resolveSecret(passphraseFrom);
    const file = readKeyFile(path, passphrase);
    this.#keyFiles.set(id, file);
    const note = () => this.#unusable.add(id);
    file.then(({ kind }) => kind !== 'private' && note(), note);
    return file;
  }

  #agentKeys(): Promise<AgentKey[] | Error> {
    this.#agent ??= askAgent(this.#sources.agentSocket);
    return this.#agent;
  }
}

async function askAgent(socket: string | undefined): Promise<AgentKey[] | Error> {
  if (socket === undefined || socket === '') return new Error('no agent is running (SSH_AUTH_SOCK is not set)');
  try {
    return await agentKeys(socket);
  } catch (error) {
    return new Error(
      `the agent at ${socket} does not answer (${error instanceof Error ? error.message : String(error)})`,
    );
  }
}

function unusable(hop: Hop, path: string, file: Extract<KeyFile, { kind: 'unusable' }>) {
  const say = {
    missing: ['does not exist', 'Correct ssh.privateKeyPath.'],
    unreadable: [`cannot be read (${file.detail})`, `Make it readable for you: chmod 600 ${path}`],
    locked: [
      'is locked with a passphrase',
      `Give ssh.passphraseFrom (for example {prompt: true}), or add it to the agent: ssh-add ${path}`,
    ],
    'wrong-passphrase': [
      'cannot be unlocked: the passphrase is wrong',
      `Check the passphrase given by ssh.passphraseFrom: ssh-keygen -y -f ${path}`,
    ],
    'not-a-key': [
      `is not a private key that can be read (${file.detail})`,
      `Check it: ssh-keygen -y -f ${path}. Keys of other forms convert with: ssh-keygen -p -f ${path}`,
    ],
  } as const satisfies Record<typeof file.problem, readonly [string, string]>;
  const [problem, hint] = say[file.problem];
  return hopError(hop, `the key ${path} ${problem}`, hint);
}
