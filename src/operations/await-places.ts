import type { OperationNode } from '../engine/operation-node.ts';
import type { NodeView } from '../model/observed.ts';
import { clusterNow } from './cluster-now.ts';
import { limitInWords } from './limit-in-words.ts';
import type { ApplyContext } from './operation.ts';
import type { PlacesTaken } from './places-taken.ts';
import { waitUntil } from './wait-until.ts';

/** A kubelet that has joined says that it is Ready when the pod network is there: its images may have to be loaded. */
const READY_MS = 300_000;

/** An operation that lets a machine be missing, behind those that are to be there by then. */
export function afterPlaces(node: OperationNode, places: PlacesTaken): OperationNode {
  return {
    ...node,
    run: async (context) => {
      await awaitPlaces(places, context);
      return node.run(context);
    },
  };
}

/**
 * Waits until nodes that took a place have been Ready long enough for the next machine to be missing.
 * @throws InstallerError `operation-failed` naming those that are not, 300 s after they all could have been
 */
async function awaitPlaces({ names, readyForMs, view, now }: PlacesTaken, context: ApplyContext): Promise<void> {
  const { signal, progress } = context;
  const until = `nodes that took a place have been Ready for ${limitInWords(readyForMs)}`;
  const onWaiting = (missing: string) => progress(`waiting until ${until}: ${missing}`);
  const hint =
    'look at the kubelets there (journalctl -u kubelet -n 50), or set minReadySeconds to less; then apply again';
  await waitUntil({ limitMs: readyForMs + READY_MS, until, signal, onWaiting, hint }, async () => {
    const { nodes } = await clusterNow(view, context);
    const moment = now();
    const missing = names.flatMap((name) => {
      const why = whyNotYet(
        nodes.find((node) => node.name === name),
        readyForMs,
        moment,
      );
      return why === undefined ? [] : [`${name} ${why}`];
    });
    return missing.length > 0 ? missing.join('; ') : undefined;
  });
}

function whyNotYet(node: NodeView | undefined, readyForMs: number, now: number): string | undefined {
  if (!node) return 'has no node';
  if (!node.ready) return `is not Ready${node.notReadyReason ? ` (${node.notReadyReason})` : ''}`;
  const since = Date.parse(node.conditions?.find(({ type }) => type === 'Ready')?.since ?? '');
  if (Number.isNaN(since)) return undefined;
  return now - since >= readyForMs ? undefined : `is so since ${new Date(since).toISOString()}`;
}
