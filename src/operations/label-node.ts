import { shQuote } from '../kubeadm/sh-text.ts';
import type { Machine, nodeMetadata } from '../model/machine.ts';
import { type ControlPlaneHost, kubectlPreamble, readyControlPlane } from './control-plane-access.ts';
import { mustRun } from './host-script.ts';
import type { Operation } from './operation.ts';

type NodeMetadata = ReturnType<typeof nodeMetadata>;

/** Puts the inventory's labels and taints on a machine's node; setting what is there already changes nothing. */
export function labelNode(
  machine: Machine,
  wanted: NodeMetadata,
  controlPlanes: ControlPlaneHost[],
): Operation<NodeMetadata> {
  return {
    action: 'label-node',
    observe: async () => wanted,
    changes: ({ labels, taints }) =>
      [...Object.keys(labels), ...taints.map(({ key }) => key)].map((what) => ({
        what,
        why: 'wanted by the inventory',
      })),
    apply: async ({ labels, taints }, { signal, progress }) => {
      const onWaiting = (missing: string) => progress(`waiting for the API server: ${missing}`);
      const controlPlane = await readyControlPlane(controlPlanes, { limitMs: 60_000, signal, onWaiting });
      const pairs = Object.entries(labels).map(([key, value]) => shQuote(`${key}=${value}`));
      const marks = taints.map(({ key, value, effect }) => shQuote(`${key}${value ? `=${value}` : ''}:${effect}`));
      const script = `set -e
${kubectlPreamble(controlPlane)}
${pairs.length > 0 ? `k label node '${machine.name}' --overwrite ${pairs.join(' ')}` : ''}
${marks.length > 0 ? `k taint node '${machine.name}' --overwrite ${marks.join(' ')}` : ''}
`;
      await mustRun(controlPlane.host, `kubectl label and taint of node ${machine.name}`, script, { signal });
    },
  };
}
