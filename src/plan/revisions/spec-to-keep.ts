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
/** Bytes: kubectl keeps a copy of what it applied in an annotation, and 256 KiB is what annotations may come to. */
const MOST = 100_000;

/**
 * Of a specification what goes into its owner's template, without secrets. What Secrets hold needs no mention: the
 * reference stays, and says all. Contents of files that would be too much to keep are left out, largest first.
 */
export function specToKeep({ initConfiguration: _, ...spec }: KubeadmConfigSpec): KeptSpec {
  const omitted: string[] = [];
  const kept = withoutSecretFields(spec, '', omitted) as KubeadmConfigSpec;
  const { files, users, ...rest } = kept;
  const kubeadmConfigSpec = {
    ...rest,
    ...(files && { files: files.map((file) => (isForEverybody(file) ? file : withoutContent(file, omitted))) }),
    ...(users && {
      users: users.map(({ passwd, ...user }) => {
        if (passwd !== undefined && !user.passwdFrom) omitted.push(`users[${user.name}].passwd`);
        return user;
      }),
    }),
  };
  return { kubeadmConfigSpec: smallEnough(kubeadmConfigSpec, omitted), omitted };
}

function isForEverybody({ contentFrom, permissions = DEFAULT_PERMISSIONS }: KubeadmFile): boolean {
  return !contentFrom && /^[0-7]+$/.test(permissions) && (Number.parseInt(permissions, 8) & READABLE) !== 0;
}

function withoutContent({ content, ...file }: KubeadmFile, omitted: string[]): KubeadmFile {
  if (content !== undefined && !file.contentFrom) omitted.push(`files[${file.path}].content`);
  return file;
}

function withoutSecretFields(value: unknown, path: string, omitted: string[]): unknown {
  if (Array.isArray(value))
    return value.map((entry, index) => withoutSecretFields(entry, `${path}[${index}]`, omitted));
  if (typeof value !== 'object' || value === null) return value;
  const entries = Object.entries(value).flatMap(([key, field]): [string, unknown][] => {
    const at = path === '' ? key : `${path}.${key}`;
    if (typeof field !== 'string' || !SECRET_FIELDS.has(key)) return [[key, withoutSecretFields(field, at, omitted)]];
    omitted.push(at);
    return [];
  });
  return Object.fromEntries(entries);
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
