import { setTimeout as sleep } from 'node:timers/promises';
import { InstallerError } from '../errors.ts';
import type { ScriptResult } from '../model/host-handle.ts';
import { atLeast } from '../model/version.ts';
import { awaitServiceRouting } from './await-service-routing.ts';
import { type ControlPlaneHost, kubectlPreamble, readyControlPlane } from './control-plane-access.ts';
import { DrainProgress, podsInWords, type WaitedPod } from './drain-progress.ts';
import { lastLines } from './host-script.ts';
import type { ApplyContext } from './operation.ts';

export interface DrainQuestion {
  node: string;
  controlPlanes: ControlPlaneHost[];
  /** Milliseconds that pods get to go. */
  limitMs: number;
  /** Whether the node's kubelet is lost: nobody will say then that its pods have ended. Asked again and again: it may die meanwhile. */
  unreachable(): Promise<boolean>;
  kubernetesVersion: string | undefined;
  /** sh that closes the node, before every round: it may be another one by now. Absent: kubectl drain does, and notes nothing. */
  close?(controlPlane: ControlPlaneHost): string;
}

const AGAIN_MS = 5_000;
/** How long kubectl waits before the node is looked at again. */
const ROUND_MS = 20_000;
/** kubectl ends its own waiting within some seconds of its time limit. */
const GRACE_MS = 60_000;

/**
 * Evicts the pods of a node, once services can follow, budgets respected (never `--disable-eviction`), telling which pods
 * are waited for and why.
 * DaemonSet and static pods stay, and those labelled `cluster.x-k8s.io/drain=skip` (Cluster API). When the API server
 * that is asked goes down, another one is. Cancelled, the eviction ends where it is.
 * @returns pods that had not gone when the limit passed; none: the node is drained
 */
export async function drainPods(question: DrainQuestion, context: ApplyContext): Promise<WaitedPod[]> {
  const { node, controlPlanes, limitMs } = question;
  const { signal, progress } = context;
  if (!(await question.unreachable())) await awaitServiceRouting(controlPlanes, context);
  const deadline = performance.now() + limitMs;
  const tell = onceEach((waited) => progress(`waiting for pods: ${waited}`));
  let left: WaitedPod[] = [];
  for (;;) {
    const onWaiting = (missing: string) => progress(`waiting for an API server: ${missing}`);
    const controlPlane = await readyControlPlane(controlPlanes, { limitMs: GRACE_MS, signal, onWaiting });
    const begunAt = performance.now();
    const roundMs = Math.min(ROUND_MS, Math.max(1_000, deadline - begunAt));
    const words = drainWords(question, await question.unreachable(), roundMs);
    const follow = new DrainProgress();
    const close = question.close?.(controlPlane) ?? '';
    const round = { words, close, roundMs, follow, tell: () => tell(podsInWords(follow.waited)) };
    const result = await runDrain(controlPlane, node, round, context);
    if (follow.left.length > 0) left = follow.left;
    if (result?.code === 0 || result?.stderr.includes(`nodes "${node}" not found`)) return [];
    if (performance.now() + AGAIN_MS >= deadline) {
      const silent = { pod: node, reason: lastLines(result?.stderr ?? '', 1).join('') || 'no answer' };
      return left.length > 0 ? left : [silent];
    }
    // A round that ended early found something wrong, which has to have time to pass.
    const early = performance.now() - begunAt < AGAIN_MS;
    if (early) await sleep(AGAIN_MS, undefined, { signal });
    signal.throwIfAborted();
  }
}

interface Round {
  words: string[];
  close: string;
  roundMs: number;
  follow: DrainProgress;
  tell(): void;
}

/** What was told last is not told again. */
function onceEach(tell: (text: string) => void): (text: string) => void {
  let told = '';
  return (text) => {
    if (text !== told && text !== '') tell(text);
    if (text !== '') told = text;
  };
}

/** Undefined: the connection was lost meanwhile. */
async function runDrain(
  controlPlane: ControlPlaneHost,
  node: string,
  { words, close, roundMs, follow, tell }: Round,
  { signal, progress }: ApplyContext,
): Promise<ScriptResult | undefined> {
  let telling: NodeJS.Immediate | undefined;
  const onLine = (line: string) => {
    follow.line(line);
    // Lines come in bursts, one for each pod: they are told together.
    clearImmediate(telling);
    telling = setImmediate(tell);
  };
  const title = `kubectl drain ${node}`;
  const script = `${close}${kubectlPreamble(controlPlane)}k ${words.join(' ')}`;
  try {
    return await controlPlane.host.run(script, { title, signal, timeoutMs: roundMs + GRACE_MS, onLine });
  } catch (error) {
    if (!(error instanceof InstallerError && error.details.connectionLost)) throw error;
    progress(`${controlPlane.host.name}: ${error.message}`);
    return undefined;
  } finally {
    clearImmediate(telling);
  }
}

function drainWords({ node, kubernetesVersion }: DrainQuestion, unreachable: boolean, roundMs: number): string[] {
  const old = kubernetesVersion !== undefined && !atLeast(kubernetesVersion, '1.20');
  return [
    'drain',
    `'${node}'`,
    '--ignore-daemonsets',
    '--force',
    old ? '--delete-local-data' : '--delete-emptydir-data',
    "--pod-selector='cluster.x-k8s.io/drain!=skip'",
    `--timeout=${Math.ceil(roundMs / 1000)}s`,
    // Cluster API (machine_controller.go, drainNode): a lost kubelet ends no pod, and never says that one has ended.
    ...(unreachable ? ['--grace-period=1', '--skip-wait-for-delete-timeout=1'] : []),
  ];
}
