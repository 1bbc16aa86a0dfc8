import type { HostRole } from '../model/desired.ts';
import { selectsLabels } from '../model/label-selector.ts';
import type { Draft, DraftInventory } from './draft.ts';
import type { Host, HostSelector, MachineDeployment } from './inventory.gen.ts';
import type { DocumentPath } from './problem.ts';
import { type WorkerGroup, workerGroups } from './worker-groups.ts';

/** The label by which every host answers to its name. */
export const HOSTNAME_LABEL = 'kubernetes.io/hostname';

/** The control plane, a machine deployment or a machine pool, with the hosts it picks. */
export interface Owner {
  /** For messages: `the control plane`, `machine deployment workers`, `machine pool gpu`. */
  title: string;
  path: DocumentPath;
  replicas?: number | undefined;
  /** Indexes into spec.hosts, in inventory order. */
  selected: number[];
  /** Indexes of the spare hosts that it may use besides: none unless it says how many machines it wants. */
  spares: number[];
}

/** The name of the deployment that covers all workers where no group of them is written. */
export const DEFAULT_DEPLOYMENT = 'workers';

/**
 * Every owner of the inventory: the control plane, then machine deployments and machine pools as `workerGroups` lists them.
 * Where neither is written, there is one deployment for all workers.
 */
export function owners(inventory: DraftInventory): { controlPlane: Owner; workers: Owner[] } {
  const { controlPlane, machineDeployments } = inventory.spec ?? {};
  const groups = workerGroups(inventory);
  const unwritten: WorkerGroup = {
    kind: 'machine deployment',
    written: { name: DEFAULT_DEPLOYMENT },
    path: ['spec', 'machineDeployments', 0],
  };
  return {
    controlPlane: {
      title: 'the control plane',
      path: ['spec', 'controlPlane'],
      replicas: controlPlane?.replicas,
      selected: selectHosts(inventory, controlPlane?.hostSelector, 'control-plane'),
      spares: spareHosts(inventory, controlPlane),
    },
    workers: (groups.length === 0 && machineDeployments === undefined ? [unwritten] : groups).map(
      ({ kind, written, path }, index) => ({
        title: `${kind} ${written?.name ?? index + 1}`,
        path,
        selected: selectHosts(inventory, written?.hostSelector, 'worker'),
        // A pool takes every host selected, whatever it says.
        ...(kind === 'machine pool'
          ? { spares: [] }
          : { replicas: written?.replicas, spares: spareHosts(inventory, written) }),
      }),
    ),
  };
}

/** Indexes of the hosts that a selector picks: its role (default `role`), its labels and expressions must all hold. */
export function selectHosts(
  inventory: DraftInventory,
  selector: Draft<HostSelector> | undefined,
  role: HostRole,
): number[] {
  const hosts = inventory.spec?.hosts ?? [];
  return [...hosts.keys()].filter((index) => {
    const host = hosts[index];
    return host !== undefined && host.role === (selector?.role ?? role) && matchesLabels(host, selector);
  });
}

/** Whether every host has a valid role: until then, who selects whom is guesswork, and complaints about it are noise. */
export function rolesKnown(inventory: DraftInventory): boolean {
  const hosts = inventory.spec?.hosts ?? [];
  return hosts.length > 0 && hosts.every((host) => host?.role !== undefined);
}

/**
 * The hosts that each owner gets where nothing exists yet: of those selected, then of the spares, the first so many; a
 * spare that several could use goes to the first of them.
 */
export function chosen(owners: readonly Owner[]): number[][] {
  const taken = new Set<number>();
  return owners.map(({ selected, spares, replicas }) => {
    const free = [...selected, ...spares].filter((index) => !taken.has(index)).slice(0, replicas ?? selected.length);
    for (const index of free) taken.add(index);
    return free;
  });
}

/** The labels of the selector count, its role does not. */
function spareHosts(
  inventory: DraftInventory,
  owner: Draft<Pick<MachineDeployment, 'replicas' | 'hostSelector'>> | undefined,
): number[] {
  if (owner?.replicas === undefined || owner.hostSelector?.role === 'spare') return [];
  return selectHosts(inventory, { ...owner.hostSelector, role: 'spare' }, 'spare');
}

function matchesLabels(host: Draft<Host>, selector: Draft<HostSelector> | undefined): boolean {
  // As on nodes, where the kubelet sets it.
  return selectsLabels(selector, { ...host.labels, [HOSTNAME_LABEL]: host.name });
}
