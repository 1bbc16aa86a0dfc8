import { InstallerError } from '../errors.ts';
import type { HostFacts } from '../model/facts.ts';
import type { ReadOnlyHost } from '../model/host-handle.ts';
import type { ClusterView } from '../model/observed.ts';
import { type ClusterViewQuestion, clusterViewScript, parseClusterView } from './cluster-view.ts';
import { factsComplete, factsScript, parseFacts } from './facts-script.ts';
import { type HostProbes, type ProbeQuestion, parseProbes, probeScript } from './probes.ts';
import { MARKER } from './seen.ts';

/** Milliseconds since the epoch on the operator's clock. */
export type Clock = () => number;

export type ObservedFacts =
  | { reachable: true; facts: HostFacts }
  | { reachable: false; error: { message: string; hint?: string } };

const FACTS_LIMIT_MS = 30_000;
const CLUSTER_LIMIT_MS = 30_000;
const PROBES_LIMIT_MS = 15_000;

/** Facts of all hosts at once, by name. A host that cannot be reached, or says nothing usable, is data, not an error. */
export async function observeHosts(
  hosts: readonly ReadOnlyHost[],
  clock: Clock,
): Promise<Record<string, ObservedFacts>> {
  const pairs = await Promise.all(hosts.map(async (host) => [host.name, await observeHost(host, clock)] as const));
  return Object.fromEntries(pairs);
}

/** Facts of one host, in one round trip. */
export async function observeHost(host: ReadOnlyHost, clock: Clock): Promise<ObservedFacts> {
  const sentAtMs = clock();
  let heardAtMs: number | undefined;
  try {
    const answer = await host.read(factsScript(), {
      timeoutMs: FACTS_LIMIT_MS,
      onLine: (line) => {
        // The line after the clock's marker follows at once: connecting, which may take seconds, is left out of account.
        if (line === `${MARKER}clock`) heardAtMs = clock();
      },
    });
    const receivedAtMs = clock();
    if (!factsComplete(answer.stdout)) return { reachable: false, error: noFacts(answer.code, answer.stderr) };
    const trip =
      heardAtMs === undefined ? { sentAtMs, receivedAtMs } : { sentAtMs: heardAtMs, receivedAtMs: heardAtMs };
    return { reachable: true, facts: parseFacts(answer.stdout, trip) };
  } catch (error) {
    return { reachable: false, error: asData(error) };
  }
}

/** The cluster as this control plane tells it; why not, when it does not. Never throws for what the host does. */
export async function observeCluster(
  host: ReadOnlyHost,
  question: ClusterViewQuestion,
): Promise<ClusterView | { unavailable: string }> {
  try {
    const answer = await host.read(clusterViewScript(question), { timeoutMs: CLUSTER_LIMIT_MS });
    return parseClusterView(answer.stdout);
  } catch (error) {
    return { unavailable: asData(error).message };
  }
}

/** The network as this host sees it; `undefined` when the host could not be asked. */
export async function observeProbes(host: ReadOnlyHost, question: ProbeQuestion): Promise<HostProbes | undefined> {
  try {
    const answer = await host.read(probeScript(question), { root: false, timeoutMs: PROBES_LIMIT_MS });
    return parseProbes(answer.stdout, question);
  } catch (error) {
    asData(error);
    return undefined;
  }
}

function noFacts(code: number, stderr: string): { message: string; hint?: string } {
  const said = stderr.trim().split('\n').at(-1);
  return {
    message: `the host gave no facts: its sh ended with ${code}${said ? ` (${said})` : ''}`,
    hint: 'Log in by hand and run `sh -c "echo ok"`: a forced command or a restricted shell may stand in the way.',
  };
}

/** @throws whatever is not an InstallerError: a fault of ours, not of the host */
function asData(error: unknown): { message: string; hint?: string } {
  if (!(error instanceof InstallerError)) throw error;
  const { hint } = error.details;
  return { message: error.message, ...(hint !== undefined && { hint }) };
}
