import { atLeast } from '../model/version.ts';
import { blockingBudgets, budgetInWords } from './blocking-budgets.ts';
import { type ControlPlaneHost, readyControlPlane } from './control-plane-access.ts';
import type { DrainQuestion } from './drain-pods.ts';
import { BY_BUDGET, podsInWords, type WaitedPod } from './drain-progress.ts';
import type { ApplyContext } from './operation.ts';

export interface LeftPods extends Pick<DrainQuestion, 'node' | 'controlPlanes' | 'unreachable' | 'kubernetesVersion'> {
  /** Pods that a drain has waited for in vain; at least one. */
  left: readonly WaitedPod[];
}

const READY_MS = 60_000;
const NAMED = 20;

/** The pods by name, the budgets that hold them, and what a person can do about it. */
export async function explainLeft(
  { node, controlPlanes, unreachable, kubernetesVersion, left }: LeftPods,
  context: ApplyContext,
): Promise<{ what: string; hint: string }> {
  const pods = podsInWords(left, NAMED);
  const held = left.filter(({ reason }) => reason === BY_BUDGET);
  const orWait =
    'or set nodeDrainTimeout (of the machine deployment, or of controlPlane.machineTemplate), after which the removal goes on without waiting; then apply again';
  if (held.length === 0) return { what: pods, hint: `${await whatKeepsThem(node, unreachable)}, ${orWait}` };
  const controlPlane = await readyOne(controlPlanes, context);
  const budgets = controlPlane ? await blockingBudgets(controlPlane, node, held, context.signal) : [];
  const named = budgets.map(budgetInWords).join(', ');
  const lost = await unreachable();
  // Kubernetes 1.26 brought it, from 1.27 on it is there by default.
  const always =
    lost && (kubernetesVersion === undefined || atLeast(kubernetesVersion, '1.27'))
      ? ', or unhealthyPodEvictionPolicy: AlwaysAllow'
      : '';
  const because = lost ? `${node} is not reachable, so none of its pods counts as healthy: ` : '';
  return {
    what: named === '' ? pods : `${pods}; budgets: ${named}`,
    hint: `${because}kubectl get pdb -A shows the budgets: let them allow a disruption (more replicas elsewhere, a smaller minAvailable${always}), ${orWait}`,
  };
}

/** No budget is to blame: only a kubelet ends pods. */
async function whatKeepsThem(node: string, unreachable: LeftPods['unreachable']): Promise<string> {
  if (!(await unreachable()))
    return `look what keeps these pods from ending: kubectl describe; on ${node}: journalctl -u kubelet`;
  return `${node} is not reachable, so nobody ends its pods: bring it back, or switch it off and say so: kubectl taint nodes ${node} node.kubernetes.io/out-of-service=:NoExecute`;
}

async function readyOne(
  controlPlanes: ControlPlaneHost[],
  { signal }: ApplyContext,
): Promise<ControlPlaneHost | undefined> {
  try {
    return await readyControlPlane(controlPlanes, { limitMs: READY_MS, signal });
  } catch {
    signal.throwIfAborted();
    return undefined;
  }
}
