import { readFile } from 'node:fs/promises';
import ssh2, { type BaseAgent, type ParsedKey, type SignCallback, type SigningRequestOptions } from 'ssh2';
import { expandHome } from './expand-home.ts';
import { fingerprint, type HostKey, keyTypeOf, parsePublicKey } from './host-key.ts';

/** What a key file turned out to be. */
export type KeyFile =
  | { kind: 'private'; key: ParsedKey }
  /** Locked, or a .pub file: the agent may hold its private half. */
  | { kind: 'public'; public: HostKey; locked: boolean }
  | {
      kind: 'unusable';
      problem: 'missing' | 'unreadable' | 'locked' | 'wrong-passphrase' | 'not-a-key';
      detail: string;
    };

/** Reads and unlocks a private key: OpenSSH, PEM or PuTTY form. `passphrase` is asked for only when the key is locked. */
export async function readKeyFile(path: string, passphrase?: () => Promise<string>): Promise<KeyFile> {
  const file = expandHome(path);
  let text: string;
  try {
    text = await readFile(file, 'utf8');
  } catch (error) {
    const missing = error instanceof Error && 'code' in error && error.code === 'ENOENT';
    return { kind: 'unusable', problem: missing ? 'missing' : 'unreadable', detail: String(error) };
  }
  const bare = parsePublicKey(text);
  if (bare !== undefined) return { kind: 'public', public: bare, locked: false };
  const parsed = parse(text);
  if (!(parsed instanceof Error)) {
    if (parsed.isPrivateKey()) return { kind: 'private', key: parsed };
    return { kind: 'unusable', problem: 'not-a-key', detail: 'it holds no private key' };
  }
  if (!/encrypted|passphrase/i.test(parsed.message)) {
    return { kind: 'unusable', problem: 'not-a-key', detail: parsed.message };
  }
  if (passphrase === undefined) return lockedKey(file, text);
  const unlocked = parse(text, await passphrase());
  if (unlocked instanceof Error) return { kind: 'unusable', problem: 'wrong-passphrase', detail: unlocked.message };
  return { kind: 'private', key: unlocked };
}

function parse(text: string, passphrase?: string): ParsedKey | Error {
  const parsed: ParsedKey | ParsedKey[] | Error = ssh2.utils.parseKey(text, passphrase);
  if (!Array.isArray(parsed)) return parsed;
  const [first] = parsed as ParsedKey[];
  return first ?? new Error('it holds no key');
}

/** The public half of a locked key stands in the clear in OpenSSH's own form, or beside it in the .pub file. */
async function lockedKey(file: string, text: string): Promise<KeyFile> {
  const beside = await readFile(`${file}.pub`, 'utf8').catch(() => '');
  const found = publicHalf(text) ?? parsePublicKey(beside);
  if (found === undefined) return { kind: 'unusable', problem: 'locked', detail: 'it is locked with a passphrase' };
  return { kind: 'public', public: found, locked: true };
}

/** Public key of an `openssh-key-v1` container (PROTOCOL.key in OpenSSH). */
export function publicHalf(text: string): HostKey | undefined {
  const body = /-----BEGIN OPENSSH PRIVATE KEY-----([\s\S]+?)-----END/.exec(text)?.[1];
  if (body === undefined) return undefined;
  const bytes = Buffer.from(body, 'base64');
  let at = 'openssh-key-v1\0'.length;
  const next = (): Buffer => {
    const length = bytes.readUInt32BE(at);
    const value = bytes.subarray(at + 4, at + 4 + length);
    at += 4 + length;
    return value;
  };
  try {
    for (const _skipped of ['cipher', 'kdf', 'kdf options']) next();
    at += 4; // number of keys, always 1
    const blob = Buffer.from(next());
    const type = keyTypeOf(blob);
    return type === undefined ? undefined : { type, blob };
  } catch (error) {
    if (error instanceof RangeError) return undefined;
    throw error;
  }
}

/** One key that an agent holds, in the form ssh2 asks for: an agent of one key. */
export interface AgentKey {
  blob: Buffer;
  label: string;
  agent: BaseAgent;
}

/** Keys of the agent at `socket`. @throws Error when no agent answers there */
export async function agentKeys(socket: string): Promise<AgentKey[]> {
  const agent = new ssh2.OpenSSHAgent(socket);
  const keys = await new Promise<ParsedKey[]>((resolve, reject) => {
    agent.getIdentities((error, found) => {
      if (error) reject(error);
      else resolve((found ?? []).filter((entry): entry is ParsedKey => 'getPublicSSH' in entry));
    });
  });
  return keys.map((key) => {
    const blob = key.getPublicSSH();
    const comment = key.comment === '' ? '' : ` (${key.comment})`;
    return { blob, label: `agent key ${fingerprint(blob)}${comment}`, agent: oneKeyAgent(agent, key) };
  });
}

function oneKeyAgent(agent: InstanceType<typeof ssh2.OpenSSHAgent>, key: ParsedKey): BaseAgent {
  class OneKeyAgent extends ssh2.BaseAgent<ParsedKey> {
    override getIdentities(done: (error?: Error | null, keys?: ParsedKey[]) => void): void {
      done(null, [key]);
    }
    override sign(
      publicKey: ParsedKey,
      data: Buffer,
      options: SigningRequestOptions | SignCallback,
      done?: SignCallback,
    ): void {
      if (typeof options === 'function') agent.sign(publicKey, data, options);
      else agent.sign(publicKey, data, options, done);
    }
  }
  return new OneKeyAgent() as unknown as BaseAgent;
}
