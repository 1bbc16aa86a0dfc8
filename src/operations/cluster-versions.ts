import { configuredVersion } from '../kubeadm/upgrade-command.ts';
import { readScript } from '../model/host-handle.ts';
import { type ControlPlaneHost, kubectlPreamble } from './control-plane-access.ts';

/** `gitVersion` of a control plane's own API server; undefined while it does not tell. */
export async function apiServerVersion(controlPlane: ControlPlaneHost): Promise<string | undefined> {
  const script = `${kubectlPreamble(controlPlane)}k --request-timeout=5s get --raw /version`;
  const said = await controlPlane.host.read(readScript(script), { timeoutMs: 15_000 }).catch(() => undefined);
  return /"gitVersion": *"([^"]+)"/.exec(said?.stdout ?? '')?.[1];
}

/** kubernetesVersion of kubeadm-config, asked through a ready control plane; undefined where it is not told. */
export async function clusterConfiguredVersion(controlPlane: ControlPlaneHost): Promise<string | undefined> {
  const script = `${kubectlPreamble(controlPlane)}k -n kube-system get configmap kubeadm-config -o jsonpath='{.data.ClusterConfiguration}'`;
  const said = await controlPlane.host.read(readScript(script), { timeoutMs: 30_000 });
  return said.code === 0 ? configuredVersion(said.stdout) : undefined;
}
