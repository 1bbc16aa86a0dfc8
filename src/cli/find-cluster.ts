import { setTimeout as sleep } from 'node:timers/promises';
import type { Desired } from '../model/desired.ts';
import type { ReadOnlyHost } from '../model/host-handle.ts';
import { controlPlaneMachines } from '../model/machine.ts';
import type { ClusterView } from '../model/observed.ts';
import type { ClusterViewQuestion } from '../observe/cluster-view.ts';
import { observeCluster } from '../observe/observe.ts';
import { apiPortOf } from '../operations/api-port.ts';
import { nextInSearch } from '../plan/next-in-search.ts';
import type { Visits } from './visits.ts';

/** A control plane that has not answered after so long is not waited for before the others are asked. Milliseconds. */
const PATIENCE_MS = 2_000;

/** Neither: no host of the inventory that answers serves as control plane. */
export interface FoundCluster {
  cluster?: ClusterView;
  /** Why no control plane told of the cluster although there is one. */
  clusterUnavailable?: string;
}

/** The cluster as one control plane tells it, and no more hosts visited for it than necessary: see plan/next-in-search.ts. */
export async function findCluster(
  desired: Desired,
  visits: Visits,
  host: (name: string) => ReadOnlyHost,
): Promise<FoundCluster> {
  const begun = new Set<string>();
  const reasons = new Map<string, string>();
  for (;;) {
    const step = nextInSearch(desired, { hosts: visits.hosts, begun, asked: new Set(reasons.keys()) });
    if (!step) break;
    if ('visit' in step) {
      const isFirst = begun.size === 0;
      for (const name of step.visit) begun.add(name);
      await (isFirst ? impatiently(visits.to(step.visit)) : visits.to(step.visit));
      continue;
    }
    const view = await observeCluster(host(step.ask), questionFor(desired, step.ask));
    if (!('unavailable' in view)) return { cluster: view };
    reasons.set(step.ask, view.unavailable);
  }
  if (reasons.size === 0) return {};
  return { clusterUnavailable: [...reasons].map(([name, reason]) => `${name}: ${reason}`).join('; ') };
}

/** Waits for a visit, but not for long: it goes on by itself. */
async function impatiently(visit: Promise<void>): Promise<void> {
  const impatient = new AbortController();
  await Promise.race([
    visit.finally(() => impatient.abort()),
    sleep(PATIENCE_MS, undefined, { signal: impatient.signal }).catch(() => undefined),
  ]);
}

/** A host is asked as the control plane that it is, whatever the inventory makes of it. */
function questionFor(desired: Desired, name: string): ClusterViewQuestion {
  const controlPlane = { ...desired.controlPlane, hosts: [name] };
  const [machine] = controlPlaneMachines({ ...desired, controlPlane });
  if (!machine) throw new RangeError(`No host is named ${name}.`);
  return {
    node: name,
    address: machine.host.internalAddress,
    port: apiPortOf(machine),
    endpoint: desired.cluster.endpoint,
  };
}
