import type { PlacedDocument } from '../placed-document.ts';
import type { DocumentPath } from '../problem.ts';
import type { ApiVersion, ClusterApiKind } from './kinds.ts';

export type Fields = Readonly<Record<string, unknown>>;

/** A Cluster API document whose envelope (apiVersion, kind, name) is in order. */
export interface ClusterApiObject {
  document: PlacedDocument;
  kind: ClusterApiKind;
  version: ApiVersion;
  name: string;
  /** Absent: not written, any namespace will do. */
  namespace?: string;
  labels: Record<string, string>;
  annotations: Record<string, string>;
  value: Fields;
}

/** `KubeadmControlPlane b-cluster-control-plane` */
export function titleOf({ kind, name }: Pick<ClusterApiObject, 'kind' | 'name'>): string {
  return `${kind} ${name}`;
}

/** `value` as an object; an empty one for anything else. */
export function fieldsOf(value: unknown): Fields {
  return typeof value === 'object' && value !== null && !Array.isArray(value) ? (value as Fields) : {};
}

/** The value at a path, or undefined where the way ends before. Own fields only. */
export function valueAt(value: unknown, path: DocumentPath): unknown {
  let here = value;
  for (const segment of path) {
    if (typeof here !== 'object' || here === null || !Object.hasOwn(here, segment)) return undefined;
    here = (here as Record<string | number, unknown>)[segment];
  }
  return here;
}

/** The entries of `value` that are text. */
export function textFields(value: unknown): Record<string, string> {
  const entries = Object.entries(fieldsOf(value)).filter(
    (entry): entry is [string, string] => typeof entry[1] === 'string',
  );
  return Object.fromEntries(entries);
}
