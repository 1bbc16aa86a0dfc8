import { clusterTroubles, type WantedHealth } from '../model/cluster-troubles.ts';
import { machineTroubles } from '../model/control-plane-health.ts';
import type { ClusterView } from '../model/observed.ts';
import { unreadyMembers, withConfirmedHealth } from './confirmed-health.ts';
import type { ControlPlaneHost } from './control-plane-access.ts';
import type { Operation } from './operation.ts';
import { waitUntil } from './wait-until.ts';

type Answer = ClusterView | { unavailable: string };

export interface VerifyInput extends WantedHealth {
  /** The hosts of `controlPlanes`. */
  members: readonly ControlPlaneHost[];
  /** Asks a healthy control plane. Resolves to why there is no answer when none gives one. */
  view(): Promise<Answer>;
  /** Milliseconds. */
  limitMs: number;
}

/**
 * Done means: every node of the inventory Ready, the components and etcd members of its control planes well, and the API
 * answering at the endpoint.
 */
export function verifyCluster(input: VerifyInput): Operation<string | undefined> {
  let seen: Answer | undefined;
  const look = async () => {
    seen = await input.view();
    if (!('unavailable' in seen)) seen = await confirmed(seen, input);
    return missingFor(seen, input);
  };
  return {
    action: 'verify-cluster',
    onlyLooks: true,
    observe: look,
    changes: (missing) => (missing === undefined ? [] : [{ what: 'wait', why: missing }]),
    apply: (_missing, { signal, progress }) =>
      waitUntil(
        {
          limitMs: input.limitMs,
          until: 'every node is Ready, every control plane is well and the endpoint answers',
          signal,
          onWaiting: (missing) => progress(`waiting: ${missing}`),
          hint: () => whatToLookAt(seen, input),
        },
        look,
      ),
  };
}

/** What is still missing until the cluster serves, in words; `undefined` when it does. */
export function missingFor(view: Answer, wanted: WantedHealth): string | undefined {
  if ('unavailable' in view) return `no API server answers (${view.unavailable})`;
  const missing = clusterTroubles(view, wanted);
  return missing.length > 0 ? missing.join(', ') : undefined;
}

/** What kubelets tell late is asked at its source, of control planes that seem to lack something; no other is visited. */
async function confirmed(view: ClusterView, { members, externalEtcd }: VerifyInput): Promise<ClusterView> {
  const ailing = members.filter(({ host }) => machineTroubles(view, host.name, { externalEtcd }).length > 0);
  return ailing.length > 0 ? withConfirmedHealth(view, ailing, await unreadyMembers(ailing)) : view;
}

function whatToLookAt(view: Answer | undefined, { controlPlanes, externalEtcd }: WantedHealth): string {
  const silent = view === undefined || 'unavailable' in view;
  // Without a pod network no Node is Ready, and the control plane is well all the same.
  const ailing = controlPlanes.filter(
    (name) => silent || machineTroubles(view, name, { externalEtcd, beforePodNetwork: true }).length > 0,
  );
  if (ailing.length === 0) {
    return 'no CNI among spec.manifests, or its pods do not start? kubectl get pods -A -o wide shows it';
  }
  return `on ${ailing.join(', ')} look at: ls /etc/kubernetes/manifests; crictl ps -a; journalctl -u kubelet. Then apply again`;
}
