import { readFile, stat } from 'node:fs/promises';
import path from 'node:path';
import { InstallerError } from '../errors.ts';
import type { SecretSource } from '../model/desired.ts';
import type { Secrets } from '../model/secrets.ts';
import { decryptAge } from './age-secret.ts';
import type { NamedSecretSource } from './secret-sources.ts';

export interface SecretResolverOptions {
  /** Every secret is registered here before it is handed out. */
  secrets: Secrets;
  env: Readonly<Record<string, string | undefined>>;
  /** Folder that relative paths start from; paths out of readInventory are absolute. */
  cwd: string;
  /** Asks without showing the answer. Absent: nobody can be asked. */
  prompt?: ((label: string) => Promise<string>) | undefined;
  /** What readInventory found: gives prompts and errors their words, and tells one prompt from another. */
  secretSources?: readonly NamedSecretSource[];
  warn?: ((message: string) => void) | undefined;
}

/**
 * @param label words for the prompt and for errors; default: those of `secretSources`
 * @throws InstallerError `usage` when the secret cannot be had, naming the variable or file and what to do
 */
export type ResolveSecret = (source: SecretSource, label?: string) => Promise<string>;

export interface SecretResolver extends ResolveSecret {
  /** What could not be had is asked for once more when it is needed. */
  forgetFailures(): void;
}

/**
 * Resolves secrets when they are needed, each once: a variable, a file and a prompt's label are asked a single time, in vain
 * or not.
 */
export function createSecretResolver(options: SecretResolverOptions): SecretResolver {
  const labels = new Map(options.secretSources?.map(({ source, label }) => [source, label]));
  const byKey = new Map<string, Promise<string>>();
  const bySource = new Map<SecretSource, Promise<string>>();
  const failures = new Set<() => void>();
  const ask = oneAtATime(options.prompt);

  const resolver: ResolveSecret = (source, given) => {
    const label = given ?? labels.get(source);
    const make = async (): Promise<string> =>
      options.secrets.add(await resolve(source, label ?? 'secret', options, ask));
    // A prompt without a label is known by the place in the inventory that it stands for.
    return 'prompt' in source && label === undefined
      ? remembered(bySource, source, make)
      : remembered(byKey, 'prompt' in source ? `prompt ${label}` : JSON.stringify(source), make);
  };
  const forgetFailures = () => {
    for (const forget of failures) forget();
    failures.clear();
  };
  return Object.assign(resolver, { forgetFailures });

  function remembered<Key>(memory: Map<Key, Promise<string>>, key: Key, make: () => Promise<string>): Promise<string> {
    const known = memory.get(key);
    if (known !== undefined) return known;
    const made = make();
    memory.set(key, made);
    made.catch(() => failures.add(() => memory.delete(key)));
    return made;
  }
}

/** Hosts connect together; questions come one after the other. */
function oneAtATime(prompt: SecretResolverOptions['prompt']): SecretResolverOptions['prompt'] {
  if (prompt === undefined) return undefined;
  let last: Promise<unknown> = Promise.resolve();
  return (label) => {
    const next = last.then(() => prompt(label));
    last = next.catch(() => undefined);
    return next;
  };
}

async function resolve(
  source: SecretSource,
  label: string,
  options: SecretResolverOptions,
  prompt: SecretResolverOptions['prompt'],
): Promise<string> {
  if ('env' in source) return fromEnvironment(source.env, label, options.env);
  if ('file' in source) return await fromFile(path.resolve(options.cwd, source.file), label, options.warn);
  if ('age' in source) {
    const { env, secrets, cwd } = options;
    return withoutNewline(await decryptAge(path.resolve(cwd, source.age), { label, env, cwd, secrets, prompt }));
  }
  if (prompt === undefined) {
    throw new InstallerError('usage', `${label}: prompt: true, and nobody can be asked here: this is not a terminal`, {
      hint: 'In the inventory use { env: NAME }, { file: PATH } or { age: PATH } instead of { prompt: true }.',
    });
  }
  return await prompt(label);
}

function fromEnvironment(name: string, label: string, env: SecretResolverOptions['env']): string {
  const value = env[name];
  if (value !== undefined && value !== '') return value;
  const state = value === undefined ? 'not set' : 'empty';
  throw new InstallerError('usage', `${label}: the environment variable ${name} is ${state}`, {
    hint: `Set it without leaving it in the history: read -rs ${name} && export ${name}`,
  });
}

async function fromFile(file: string, label: string, warn: SecretResolverOptions['warn']): Promise<string> {
  try {
    const [text, { mode }] = await Promise.all([readFile(file, 'utf8'), stat(file)]);
    if ((mode & 0o004) !== 0) warn?.(`${label}: everyone on this machine can read ${file}; do: chmod 600 ${file}`);
    const secret = withoutNewline(text);
    if (secret === '')
      throw new InstallerError('usage', `${label}: ${file} is empty`, { hint: 'Write the secret into it.' });
    return secret;
  } catch (error) {
    if (error instanceof InstallerError) throw error;
    const hint = 'Paths in the inventory are relative to its own folder.';
    throw new InstallerError('usage', `${label}: cannot read ${file}: ${(error as Error).message}`, {
      hint,
      cause: error,
    });
  }
}

function withoutNewline(text: string): string {
  return text.replace(/\r?\n$/, '');
}
