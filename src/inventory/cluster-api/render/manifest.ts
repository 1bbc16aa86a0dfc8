/** A Cluster API object, or the Inventory beside them. */
export interface Manifest {
  apiVersion: string;
  kind: string;
  metadata: { name: string; [field: string]: unknown };
  spec: Record<string, unknown>;
}

/** What all objects of one rendering share. */
export interface Style {
  version: RenderedVersion;
  /** Name of the cluster. */
  cluster: string;
  /** Label of hosts that tells their failure domain. */
  zoneLabel: string;
}

/** The versions that are written. */
export type RenderedVersion = 'v1beta1' | 'v1beta2';

export const CORE = 'cluster.x-k8s.io';
export const BOOTSTRAP = 'bootstrap.cluster.x-k8s.io';
export const CONTROL_PLANE = 'controlplane.cluster.x-k8s.io';

export function manifest(
  { version, cluster }: Style,
  group: string,
  kind: string,
  name: string,
  spec: Record<string, unknown>,
): Manifest {
  const labels = { 'cluster.x-k8s.io/cluster-name': cluster };
  return { apiVersion: `${group}/${version}`, kind, metadata: { name, labels }, spec };
}

/** v1beta2 names the group only. */
export function referenceTo({ version }: Style, group: string, kind: string, name: string): Record<string, string> {
  return version === 'v1beta2' ? { apiGroup: group, kind, name } : { apiVersion: `${group}/${version}`, kind, name };
}

/** The infrastructure: hosts, which the Inventory beside the objects lists. */
export function referenceToHosts({ version, cluster: name }: Style): Record<string, string> {
  const [group, kind] = ['installer.dev', 'Inventory'];
  return version === 'v1beta2' ? { apiGroup: group, kind, name } : { apiVersion: `${group}/v1alpha1`, kind, name };
}

/** The fields that have a value. */
export function defined(fields: Readonly<Record<string, unknown>>): Record<string, unknown> {
  return Object.fromEntries(Object.entries(fields).filter(([, value]) => value !== undefined));
}

/** An object of the fields that have a value; undefined where none has. */
export function whereAny(fields: Readonly<Record<string, unknown>>): Record<string, unknown> | undefined {
  const some = defined(fields);
  return Object.keys(some).length === 0 ? undefined : some;
}
