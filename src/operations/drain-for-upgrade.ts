import { InstallerError } from '../errors.ts';
import type { RemovalPolicy } from '../model/desired.ts';
import { closeNodeScript, openNodeScript } from './close-node.ts';
import { type AskCluster, clusterNow } from './cluster-now.ts';
import { type ControlPlaneHost, readyControlPlane } from './control-plane-access.ts';
import { drainPods } from './drain-pods.ts';
import { podsInWords } from './drain-progress.ts';
import { mustRun } from './host-script.ts';
import type { ApplyContext } from './operation.ts';

export interface UpgradeDrain {
  /** Of the node. */
  name: string;
  controlPlanes: ControlPlaneHost[];
  view: AskCluster;
  /** Of the machine's owner: an upgrade waits for pods as long as a removal does. */
  policy: Pick<RemovalPolicy, 'drainTimeoutMs' | 'giveUpAfterMs'>;
}

const READY_MS = 120_000;

/**
 * Closes a node and moves its pods away, budgets respected, as before a removal, but the machine stays: volumes of pods
 * that stay need not be detached. What cannot end is given up after the same time, and the node opened again.
 * @throws InstallerError `operation-failed` naming the pods that would not go
 */
export async function drainForUpgrade(drain: UpgradeDrain, context: ApplyContext): Promise<void> {
  const { name, controlPlanes, view, policy } = drain;
  await onNode(drain, closeNodeScript, `kubectl cordon ${name}`, context);
  const { kubernetesVersion } = await clusterNow(view, context);
  const unreachable = async () => {
    const node = (await clusterNow(view, context)).nodes.find((candidate) => candidate.name === name);
    return node === undefined || node.unreachable === true;
  };
  const limitMs = policy.drainTimeoutMs ?? policy.giveUpAfterMs;
  // A Node that is registered anew meanwhile is open: closed by kubectl drain alone, nobody would know that it was us.
  const close = (controlPlane: ControlPlaneHost) => closeNodeScript(controlPlane, name);
  const left = await drainPods({ node: name, controlPlanes, limitMs, unreachable, kubernetesVersion, close }, context);
  if (left.length === 0) return;
  const words = `after ${Math.round(limitMs / 1000)} s: ${podsInWords(left, 20)}`;
  if (policy.drainTimeoutMs === undefined) await giveUp(drain, words, context);
  context.progress(`going on with pods left behind ${words}`);
}

/** Opens a node that was closed for an upgrade; one that a person had closed before stays closed. */
export async function openNode(drain: Pick<UpgradeDrain, 'name' | 'controlPlanes'>, context: ApplyContext) {
  await onNode(drain, openNodeScript, `kubectl uncordon ${drain.name}`, context);
}

async function onNode(
  { name, controlPlanes }: Pick<UpgradeDrain, 'name' | 'controlPlanes'>,
  script: (through: ControlPlaneHost, name: string) => string,
  what: string,
  { signal, progress }: ApplyContext,
): Promise<void> {
  const onWaiting = (missing: string) => progress(`waiting for an API server: ${missing}`);
  const controlPlane = await readyControlPlane(controlPlanes, { limitMs: READY_MS, signal, onWaiting });
  await mustRun(controlPlane.host, what, script(controlPlane, name), { signal });
}

async function giveUp(drain: UpgradeDrain, words: string, context: ApplyContext): Promise<never> {
  const { name } = drain;
  context.progress(`opening ${name} again`);
  let back = '; it is as before, and takes pods again unless it was closed before';
  try {
    await openNode(drain, context);
  } catch (error) {
    if (context.signal.aborted) throw error;
    back = `; it could not be opened again: ${error instanceof Error ? error.message : String(error)}`;
  }
  throw new InstallerError('operation-failed', `draining ${name} for its upgrade was given up ${words}${back}`, {
    host: name,
    hint: 'kubectl get pdb -A shows the budgets: let them allow a disruption (more replicas, or a smaller minAvailable), or set nodeDrainTimeout, after which the upgrade goes on without waiting; then apply again',
  });
}
