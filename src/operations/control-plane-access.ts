import { InstallerError } from '../errors.ts';
import type { DesiredHost } from '../model/desired.ts';
import { type Host, type ReadOnlyHost, readScript } from '../model/host-handle.ts';
import type { ApplyContext } from './operation.ts';
import { readyzAnswer } from './readyz-answer.ts';
import { waitUntil } from './wait-until.ts';

/** kube-vip takes the address some seconds after the API server is there; a balancer notices within its check interval. */
const ENDPOINT_MS = 120_000;

/** A control plane of the inventory and the connection to its host. */
export interface ControlPlaneHost<H extends ReadOnlyHost = Host> {
  host: H;
  /** Where its own API server listens. */
  address: string;
  port: number;
}

/** The control planes to ask, nearest to certainty first. */
export function controlPlaneHost<H extends ReadOnlyHost>(
  host: H,
  desired: DesiredHost,
  port: number,
): ControlPlaneHost<H> {
  return { host, address: desired.internalAddress, port };
}

/**
 * sh text with a function `k`: kubectl as cluster admin against this control plane's own API server, so that neither
 * the VIP nor another control plane is needed. kubectl's own cache is kept out of root's home.
 */
export function kubectlPreamble({ address, port }: Pick<ControlPlaneHost, 'address' | 'port'>): string {
  const server = `https://${address.includes(':') ? `[${address}]` : address}:${port}`;
  return [
    'PATH=$PATH:/usr/local/bin:/usr/bin',
    `k() { kubectl --kubeconfig=/etc/kubernetes/admin.conf --server='${server}' --cache-dir=/run/installer/kubectl "$@"; }`,
    '',
  ].join('\n');
}

/**
 * Any control plane whose API server is ready; none is special. The others are asked only when the first is not ready, so
 * that a change needs no connection to each of them.
 */
export async function readyControlPlane<H extends ReadOnlyHost>(
  candidates: ControlPlaneHost<H>[],
  wait: { limitMs: number; signal: AbortSignal; onWaiting?: (missing: string) => void },
): Promise<ControlPlaneHost<H>> {
  if (candidates.length === 0) {
    throw new InstallerError('operation-failed', 'there is no other control plane to ask');
  }
  let found: ControlPlaneHost<H> | undefined;
  await waitUntil(
    {
      ...wait,
      until: 'an API server of the cluster is ready',
      hint: 'look at the API server of a control plane: crictl ps -a | grep kube-apiserver',
    },
    async () => {
      const [first, ...others] = candidates;
      const answers = first ? [await readiness(first)] : [];
      if (answers[0] !== undefined) answers.push(...(await Promise.all(others.map((other) => readiness(other)))));
      found = candidates[answers.indexOf(undefined)];
      return found ? undefined : answers.map((answer, i) => `${candidates[i]?.host.name}: ${answer}`).join('; ');
    },
  );
  if (!found) throw new Error('waitUntil returned before a control plane was found');
  return found;
}

/** `undefined` when the API server there is ready, else why it is not taken for it. */
export async function readiness(candidate: ControlPlaneHost<ReadOnlyHost>): Promise<string | undefined> {
  const script = `[ -s /etc/kubernetes/admin.conf ] || { echo 'no admin.conf' >&2; exit 1; }
${kubectlPreamble(candidate)}k --request-timeout=5s get --raw /readyz >/dev/null`;
  try {
    const result = await candidate.host.read(readScript(script), { timeoutMs: 15_000 });
    return result.code === 0 ? undefined : readyzAnswer(result);
  } catch (error) {
    return error instanceof Error ? error.message : String(error);
  }
}

/** Waits until the API answers at the cluster's endpoint, asked from a control plane: kube-vip needs a moment to take it. */
export async function awaitEndpoint(
  controlPlane: ControlPlaneHost,
  endpoint: { host: string; port: number },
  { signal, progress }: Pick<ApplyContext, 'signal' | 'progress'>,
): Promise<void> {
  const script = `${kubectlPreamble({ address: endpoint.host, port: endpoint.port })}k --request-timeout=3s get --raw /readyz >/dev/null`;
  await waitUntil(
    {
      limitMs: ENDPOINT_MS,
      intervalMs: 300,
      until: `the API answers at the endpoint ${endpoint.host}:${endpoint.port}`,
      signal,
      host: controlPlane.host.name,
      onWaiting: (missing) => progress(`waiting for the endpoint: ${missing}`),
      hint: 'with kube-vip: look at its log on that host (crictl ps -a | grep kube-vip); with a balancer: does it reach the control planes?',
    },
    async () => {
      const result = await controlPlane.host.read(readScript(script), { signal, timeoutMs: 15_000 });
      return result.code === 0 ? undefined : readyzAnswer(result);
    },
  );
}
