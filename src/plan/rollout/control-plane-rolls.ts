import { compareVersions, tryParseVersion } from '../../model/version.ts';
import type { Situation } from '../situation.ts';

/** What of a rollout of the control plane concerns the whole cluster. */
export interface ControlPlaneRolls {
  /** A control plane is outdated. */
  any: boolean;
  /** Its version changes, or kube-proxy has not followed it yet. */
  version: boolean;
  /** Something changes that is not only the version. */
  specification: boolean;
}

/** One that leaves for another reason counts too: as long as it is there, the cluster is of its version. */
export function controlPlaneRolls({
  existing,
  upgrades,
  cluster,
  desired,
}: Pick<Situation, 'existing' | 'upgrades' | 'cluster' | 'desired'>): ControlPlaneRolls {
  const rolling = new Set(upgrades.map(({ machine }) => machine));
  const outdated = existing.filter(
    (machine) => machine.role === 'control-plane' && (machine.outdated !== undefined || rolling.has(machine)),
  );
  return {
    any: outdated.length > 0,
    version:
      outdated.some((machine) => machine.outdated?.version !== undefined) ||
      (cluster !== undefined && isBehind(cluster.kubeProxyVersion, desired.controlPlane.version)),
    specification: outdated.some(({ outdated: why }) => why !== undefined && !why.byUpgrade),
  };
}

function isBehind(proxy: string | undefined, version: string): boolean {
  if (proxy === undefined || !tryParseVersion(proxy) || !tryParseVersion(version)) return false;
  return compareVersions(proxy, version) < 0;
}
