import { controlPlaneTroubles } from '../model/control-plane-health.ts';
import { etcdMemberOf } from '../model/etcd-member-of.ts';
import type { Machine } from '../model/machine.ts';
import type { ClusterView } from '../model/observed.ts';
import { unreadyMembers, withConfirmedHealth } from './confirmed-health.ts';
import type { ControlPlaneHost } from './control-plane-access.ts';
import type { ApplyContext } from './operation.ts';
import { waitUntil } from './wait-until.ts';

/** A control plane that was just changed settles within this time, or something is wrong with it. */
const SETTLED_MS = 240_000;

export interface Gate {
  /** Control planes that are members already. */
  members: ControlPlaneHost[];
  /** The cluster as a ready control plane tells it. */
  view(): Promise<ClusterView | { unavailable: string }>;
  /** etcd is not ours to look after. */
  externalEtcd?: boolean;
  /** The machine that is to go: neither it nor its etcd member has to be healthy. Absent: one more is to come. */
  except?: Pick<Machine, 'name' | 'host'>;
}

/**
 * Lets one structural change of the control plane happen at a time: waits until every member's API server is ready, its
 * components and Node are healthy, and every etcd member has started, votes and is healthy (Cluster API: KCP
 * preflight.go:51; etcd must neither grow nor shrink while it heals).
 * @throws InstallerError `operation-failed` after 240 s, naming what is missing
 */
export async function awaitStableControlPlane(gate: Gate, { signal, progress }: ApplyContext): Promise<void> {
  const { except } = gate;
  const members = gate.members.filter(({ host }) => host.name !== except?.name);
  await waitUntil(
    {
      limitMs: SETTLED_MS,
      until: `the control plane is whole, so that it can ${except ? `lose ${except.name}` : 'take one more member'}`,
      signal,
      onWaiting: (missing) => progress(`waiting for the control plane: ${missing}`),
      hint: 'bring the named member back, or take it out of the inventory, then apply again',
    },
    async () => {
      const [seen, down] = await Promise.all([gate.view(), unreadyMembers(members)]);
      const view = 'unavailable' in seen ? seen : await withConfirmedHealth(seen, members, down);
      const troubles = [...[...down].map(([name, why]) => `${name}: ${why}`), ...troublesIn(view, gate)];
      return troubles.length > 0 ? troubles.join('; ') : undefined;
    },
  );
}

function troublesIn(view: ClusterView | { unavailable: string }, { members, except, externalEtcd }: Gate): string[] {
  if ('unavailable' in view) return [view.unavailable];
  const names = members.map(({ host }) => host.name);
  const going = except && etcdMemberOf(view.etcdMembers, except);
  const staying = { ...view, etcdMembers: view.etcdMembers.filter((member) => member !== going) };
  // The pod network may be among what is still to come: until then no Node is Ready, and nothing is wrong with that.
  return controlPlaneTroubles(staying, names, { except: except?.name, externalEtcd, beforePodNetwork: !except });
}
