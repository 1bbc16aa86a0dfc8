import { setTimeout as sleep } from 'node:timers/promises';
import { InstallerError } from '../errors.ts';
import type { ScriptResult } from '../model/host-handle.ts';
import { atLeast } from '../model/version.ts';
import { type ControlPlaneHost, kubectlPreamble, readyControlPlane } from './control-plane-access.ts';
import { DrainProgress, podsInWords, type WaitedPod } from './drain-progress.ts';
import { lastLines } from './host-script.ts';
import type { ApplyContext } from './operation.ts';

export interface DrainQuestion {
  node: string;
  controlPlanes: ControlPlaneHost[];
  /** Milliseconds that pods get to go. */
  limitMs: number;
  /** The node's kubelet is lost: nobody will say that its pods have ended. */
  unreachable: boolean;
  kubernetesVersion: string | undefined;
}

const AGAIN_MS = 5_000;
/** kubectl ends its own waiting within some seconds of its time limit. */
const GRACE_MS = 60_000;

/**
 * Evicts the pods of a node, budgets respected (never `--disable-eviction`), telling which pods are waited for and why.
 * DaemonSet and static pods stay, and those labelled `cluster.x-k8s.io/drain=skip` (Cluster API). When the API server
 * that is asked goes down, another one is. Cancelled, the eviction ends where it is.
 * @returns pods that had not gone when the limit passed; none: the node is drained
 */
export async function drainPods(question: DrainQuestion, context: ApplyContext): Promise<WaitedPod[]> {
  const { node, controlPlanes, limitMs } = question;
  const { signal, progress } = context;
  const deadline = performance.now() + limitMs;
  for (;;) {
    const onWaiting = (missing: string) => progress(`waiting for an API server: ${missing}`);
    const controlPlane = await readyControlPlane(controlPlanes, { limitMs: GRACE_MS, signal, onWaiting });
    const follow = new DrainProgress();
    const leftMs = Math.max(1_000, deadline - performance.now());
    const result = await runDrain(controlPlane, question, leftMs, follow, context);
    if (result?.code === 0 || result?.stderr.includes(`nodes "${node}" not found`)) return [];
    if (performance.now() + AGAIN_MS >= deadline) {
      const silent = { pod: node, reason: lastLines(result?.stderr ?? '', 1).join('') || 'no answer' };
      return follow.left.length > 0 ? follow.left : [silent];
    }
    await sleep(AGAIN_MS, undefined, { signal });
  }
}

/** Undefined: the connection was lost meanwhile. */
async function runDrain(
  controlPlane: ControlPlaneHost,
  question: DrainQuestion,
  leftMs: number,
  follow: DrainProgress,
  { signal, progress }: ApplyContext,
): Promise<ScriptResult | undefined> {
  let told = '';
  const tell = () => {
    const waited = podsInWords(follow.waited);
    if (waited !== told && waited !== '') progress(`waiting for pods: ${waited}`);
    told = waited;
  };
  let telling: NodeJS.Immediate | undefined;
  const onLine = (line: string) => {
    follow.line(line);
    // Lines come in bursts, one for each pod: they are told together.
    clearImmediate(telling);
    telling = setImmediate(tell);
  };
  const title = `kubectl drain ${question.node}`;
  const script = `${kubectlPreamble(controlPlane)}k ${drainWords(question, leftMs).join(' ')}`;
  try {
    return await controlPlane.host.run(script, { title, signal, timeoutMs: leftMs + GRACE_MS, onLine });
  } catch (error) {
    if (!(error instanceof InstallerError && error.details.connectionLost)) throw error;
    progress(`${controlPlane.host.name}: ${error.message}`);
    return undefined;
  } finally {
    clearImmediate(telling);
  }
}

function drainWords({ node, unreachable, kubernetesVersion }: DrainQuestion, leftMs: number): string[] {
  const old = kubernetesVersion !== undefined && !atLeast(kubernetesVersion, '1.20');
  return [
    'drain',
    `'${node}'`,
    '--ignore-daemonsets',
    '--force',
    old ? '--delete-local-data' : '--delete-emptydir-data',
    "--pod-selector='cluster.x-k8s.io/drain!=skip'",
    `--timeout=${Math.ceil(leftMs / 1000)}s`,
    // Cluster API (machine_controller.go, drainNode): a lost kubelet ends no pod, and never says that one has ended.
    ...(unreachable ? ['--grace-period=1', '--skip-wait-for-delete-timeout=1'] : []),
  ];
}
