import { readScript } from '../model/host-handle.ts';
import { type ControlPlaneHost, kubectlPreamble } from './control-plane-access.ts';
import { lastLines } from './host-script.ts';

/**
 * Volumes that are attached to a node and that none of its pods uses any more: those are to be detached before the machine
 * goes. What pods that stay (DaemonSets) use is never detached from it, and not waited for, as in Cluster API.
 * @returns names, or why there is no answer
 */
export async function attachedVolumes(
  controlPlane: ControlPlaneHost,
  node: string,
): Promise<string[] | { unavailable: string }> {
  const title = `volumes attached to ${node}`;
  const { code, stdout, stderr } = await controlPlane.host.read(readScript(question(controlPlane, node)), { title });
  if (code !== 0) return { unavailable: lastLines(stderr, 1).join('') || `kubectl ended with ${code}` };
  return volumesToDetach(stdout);
}

function question(controlPlane: ControlPlaneHost, node: string): string {
  return `${kubectlPreamble(controlPlane)}
attached=$(k get volumeattachments -o jsonpath='{range .items[?(@.spec.nodeName=="${node}")]}{"attached "}{.metadata.name}{" "}{.spec.source.persistentVolumeName}{"\\n"}{end}') || exit
[ "$attached" ] || exit 0
printf '%s\\n' "$attached"
k get pods -A --field-selector 'spec.nodeName=${node}' -o jsonpath='{range .items[*]}{"pod "}{.metadata.namespace}{range .spec.volumes[*]}{" "}{.persistentVolumeClaim.claimName}{end}{"\\n"}{end}' || exit
k get persistentvolumeclaims -A -o jsonpath='{range .items[*]}{"claim "}{.metadata.namespace}{" "}{.metadata.name}{" "}{.spec.volumeName}{"\\n"}{end}'
`;
}

/** Reads the answer: lines `attached ATTACHMENT [VOLUME]`, `pod NAMESPACE CLAIM…`, `claim NAMESPACE NAME [VOLUME]`. Pure. */
export function volumesToDetach(stdout: string): string[] {
  const lines = stdout.split('\n').map((line) => line.split(' '));
  const of = (kind: string) => lines.filter(([word]) => word === kind).map(([, ...words]) => words);
  const claims = new Map(of('claim').map(([namespace, name, volume]) => [`${namespace}/${name}`, volume]));
  const inUse = new Set(
    of('pod').flatMap(([namespace, ...names]) => names.map((name) => claims.get(`${namespace}/${name}`))),
  );
  return of('attached')
    .filter(([, volume]) => !volume || !inUse.has(volume))
    .map(([attachment = '', volume]) => volume || attachment);
}
