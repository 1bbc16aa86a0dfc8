import { shQuote } from '../kubeadm/sh-text.ts';
import type { PastRemediation } from '../model/machine-record.ts';
import { REMEDIATIONS_CONFIG_MAP } from '../model/remediations-map.ts';
import { inShellOfItsOwn, type Through } from './put-resources.ts';

/**
 * Lets the cluster remember that a machine was given up as unhealthy, or with `undefined` that it never was. Of each name
 * the last one is kept; many may be written at once.
 */
export function rememberRemediationScript(
  controlPlane: Through,
  name: string,
  past: Omit<PastRemediation, 'machine'> | undefined,
): string {
  const text = past && JSON.stringify({ role: past.role, timestamp: past.timestamp, retryCount: past.retryCount });
  const patch = shQuote(JSON.stringify({ data: { [name]: text ?? null } }));
  const say = `k -n kube-system patch configmap ${REMEDIATIONS_CONFIG_MAP} --type merge -p ${patch}`;
  return inShellOfItsOwn(
    controlPlane,
    text === undefined
      ? `unless_missing ${say}`
      : `remember() { ${say}; }
said=$(remember 2>&1) && exit 0
missing "$said" || { printf '%s\\n' "$said" >&2; exit 1; }
# Another one may make it at the same moment.
k -n kube-system create configmap ${REMEDIATIONS_CONFIG_MAP} >/dev/null 2>&1
remember >/dev/null`,
  );
}
