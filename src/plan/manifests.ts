import type { ClusterView } from '../model/observed.ts';
import type { PlannedOperation } from '../model/plan.ts';
import { operation } from './draft.ts';

/** A manifest file of the inventory, read and hashed on the operator's side. */
export interface ManifestFile {
  /** File name, told apart where two files have the same. */
  name: string;
  content: string;
  sha256: string;
}

/** Key of the ConfigMap under which the cluster remembers what was applied (validation.IsConfigMapKey). */
export function manifestKey(name: string): string {
  return name.replaceAll(/[^A-Za-z0-9._-]/g, '_').slice(0, 253);
}

/**
 * Names for files of these paths: the last part, with a number where an earlier file has the same key, so that the
 * cluster remembers each of them.
 */
export function manifestNames(paths: readonly string[]): string[] {
  const taken = new Map<string, number>();
  return paths.map((path) => {
    const name = path.slice(path.lastIndexOf('/') + 1);
    const count = (taken.get(manifestKey(name)) ?? 0) + 1;
    taken.set(manifestKey(name), count);
    return count === 1 ? name : `${name}-${count}`;
  });
}

/** Manifests are applied in inventory order when the cluster does not remember exactly this content. */
export function pendingManifests(manifests: ManifestFile[], cluster: ClusterView | undefined): ManifestFile[] {
  return manifests.filter(({ name, sha256 }) => cluster?.appliedManifests[manifestKey(name)] !== sha256);
}

export function planManifests(
  manifests: ManifestFile[],
  cluster: ClusterView | undefined,
  initialisation: string | undefined,
): PlannedOperation[] {
  const pending = pendingManifests(manifests, cluster);
  if (pending.length === 0) return [];
  return [
    operation({
      action: 'apply-manifests',
      title: `Apply ${pending.map(({ name }) => name).join(', ')}`,
      reason: cluster
        ? 'not applied yet, or changed since'
        : 'part of the inventory, applied as soon as the API answers',
      needs: initialisation ? [initialisation] : [],
    }),
  ];
}
