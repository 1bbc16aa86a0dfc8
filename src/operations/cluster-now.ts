import type { ClusterView } from '../model/observed.ts';
import type { ApplyContext } from './operation.ts';
import { waitUntil } from './wait-until.ts';

/** Asks a ready control plane; resolves to why there is no answer when none gives one. */
export type AskCluster = () => Promise<ClusterView | { unavailable: string }>;

/** An API server that goes down with its control plane is followed by another one within this time. */
const ANSWER_MS = 120_000;

/** The cluster at this moment. @throws InstallerError `operation-failed` when nobody tells it for two minutes */
export async function clusterNow(view: AskCluster, { signal, progress }: ApplyContext): Promise<ClusterView> {
  let seen: ClusterView | undefined;
  await waitUntil(
    {
      limitMs: ANSWER_MS,
      until: 'a control plane tells what the cluster is',
      signal,
      onWaiting: (missing) => progress(`waiting for an answer of the cluster: ${missing}`),
      hint: 'look at the API server of a control plane: crictl ps -a | grep kube-apiserver',
    },
    async () => {
      const answer = await view();
      if ('unavailable' in answer) return answer.unavailable;
      seen = answer;
      return undefined;
    },
  );
  if (!seen) throw new Error('waitUntil returned before the cluster answered');
  return seen;
}
