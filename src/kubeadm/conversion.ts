import type { KubeadmApiVersion } from './api-version.ts';

export type Fields = Record<string, unknown>;

/** Something of the user's specification that the documents for this Kubernetes version cannot carry. */
export interface ConversionWarning {
  /** Where it stands in kubeadmConfigSpec: `clusterConfiguration.dns.type`. */
  path: string;
  message: string;
}

/** What the builders of one document share: the target, and where to say what was left out. */
export interface Conversion {
  api: KubeadmApiVersion;
  kubernetesVersion: string;
  warn(path: string, message: string): void;
}

/** `value` as a mapping; an empty one for anything else. */
export function fieldsOf(value: unknown): Fields {
  return typeof value === 'object' && value !== null && !Array.isArray(value) ? (value as Fields) : {};
}

/** `value` as a list of strings; other entries are left out. */
export function stringsOf(value: unknown): string[] {
  return Array.isArray(value) ? value.filter((entry): entry is string => typeof entry === 'string') : [];
}

/** `value` when it is text that says something. */
export function textOf(value: unknown): string | undefined {
  return typeof value === 'string' && value !== '' ? value : undefined;
}

/** Says that a field is not carried because the target's kubeadm does not know it yet. */
export function warnTooNew(conversion: Conversion, path: string, since: string): void {
  conversion.warn(path, `kubeadm ${conversion.kubernetesVersion} has no such setting (since ${since})`);
}
