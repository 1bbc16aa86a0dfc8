import type { HostRole } from '../model/desired.ts';
import type { Draft, DraftInventory } from './draft.ts';
import type { Host, HostSelector } from './inventory.gen.ts';
import type { DocumentPath } from './problem.ts';

/** The control plane or a machine deployment, with the hosts it picks. */
export interface Owner {
  /** For messages: `the control plane`, `machine deployment workers`. */
  title: string;
  path: DocumentPath;
  replicas?: number | undefined;
  /** Indexes into spec.hosts, in inventory order. */
  selected: number[];
}

/** Every owner of the inventory, the control plane first. With no machine deployment written, there is one for all workers. */
export function owners(inventory: DraftInventory): { controlPlane: Owner; deployments: Owner[] } {
  const { controlPlane, machineDeployments } = inventory.spec ?? {};
  return {
    controlPlane: {
      title: 'the control plane',
      path: ['spec', 'controlPlane'],
      replicas: controlPlane?.replicas,
      selected: selectHosts(inventory, controlPlane?.hostSelector, 'control-plane'),
    },
    deployments: (machineDeployments ?? [{ name: 'workers' }]).map((deployment, index) => ({
      title: `machine deployment ${deployment?.name ?? index + 1}`,
      path: ['spec', 'machineDeployments', index],
      replicas: deployment?.replicas,
      selected: selectHosts(inventory, deployment?.hostSelector, 'worker'),
    })),
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

/** The hosts that are used: the first `replicas` of those selected, in inventory order. */
export function chosen(owner: Owner): number[] {
  return owner.selected.slice(0, owner.replicas ?? owner.selected.length);
}

function matchesLabels(host: Draft<Host>, selector: Draft<HostSelector> | undefined): boolean {
  const labels: Record<string, string | undefined> = host.labels ?? {};
  const labelOf = (key: string): string | undefined => (Object.hasOwn(labels, key) ? labels[key] : undefined);
  const exact = Object.entries(selector?.matchLabels ?? {}).every(([key, value]) => labelOf(key) === value);
  return exact && (selector?.matchExpressions ?? []).every((expression) => holds(expression, labelOf));
}

type Expression = Draft<NonNullable<HostSelector['matchExpressions']>[number]> | undefined;

/** As Kubernetes: NotIn also holds for a host without the label. */
function holds(expression: Expression, labelOf: (key: string) => string | undefined): boolean {
  if (expression?.key === undefined) return true;
  const value = labelOf(expression.key);
  const listed = value !== undefined && (expression.values ?? []).includes(value);
  switch (expression.operator) {
    case 'In':
      return listed;
    case 'NotIn':
      return !listed;
    case 'Exists':
      return value !== undefined;
    case 'DoesNotExist':
      return value === undefined;
    default:
      return true;
  }
}
