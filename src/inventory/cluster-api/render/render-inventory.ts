import { controlPlaneCount } from '../../effective.ts';
import type { Inventory } from '../../inventory.gen.ts';
import { DEFAULT_DEPLOYMENT, owners } from '../../select-hosts.ts';
import { workerGroups } from '../../worker-groups.ts';
import { DEFAULT_ZONE_LABEL } from '../translate.ts';
import type { Manifest, RenderedVersion, Style } from './manifest.ts';
import { renderCluster } from './render-cluster.ts';
import { renderControlPlane } from './render-control-plane.ts';
import { renderHealthCheck } from './render-health-check.ts';
import { renderMachineDeployment, renderMachinePool } from './render-workers.ts';
import { Rest } from './rest.ts';

/**
 * The Cluster API objects that a valid inventory stands for, and behind them an Inventory that says what they cannot. Read
 * together they are the same desired state again.
 * @param inventory as composed of all documents, with nothing that Secrets hold filled in
 */
export function renderInventory(inventory: Inventory, version: RenderedVersion): Manifest[] {
  const { metadata, spec } = inventory;
  const style: Style = { version, cluster: metadata.name, zoneLabel: spec.failureDomainLabel ?? DEFAULT_ZONE_LABEL };
  const name = `${style.cluster}-control-plane`;
  const ofControlPlane = new Rest(spec.controlPlane);
  const groups = groupsOf(inventory);
  const checks = (spec.machineHealthChecks ?? []).map((check) => ({ name: check.name, rest: new Rest(check) }));
  const objects = [
    renderCluster(inventory, name, style),
    renderControlPlane(name, ofControlPlane, controlPlaneCount(inventory), style),
    ...groups.flatMap((group) =>
      group.pool ? renderMachinePool(group, style) : renderMachineDeployment(group, style),
    ),
    ...checks.map((check) => renderHealthCheck(check.name, check.rest, style)),
  ];
  const { cluster, controlPlane, machineDeployments, machinePools, machineHealthChecks, ...others } = spec;
  const lists: Record<string, unknown[]> = {
    machineDeployments: entriesLeft(groups.filter(({ pool }) => !pool)),
    machinePools: entriesLeft(groups.filter(({ pool }) => pool)),
    machineHealthChecks: entriesLeft(checks),
  };
  const left = { controlPlane: ofControlPlane.left(), ...lists };
  const said = Object.entries(left).filter(([, value]) => Object.keys(value).length > 0);
  // An empty list says that there are to be no workers.
  const none = groups.length === 0 && machineDeployments !== undefined ? { machineDeployments } : {};
  const rest: Manifest = {
    apiVersion: inventory.apiVersion,
    kind: inventory.kind,
    metadata: { ...metadata },
    spec: { ...Object.fromEntries(said), ...none, ...others },
  };
  return [...objects, rest];
}

/** Machine deployments, then machine pools, the one that nobody wrote among them. */
function groupsOf(inventory: Inventory) {
  const written = workerGroups(inventory);
  return owners(inventory).workers.flatMap((owner, index) => {
    const group = written[index];
    if (group === undefined && owner.selected.length === 0) return [];
    const name = group?.written?.name ?? DEFAULT_DEPLOYMENT;
    const rest = new Rest(group?.written);
    return {
      name,
      rest,
      pool: group?.kind === 'machine pool',
      replicas: owner.replicas ?? owner.selected.length,
      version: group?.written?.version ?? inventory.spec.controlPlane.version,
    };
  });
}

/** By name, as they are laid over the objects; those of which nothing is left are left out. */
function entriesLeft(entries: readonly { name: string; rest: Rest }[]): unknown[] {
  return entries.flatMap(({ name, rest }) => {
    rest.take('name');
    const left = rest.left();
    return Object.keys(left).length === 0 ? [] : [{ name, ...left }];
  });
}
