import { parseDocument } from 'yaml';
import { fieldsOf, textOf } from './conversion.ts';

export type UpgradeCommand = 'apply' | 'node';

export interface UpgradeSituation {
  role: 'control-plane' | 'worker';
  version: string;
  /** kubernetesVersion of the cluster's kubeadm-config; undefined where it is not told. */
  configured: string | undefined;
  /** Versions of the API servers of the other control planes, as far as they tell them. */
  others: readonly (string | undefined)[];
}

/**
 * `apply` is what the first control plane of a new version runs: it also changes what the cluster keeps, and needs not be
 * known to have ended well: as long as no other API server has the version, it is run again. All others run `node`.
 */
export function upgradeCommand({ role, version, configured, others }: UpgradeSituation): UpgradeCommand {
  if (role === 'worker') return 'node';
  return configured === version && others.includes(version) ? 'node' : 'apply';
}

/** kubernetesVersion of a ClusterConfiguration as the ConfigMap kubeadm-config holds it. */
export function configuredVersion(clusterConfiguration: string): string | undefined {
  const document = parseDocument(clusterConfiguration);
  if (document.errors.length > 0) return undefined;
  return textOf(fieldsOf(document.toJS()).kubernetesVersion);
}
