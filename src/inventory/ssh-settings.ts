import type { BastionSettings, SshSettings } from '../model/desired.ts';
import { durationMs } from './duration.ts';
import type { Bastion, Host, SecretSource, Ssh } from './inventory.gen.ts';
import type { DocumentPath } from './problem.ts';
import type { SecretSources } from './secret-sources.ts';
import { type PathBase, userPath } from './user-path.ts';

const DEFAULT_CONNECT_TIMEOUT_MS = 10_000;

/** Where the fields of one level stand in the document, for the labels of prompts. */
interface Level<T> {
  fields: T;
  path: DocumentPath;
}

/** A host's SSH settings: its own fields over spec.ssh over the defaults. sudo is merged, a bastion replaced as a whole. */
export function sshSettings(
  host: Host,
  index: number,
  common: Ssh,
  base: PathBase,
  secrets: SecretSources,
): SshSettings {
  const own: Level<Ssh> = { fields: host.ssh ?? {}, path: ['spec', 'hosts', index, 'ssh'] };
  const levels: Level<Ssh>[] = [own, { fields: common, path: ['spec', 'ssh'] }];
  const pick = <Key extends keyof Ssh>(key: Key): Ssh[Key] =>
    levels.find(({ fields }) => fields[key] !== undefined)?.fields[key];
  const secret = (what: string, tail: readonly string[], from: (ssh: Ssh) => SecretSource | undefined) => {
    for (const { fields, path } of levels) {
      const written = from(fields);
      if (written !== undefined) return secrets.take(written, what, [...path, ...tail]);
    }
    return undefined;
  };

  const connectTimeout = pick('connectTimeout');
  const user = pick('user') ?? 'root';
  const privateKeyPath = optionalPath(pick('privateKeyPath'), base);
  const passwordFrom = secret(`password of ${user}`, ['passwordFrom'], (ssh) => ssh.passwordFrom);
  const sudoPasswordFrom = secret(
    `sudo password of ${user}`,
    ['sudo', 'passwordFrom'],
    (ssh) => ssh.sudo?.passwordFrom,
  );
  const settings: SshSettings = {
    user,
    port: pick('port') ?? 22,
    agent: pick('agent') ?? (privateKeyPath === undefined && passwordFrom === undefined),
    sudo: withDefined<SshSettings['sudo']>(
      { enabled: own.fields.sudo?.enabled ?? common.sudo?.enabled ?? user !== 'root' },
      { passwordFrom: sudoPasswordFrom },
    ),
    hostKeys: pick('hostKeys') ?? 'strict',
    connectTimeoutMs: connectTimeout === undefined ? DEFAULT_CONNECT_TIMEOUT_MS : durationMs(connectTimeout),
  };
  const whole = withDefined(settings, {
    privateKeyPath,
    passphraseFrom: secret('passphrase of the private key', ['passphraseFrom'], (ssh) => ssh.passphraseFrom),
    passwordFrom,
    hostKey: withoutComment(host.hostKey),
    knownHostsFile: optionalPath(pick('knownHostsFile'), base),
    configFile: optionalPath(pick('configFile'), base),
    // What an ssh_config says yields to what the inventory itself writes.
    explicit: pick('configFile') === undefined ? undefined : writtenFields(levels),
  });
  const bastionLevel = levels.find(({ fields }) => fields.bastion !== undefined);
  const bastion = bastionLevel?.fields.bastion;
  if (bastion === undefined || bastion === null || bastionLevel === undefined) return whole;
  const path = [...bastionLevel.path, 'bastion'];
  return { ...whole, bastion: bastionSettings({ fields: bastion, path }, whole, base, secrets) };
}

function writtenFields(levels: readonly Level<Ssh>[]): string[] {
  return [...new Set(levels.flatMap(({ fields }) => Object.keys(fields)))];
}

/** A bastion's settings. Without a way to log in of its own it uses the key or agent of what is behind it; never its password. */
function bastionSettings(
  { fields, path }: Level<NonNullable<Bastion>>,
  behind: Omit<SshSettings, 'sudo' | 'connectTimeoutMs'> | BastionSettings,
  base: PathBase,
  secrets: SecretSources,
): BastionSettings {
  const silent = fields.privateKeyPath === undefined && fields.passwordFrom === undefined && fields.agent === undefined;
  const user = fields.user ?? behind.user;
  const title = `on the bastion ${fields.address}`;
  const take = (written: SecretSource | undefined, what: string, field: string) =>
    written === undefined ? undefined : secrets.take(written, what, [...path, field]);
  const privateKeyPath = silent ? behind.privateKeyPath : optionalPath(fields.privateKeyPath, base);
  const settings = withDefined<BastionSettings>(
    {
      address: fields.address,
      port: fields.port ?? 22,
      user,
      agent: silent ? behind.agent || privateKeyPath === undefined : (fields.agent ?? false),
      hostKeys: fields.hostKeys ?? behind.hostKeys,
    },
    {
      privateKeyPath,
      passphraseFrom:
        take(fields.passphraseFrom, `passphrase of the private key ${title}`, 'passphraseFrom') ??
        (silent ? behind.passphraseFrom : undefined),
      passwordFrom: take(fields.passwordFrom, `password of ${user} ${title}`, 'passwordFrom'),
      hostKey: withoutComment(fields.hostKey),
      knownHostsFile: optionalPath(fields.knownHostsFile, base) ?? behind.knownHostsFile,
    },
  );
  if (fields.bastion === undefined || fields.bastion === null) return settings;
  const next = { fields: fields.bastion, path: [...path, 'bastion'] };
  return { ...settings, bastion: bastionSettings(next, settings, base, secrets) };
}

/** Milliseconds of a written duration: a number of seconds, or text with a unit. */
function optionalPath(text: string | undefined, base: PathBase): string | undefined {
  return text === undefined ? undefined : userPath(text, base);
}

function withoutComment(key: string | undefined): string | undefined {
  return key?.split(' ').slice(0, 2).join(' ');
}

/** `object` with those of `more` that are defined: Desired is compared and hashed, an absent field must be absent. */
function withDefined<T extends object>(object: T, more: { [Key in keyof T]?: T[Key] | undefined }): T {
  const defined = Object.fromEntries(Object.entries(more).filter(([, value]) => value !== undefined));
  return { ...object, ...defined };
}
