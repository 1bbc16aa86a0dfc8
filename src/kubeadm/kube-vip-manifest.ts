import { isIP } from 'node:net';
import { parse } from 'yaml';
import { decodeContent } from '../model/decode-content.ts';
import type { GivenKubeVip, KubeadmFile } from '../model/desired.ts';
import { fieldsOf } from './conversion.ts';

const MANIFESTS = '/etc/kubernetes/manifests/';
const IMAGE = /(?:^|\/)kube-vip(?:[:@_-]|$)/;

/** The kube-vip that a site brings itself: a static pod among the files of its kubeadmConfigSpec. */
export function givenKubeVip(files: readonly Partial<KubeadmFile>[] = []): GivenKubeVip | undefined {
  const file = files.find(isKubeVipManifest);
  if (file?.path === undefined) return undefined;
  const container = kubeVipContainer(textOf(file)) ?? {};
  const address = addressOf(container);
  return {
    path: file.path,
    ...(address !== undefined && { address }),
    ...(typeof container.image === 'string' && { image: container.image }),
  };
}

/** True for a static pod with a container that runs kube-vip; where its text cannot be read, its name decides. */
export function isKubeVipManifest(file: Partial<KubeadmFile>): boolean {
  const { path = '', append } = file;
  if (!path.startsWith(MANIFESTS) || append === true) return false;
  const text = textOf(file);
  return kubeVipContainer(text) !== undefined || (podOf(text) === undefined && /kube-?vip/.test(path));
}

/**
 * The manifest with its kubeconfig from `kubeconfigPath` of the host, where it is one of kubeadm's two administrators'.
 * The path inside the container stays.
 */
export function withKubeconfig(manifest: string, kubeconfigPath: string): string {
  return manifest.replace(
    /((?:^|[^\w])path["']?\s*:\s*["']?)\/etc\/kubernetes\/(?:super-)?admin\.conf/g,
    (_, before: string) => `${before}${kubeconfigPath}`,
  );
}

function textOf(file: Partial<KubeadmFile>): string {
  return decodeContent(file)?.toString('utf8') ?? '';
}

function podOf(text: string): Record<string, unknown> | undefined {
  try {
    const pod = fieldsOf(parse(text, { logLevel: 'silent' }));
    return pod.kind === 'Pod' ? pod : undefined;
  } catch {
    return undefined;
  }
}

function kubeVipContainer(text: string): Record<string, unknown> | undefined {
  const { containers } = fieldsOf(podOf(text)?.spec);
  return (Array.isArray(containers) ? containers : [])
    .map(fieldsOf)
    .find(({ name, image }) => name === 'kube-vip' || (typeof image === 'string' && IMAGE.test(image)));
}

/** From its environment (`vip_address` of old), or its arguments. Nothing where the text is to be filled in later. */
function addressOf({ env, args, command }: Record<string, unknown>): string | undefined {
  const variables = (Array.isArray(env) ? env : []).map(fieldsOf);
  const told = variables.find(({ name }) => name === 'address' || name === 'vip_address')?.value;
  const words = [command, args].flatMap((list) => (Array.isArray(list) ? list.map(String) : []));
  const given = words.map((word, index) => /^--(?:address|vip)(?:=(.*))?$/.exec(word)?.[1] ?? follows(words, index));
  return [told, ...given].find((value): value is string => typeof value === 'string' && isIP(value) !== 0);
}

function follows(words: readonly string[], index: number): string | undefined {
  return words[index] === '--address' || words[index] === '--vip' ? words[index + 1] : undefined;
}
