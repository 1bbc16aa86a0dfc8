import { decodeContent } from '../../model/decode-content.ts';
import type { KubeadmConfigSpec, KubeadmFile } from '../../model/desired.ts';

/** What may be kept of a kubeadmConfigSpec where everybody who may read machines may read it, too. */
export interface KeptSpec {
  kubeadmConfigSpec: KubeadmConfigSpec;
  /** Fields that were left out. */
  omitted: string[];
}

/** Fields anywhere in kubeadm's configurations whose text lets somebody in. */
const SECRET_FIELDS = new Set(['token', 'tlsBootstrapToken', 'certificateKey', 'password']);
/** Others may read a file: the last digit of its permissions. cloud-init makes one without any so. */
const READABLE = 0o4;
const DEFAULT_PERMISSIONS = '0644';
/** Characters: shorter ones stand in ordinary text, and are not masked either. */
const SHORTEST = 4;
const SHORTEST_LINE = 8;
/** Bytes: kubectl keeps a copy of what it applied in an annotation, and 256 KiB is what annotations may come to. */
const MOST = 100_000;

/**
 * Of a specification what goes into its owner's template, without secrets. What Secrets hold needs no mention: the
 * reference stays, and says all. Contents of files that would be too much to keep are left out, largest first. That
 * something of what is left out changes shows all the same: in the template, which has hashes of all fields.
 * @param secrets texts that are known to be secret: what they stand in is left out too, be it a command
 */
export function specToKeep({ initConfiguration: _, ...spec }: KubeadmConfigSpec, secrets: readonly string[]): KeptSpec {
  const omitted: string[] = [];
  const isSecret = holdingAny(secrets);
  const isKept = (file: KubeadmFile): boolean =>
    isForEverybody(file) && !isSecret(decodeContent(file)?.toString('utf8') ?? '');
  const { files, users, ...rest } = spec;
  const kept = {
    ...rest,
    ...(files && { files: files.map((file) => (isKept(file) ? file : withoutContent(file, omitted))) }),
    ...(users && {
      users: users.map(({ passwd, ...user }) => {
        if (passwd !== undefined && !user.passwdFrom) omitted.push(`users[${user.name}].passwd`);
        return user;
      }),
    }),
  };
  const kubeadmConfigSpec = withoutSecrets(kept, '', isSecret, omitted) as KubeadmConfigSpec;
  return { kubeadmConfigSpec: smallEnough(kubeadmConfigSpec, omitted), omitted };
}

/** Whole secrets, and such lines of them as are no ordinary words. */
function holdingAny(secrets: readonly string[]): (text: string) => boolean {
  const lines = secrets.flatMap((secret) => secret.split('\n').filter((line) => line.trim().length >= SHORTEST_LINE));
  const parts = [...secrets, ...lines].map((part) => part.trim()).filter((part) => part.length >= SHORTEST);
  return (text) => parts.some((part) => text.includes(part));
}

function isForEverybody({ contentFrom, permissions = DEFAULT_PERMISSIONS }: KubeadmFile): boolean {
  return !contentFrom && /^[0-7]+$/.test(permissions) && (Number.parseInt(permissions, 8) & READABLE) !== 0;
}

function withoutContent({ content, ...file }: KubeadmFile, omitted: string[]): KubeadmFile {
  if (content !== undefined && !file.contentFrom) omitted.push(`files[${file.path}].content`);
  return file;
}

function withoutSecrets(value: unknown, path: string, isSecret: (text: string) => boolean, omitted: string[]): unknown {
  const entriesOf = (holder: object, place: (key: string) => string): [string, unknown][] =>
    Object.entries(holder).flatMap(([key, field]): [string, unknown][] => {
      const at = place(key);
      if (typeof field !== 'string') return [[key, withoutSecrets(field, at, isSecret, omitted)]];
      if (!isSecret(field) && !SECRET_FIELDS.has(key)) return [[key, field]];
      omitted.push(at);
      return [];
    });
  if (Array.isArray(value)) return entriesOf(value, (index) => `${path}[${index}]`).map(([, entry]) => entry);
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(entriesOf(value, (key) => (path === '' ? key : `${path}.${key}`)));
}

function smallEnough(spec: KubeadmConfigSpec, omitted: string[]): KubeadmConfigSpec {
  const { files = [] } = spec;
  if (Buffer.byteLength(JSON.stringify(spec)) <= MOST) return spec;
  const sizes = files.map(({ content = '' }) => content.length);
  const largest = sizes.indexOf(Math.max(...sizes));
  if (!sizes[largest]) return withoutFields(spec, omitted);
  const smaller = files.map((file, index) => (index === largest ? withoutContent(file, omitted) : file));
  return smallEnough({ ...spec, files: smaller }, omitted);
}

/** Without contents of files there is too much of something else: all that is left to say is which fields there were. */
function withoutFields(spec: KubeadmConfigSpec, omitted: string[]): KubeadmConfigSpec {
  omitted.push(...Object.keys(spec));
  return {};
}
