import type { ClusterView } from '../model/observed.ts';
import { type ControlPlaneHost, readiness } from './control-plane-access.ts';
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
}

/**
 * Lets one structural change of the control plane happen at a time: waits until every member's API server is ready and
 * every etcd member has started, votes and is healthy (Cluster API: KCP preflight.go:51; etcd must not grow while it heals).
 */
export async function awaitStableControlPlane(gate: Gate, { signal, progress }: ApplyContext): Promise<void> {
  await waitUntil(
    {
      limitMs: SETTLED_MS,
      until: 'the control plane is whole, so that it can take one more member',
      signal,
      onWaiting: (missing) => progress(`waiting for the control plane: ${missing}`),
      hint: 'bring the named member back, or take it out of the inventory, then apply again',
    },
    async () => {
      const [view, ...answers] = await Promise.all([gate.view(), ...gate.members.map((member) => readiness(member))]);
      const down = answers.flatMap((answer, i) => (answer ? [`${gate.members[i]?.host.name}: ${answer}`] : []));
      const troubles = [...down, ...etcdTroublesOf(view, gate.externalEtcd)];
      return troubles.length > 0 ? troubles.join('; ') : undefined;
    },
  );
}

function etcdTroublesOf(view: ClusterView | { unavailable: string }, external = false): string[] {
  if ('unavailable' in view) return [view.unavailable];
  return external ? [] : etcdTroubles(view);
}

/** What keeps etcd from taking another member, in words. */
export function etcdTroubles({ etcdMembers }: Pick<ClusterView, 'etcdMembers'>): string[] {
  if (etcdMembers.length === 0) return ['etcd does not tell its members'];
  return etcdMembers.flatMap(({ id, name, learner, healthy }) => {
    if (name === '') return [`etcd member ${id} was added but never started`];
    if (learner) return [`etcd member ${name} is still a learner`];
    return healthy === true ? [] : [`etcd member ${name} is not healthy`];
  });
}
