import { changedClusterConfiguration } from '../../kubeadm/upgrade-cluster-configuration.ts';
import { configuredVersion } from '../../kubeadm/upgrade-command.ts';
import type { Desired } from '../../model/desired.ts';
import { controlPlaneMachines } from '../../model/machine.ts';
import type { ClusterView } from '../../model/observed.ts';
import { compareVersions, tryParseVersion } from '../../model/version.ts';

/** What the cluster keeps for kubeadm, beside what is wanted: `newer` is of a later version, which somebody gave up since. */
export interface KeptForKubeadm {
  is: 'as wanted' | 'different' | 'newer';
  version: string | undefined;
}

/** Machines that join, and kubeadm upgrade, read it. Undefined: there is no cluster, or it was not told. */
export function keptForKubeadm(
  desired: Desired,
  cluster: Pick<ClusterView, 'clusterConfiguration'> | undefined,
): KeptForKubeadm | undefined {
  const kept = cluster?.clusterConfiguration;
  const [machine] = controlPlaneMachines(desired);
  if (kept === undefined || !machine) return undefined;
  const { version: kubernetesVersion, kubeadmConfigSpec } = desired.controlPlane;
  const version = configuredVersion(kept);
  if (version !== undefined && isNewer(version, kubernetesVersion)) return { is: 'newer', version };
  const input = { desired, host: machine.host, kubernetesVersion, kubeadmConfigSpec };
  return { is: changedClusterConfiguration(input, kept) === undefined ? 'as wanted' : 'different', version };
}

function isNewer(version: string, than: string): boolean {
  if (!tryParseVersion(version) || !tryParseVersion(than)) return false;
  return compareVersions(version, than) > 0;
}
