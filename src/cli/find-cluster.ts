import { setTimeout as sleep } from 'node:timers/promises';
import type { Desired } from '../model/desired.ts';
import type { ReadOnlyHost } from '../model/host-handle.ts';
import { controlPlaneMachines, type Machine } from '../model/machine.ts';
import type { ClusterView } from '../model/observed.ts';
import { observeCluster } from '../observe/observe.ts';
import { apiPortOf } from '../operations/api-port.ts';
import type { Visits } from './visits.ts';

/** A control plane that has not answered after so long is not waited for before the others are asked. Milliseconds. */
const PATIENCE_MS = 2_000;

/** Neither: no host of the inventory that answers serves as control plane. */
export interface FoundCluster {
  cluster?: ClusterView;
  /** Why no control plane told of the cluster although there is one. */
  clusterUnavailable?: string;
}

/**
 * The cluster as one control plane tells it, and no more hosts visited for it than necessary: the first by name, the
 * others only when that one is none, or does not answer; and every host of the inventory, whatever its role is now, before
 * it is taken for certain that there is no cluster.
 */
export async function findCluster(
  desired: Desired,
  visits: Visits,
  host: (name: string) => ReadOnlyHost,
): Promise<FoundCluster> {
  const machines = candidates(desired);
  const [first] = machines;
  if (!first) return {};
  const reasons: string[] = [];
  const asked = new Set<Machine>();
  const ask = async (): Promise<ClusterView | undefined> => {
    for (const machine of machines.filter((one) => !asked.has(one) && servesAsControlPlane(desired, visits, one))) {
      asked.add(machine);
      const view = await observeCluster(host(machine.name), {
        node: machine.name,
        address: machine.host.internalAddress,
        port: apiPortOf(machine),
        endpoint: desired.cluster.endpoint,
      });
      if (!('unavailable' in view)) return view;
      reasons.push(`${machine.name}: ${view.unavailable}`);
    }
    return undefined;
  };
  const impatient = new AbortController();
  await Promise.race([
    visits.to([first.name]).finally(() => impatient.abort()),
    sleep(PATIENCE_MS, undefined, { signal: impatient.signal }).catch(() => undefined),
  ]);
  const told = await ask();
  if (told) return { cluster: told };
  await visits.to(desired.controlPlane.pool);
  const second = await ask();
  if (second) return { cluster: second };
  if (reasons.length > 0) return { clusterUnavailable: reasons.join('; ') };
  await visits.to(machines.map(({ name }) => name));
  const third = await ask();
  if (third) return { cluster: third };
  return reasons.length > 0 ? { clusterUnavailable: reasons.join('; ') } : {};
}

/** Every host of the inventory as a control plane: those it names as such first, then those that may be, each by name. */
function candidates(desired: Desired): Machine[] {
  const { hosts, pool } = desired.controlPlane;
  const all = desired.hosts.map(({ name }) => name);
  const names = [...new Set([...hosts.toSorted(), ...pool.toSorted(), ...all.toSorted()])];
  return controlPlaneMachines({ ...desired, controlPlane: { ...desired.controlPlane, hosts: names } });
}

function servesAsControlPlane({ cluster }: Desired, visits: Visits, { name }: Machine): boolean {
  const mark = visits.facts(name)?.machine;
  return mark?.cluster === cluster.name && mark.role === 'control-plane' && mark.phase === 'bootstrapped';
}
