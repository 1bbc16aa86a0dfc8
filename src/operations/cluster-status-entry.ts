import { parseDocument } from 'yaml';
import { shQuote } from '../kubeadm/sh-text.ts';
import { type ControlPlaneHost, kubectlPreamble } from './control-plane-access.ts';
import { mustRun } from './host-script.ts';
import type { ApplyContext } from './operation.ts';

/**
 * Takes a machine out of the API endpoints that kubeadm before 1.22 keeps in the ClusterStatus of ConfigMap
 * kubeadm-config: a later join would look for etcd where there is none any more. Nothing where there is no such key.
 * @throws InstallerError `operation-failed` when the ConfigMap cannot be read or written
 */
export async function dropClusterStatusEntry(
  controlPlane: ControlPlaneHost,
  name: string,
  { signal }: Pick<ApplyContext, 'signal'>,
): Promise<void> {
  const k = `${kubectlPreamble(controlPlane)}k -n kube-system`;
  const ask = `${k} get configmap kubeadm-config --ignore-not-found -o jsonpath='{.data.ClusterStatus}'`;
  const { stdout } = await mustRun(controlPlane.host, 'kubectl get of kubeadm-config', ask, { signal });
  const without = clusterStatusWithout(stdout, name);
  if (without === undefined) return;
  const patch = shQuote(JSON.stringify({ data: { ClusterStatus: without } }));
  const write = `${k} patch configmap kubeadm-config --type merge -p ${patch}`;
  await mustRun(controlPlane.host, `kubectl patch of kubeadm-config without ${name}`, write, { signal });
}

/** The ClusterStatus document without a machine's endpoint; undefined when it is not in it, or nothing to be read. */
export function clusterStatusWithout(text: string, name: string): string | undefined {
  const document = parseDocument(text);
  const path = ['apiEndpoints', name];
  if (document.errors.length > 0 || !document.hasIn(path)) return undefined;
  document.deleteIn(path);
  return document.toString();
}
