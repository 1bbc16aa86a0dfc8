import { setTimeout as sleep } from 'node:timers/promises';
import { InstallerError } from '../errors.ts';
import { readScript } from '../model/host-handle.ts';
import { type ControlPlaneHost, kubectlPreamble, readyControlPlane } from './control-plane-access.ts';
import type { ApplyContext } from './operation.ts';

const READY_MS = 120_000;
/** Of nothing getting better. Another kube-controller-manager leads within 17 s of the end of the one that led. */
const STUCK_MS = 60_000;
/** A leader renews its Lease every 2 s; the clocks of control planes differ by a second or two. */
const FRESH_MS = 6_000;
/** From the lead to the first deed: the controllers are started, and read everything there is. */
const SETTLED_MS = 20_000;

/**
 * Pods may only leave while services can follow: kube-controller-manager, whose leader may have gone with the control plane
 * before, takes them out of their services (and keeps the books of disruption budgets), and kube-proxy, which a change of its
 * image starts anew on one node after the other, tells the nodes. Otherwise requests go to pods that have ended. Waits for
 * both; where a minute makes nothing better, says so and goes on.
 */
export async function awaitServiceRouting(
  controlPlanes: ControlPlaneHost[],
  { signal, progress }: ApplyContext,
): Promise<void> {
  let before: Told | undefined;
  let missing: string | undefined;
  let since = performance.now();
  for (;;) {
    const controlPlane = await readyControlPlane(controlPlanes, { limitMs: READY_MS, signal });
    const told = await askUnlessLost(controlPlane, signal);
    const now = typeof told === 'string' ? told : whatIsMissing(told, before);
    if (now === undefined) return;
    if (now !== missing) {
      progress(`waiting until services follow: ${now}`);
      since = performance.now();
    } else if (performance.now() - since > STUCK_MS) {
      progress(`going on, although services may not follow: ${now}`);
      return;
    }
    missing = now;
    if (typeof told !== 'string') before = told;
    await sleep(2_000, undefined, { signal });
  }
}

/** Numbers that the cluster does not tell are NaN. */
interface Told {
  /** ISO 8601. Empty: there is no such Lease. */
  renewed: string;
  /** ISO 8601: since when it is the same leader. */
  acquired: string;
  /** By the control plane that was asked. */
  now: string;
  generation: number;
  observed: number;
  wanted: number;
  updated: number;
  unavailable: number;
  unreadyNodes: number;
}

/** A string: the connection was lost meanwhile. */
async function askUnlessLost(controlPlane: ControlPlaneHost, signal: AbortSignal): Promise<Told | string> {
  try {
    return await ask(controlPlane, signal);
  } catch (error) {
    if (!(error instanceof InstallerError && error.details.connectionLost)) throw error;
    return `${controlPlane.host.name}: ${error.message}`;
  }
}

async function ask(controlPlane: ControlPlaneHost, signal: AbortSignal): Promise<Told> {
  const status = ['observedGeneration', 'desiredNumberScheduled', 'updatedNumberScheduled', 'numberUnavailable'];
  const numbers = ['{.metadata.generation}', ...status.map((field) => `{.status.${field}}`)].join('|');
  const ready = `{range .items[*]}{.status.conditions[?(@.type=="Ready")].status}{"\\n"}{end}`;
  const script = `${kubectlPreamble(controlPlane)}system() { k -n kube-system --request-timeout=5s get "$@" --ignore-not-found; }
echo "lease $(system lease kube-controller-manager -o jsonpath='{.spec.renewTime}|{.spec.acquireTime}')"
echo "now $(date -u +%Y-%m-%dT%H:%M:%SZ)"
echo "proxy $(system daemonset kube-proxy -o jsonpath='${numbers}')"
echo "unready $(k --request-timeout=5s get nodes -o jsonpath='${ready}' | grep -vcx True)"
`;
  const { stdout } = await controlPlane.host.read(readScript(script), { signal, timeoutMs: 30_000 });
  const line = (word: string) => new RegExp(`^${word} (.*)$`, 'm').exec(stdout)?.[1] ?? '';
  const none = Number.NaN;
  const proxy = line('proxy').split('|').map(Number);
  const [generation = none, observed = none, wanted = none, updated = none, unavailable = none] = proxy;
  const unreadyNodes = Number(line('unready'));
  const [renewed = '', acquired = ''] = line('lease').split('|');
  return { renewed, acquired, now: line('now'), generation, observed, wanted, updated, unavailable, unreadyNodes };
}

function whatIsMissing(told: Told, before: Told | undefined): string | undefined {
  const isRenewed = before !== undefined && before.renewed !== told.renewed;
  const age = (at: string) => Date.parse(told.now) - Date.parse(at);
  // Comparisons with what was not told are false: nothing is missing then.
  if (Math.abs(age(told.renewed)) >= FRESH_MS && !isRenewed) return 'no kube-controller-manager leads';
  if (age(told.acquired) < SETTLED_MS && age(told.acquired) > -FRESH_MS) {
    return 'kube-controller-manager has only just taken the lead';
  }
  if (told.observed < told.generation) return 'kube-proxy is to be started anew';
  const { wanted, updated, unavailable, unreadyNodes } = told;
  if (updated < wanted) return `kube-proxy is started anew, done on ${updated} of ${wanted} nodes`;
  return unavailable > unreadyNodes ? 'kube-proxy starts' : undefined;
}
