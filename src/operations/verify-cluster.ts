import type { ClusterView } from '../model/observed.ts';
import type { Operation } from './operation.ts';
import { waitUntil } from './wait-until.ts';

export interface VerifyInput {
  /** Node names that must be Ready. */
  nodes: string[];
  endpoint: { host: string; port: number };
  /** Asks a healthy control plane. Resolves to why there is no answer when none gives one. */
  view(): Promise<ClusterView | { unavailable: string }>;
  /** Milliseconds. */
  limitMs: number;
}

/** Done means: every node of the inventory Ready and the API answering at the endpoint. */
export function verifyCluster(input: VerifyInput): Operation<string | undefined> {
  const look = async () => missingFor(await input.view(), input);
  return {
    action: 'verify-cluster',
    observe: look,
    changes: (missing) => (missing === undefined ? [] : [{ what: 'wait', why: missing }]),
    apply: (_missing, { signal, progress }) =>
      waitUntil(
        {
          limitMs: input.limitMs,
          until: 'every node is Ready and the endpoint answers',
          signal,
          onWaiting: (missing) => progress(`waiting: ${missing}`),
          hint: 'no CNI among spec.manifests, or its pods do not start? kubectl get pods -A -o wide shows it',
        },
        look,
      ),
  };
}

/** What is still missing until the cluster serves, in words; `undefined` when it does. */
export function missingFor(
  view: ClusterView | { unavailable: string },
  { nodes, endpoint }: Pick<VerifyInput, 'nodes' | 'endpoint'>,
): string | undefined {
  if ('unavailable' in view) return `no API server answers (${view.unavailable})`;
  const missing = nodes.flatMap((name) => {
    const node = view.nodes.find((candidate) => candidate.name === name);
    if (!node) return [`node ${name} is not registered`];
    return node.ready ? [] : [`node ${name} is not Ready${node.notReadyReason ? ` (${node.notReadyReason})` : ''}`];
  });
  if (!view.endpointAnswers) missing.push(`the endpoint ${endpoint.host}:${endpoint.port} does not answer`);
  return missing.length > 0 ? missing.join(', ') : undefined;
}
