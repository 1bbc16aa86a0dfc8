import { InstallerError } from '../errors.ts';
import { statusGraph } from '../report/status-graph.ts';
import { statusText } from '../report/status-text.ts';
import type { Output } from './options.ts';
import type { Session } from './session.ts';
import { showGraph } from './show-graph.ts';
import { statusNow } from './status-now.ts';
import { watchStatus } from './watch-status.ts';
import { writeResult } from './write-result.ts';
import { writeText } from './write-text.ts';

export interface StatusOptions {
  output: Output;
  graph?: 'dot' | 'svg';
  /** Seconds. */
  watch?: number;
}

/**
 * Shows the cluster, its machines and its hosts, once or until Ctrl-C.
 * @throws InstallerError `cluster-unhealthy` when it was shown once and no control plane answers
 */
export async function showStatus(session: Session, { output, graph, watch }: StatusOptions): Promise<void> {
  if (watch !== undefined) return watchUntilInterrupted(session, output, watch);
  const { status, clusterUnavailable } = await session.timeLimit.within(() => statusNow(session));
  if (graph) await showGraph(statusGraph(status), graph);
  else if (output === 'text') writeText(statusText(status));
  else await writeResult(output, status);
  if (clusterUnavailable) {
    throw new InstallerError('cluster-unhealthy', `no control plane answers: ${clusterUnavailable}`);
  }
}

async function watchUntilInterrupted(session: Session, output: Output, seconds: number): Promise<void> {
  const ended = new AbortController();
  const end = () => ended.abort();
  process.once('SIGINT', end);
  // Whoever read our output has gone: `status --watch | head`.
  process.stdout.on('error', end);
  try {
    await watchStatus(async () => (await statusNow(session)).status, { seconds, output, signal: ended.signal });
  } finally {
    process.off('SIGINT', end);
  }
}
