import { machineTroubles } from '../model/control-plane-health.ts';
import type { Machine } from '../model/machine.ts';
import type { AskCluster } from './cluster-now.ts';
import { apiServerVersion } from './cluster-versions.ts';
import { unreadyMembers, withConfirmedHealth } from './confirmed-health.ts';
import type { ControlPlaneHost } from './control-plane-access.ts';
import type { ApplyContext } from './operation.ts';
import { waitUntil } from './wait-until.ts';

export interface Upgraded {
  machine: Pick<Machine, 'name' | 'role' | 'version'>;
  /** The machine itself, where it is a control plane. */
  own: ControlPlaneHost | undefined;
  view: AskCluster;
  externalEtcd: boolean;
}

/** A kubelet that was restarted registers within seconds; components start anew with their node's other pods. */
const UPGRADED_MS = 300_000;

/**
 * Waits until a machine runs its version: its Node is Ready and says so; of a control plane, its API server says so too,
 * and its components and its etcd member are healthy.
 * @throws InstallerError `operation-failed` after 300 s, naming what is missing
 */
export async function awaitUpgraded(upgraded: Upgraded, { signal, progress }: ApplyContext): Promise<void> {
  const { machine } = upgraded;
  await waitUntil(
    {
      limitMs: UPGRADED_MS,
      until: `${machine.name} runs ${machine.version}`,
      signal,
      host: machine.name,
      onWaiting: (missing) => progress(`waiting for the node: ${missing}`),
      hint: 'look at its kubelet (journalctl -u kubelet -n 50) and its containers (crictl ps -a) on that host; the node stays closed until apply ends well',
    },
    () => missingFor(upgraded),
  );
}

async function missingFor({ machine, own, view, externalEtcd }: Upgraded): Promise<string | undefined> {
  const { name, version } = machine;
  const seen = await view();
  if ('unavailable' in seen) return seen.unavailable;
  const node = seen.nodes.find((candidate) => candidate.name === name);
  if (!node) return `node ${name} is not registered`;
  if (node.kubeletVersion !== version) return `its kubelet still says ${node.kubeletVersion}`;
  if (!own) return node.ready ? undefined : `it is not Ready${node.notReadyReason ? ` (${node.notReadyReason})` : ''}`;
  const [down, apiServer] = await Promise.all([unreadyMembers([own]), apiServerVersion(own)]);
  const [why] = down.values();
  if (why !== undefined) return `its API server: ${why}`;
  if (apiServer !== version) return `its API server still says ${apiServer ?? 'nothing'}`;
  const troubles = machineTroubles(await withConfirmedHealth(seen, [own], down), name, { externalEtcd });
  return troubles.length > 0 ? troubles.join('; ') : undefined;
}
