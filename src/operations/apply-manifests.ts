import type { ClusterView } from '../model/observed.ts';
import { type ManifestFile, manifestKey, pendingManifests } from '../plan/manifests.ts';
import { type ControlPlaneHost, kubectlPreamble, readyControlPlane } from './control-plane-access.ts';
import { mustRun } from './host-script.ts';
import type { Operation } from './operation.ts';

const API_READY_MS = 120_000;

/** Applies manifest files in their order and lets the cluster remember the content it was given (ConfigMap installer-manifests). */
export function applyManifests(
  manifests: ManifestFile[],
  controlPlanes: ControlPlaneHost[],
  view: () => Promise<ClusterView | { unavailable: string }>,
): Operation<ManifestFile[]> {
  return {
    action: 'apply-manifests',
    observe: async () => {
      const cluster = await view();
      return pendingManifests(manifests, 'unavailable' in cluster ? undefined : cluster);
    },
    changes: (files) => files.map(({ name }) => ({ what: name, why: 'not applied with this content' })),
    apply: async (files, { signal, progress }) => {
      const onWaiting = (missing: string) => progress(`waiting for the API server: ${missing}`);
      const controlPlane = await readyControlPlane(controlPlanes, { limitMs: API_READY_MS, signal, onWaiting });
      for (const file of files) {
        progress(`kubectl apply -f ${file.name}`);
        await mustRun(controlPlane.host, `kubectl apply of ${file.name}`, applyScript(controlPlane, file), { signal });
      }
    },
  };
}

function applyScript(controlPlane: ControlPlaneHost, { name, content, sha256 }: ManifestFile): string {
  return `set -e
${kubectlPreamble(controlPlane)}
base64 -d <<'MANIFEST' | k apply -f -
${Buffer.from(content).toString('base64')}
MANIFEST
k -n kube-system create configmap installer-manifests --dry-run=client -o yaml | k apply -f - >/dev/null
k -n kube-system patch configmap installer-manifests --type merge -p '{"data":{"${manifestKey(name)}":"${sha256}"}}' >/dev/null
`;
}
