import type { OperationNode } from '../engine/operation-node.ts';
import { InstallerError } from '../errors.ts';
import { asMachine } from '../model/existing-machine.ts';
import { etcdIsExternal } from '../model/external-etcd.ts';
import { controlPlaneMachines, type Machine, machinesOf } from '../model/machine.ts';
import type { ClusterView } from '../model/observed.ts';
import type { PlannedOperation } from '../model/plan.ts';
import { machineSetChanges } from '../plan/revisions/machine-set-changes.ts';
import { wantedRecords } from '../plan/wanted-records.ts';
import { applyManifests } from './apply-manifests.ts';
import { afterPlaces } from './await-places.ts';
import { type BuildContext, type BuildInput, buildContext } from './build-context.ts';
import { buildForLeaving } from './build-for-leaving.ts';
import { buildForMachine } from './build-for-machine.ts';
import { operationNode } from './operation.ts';
import { placesTaken } from './places-taken.ts';
import { recordMachines } from './record-machines.ts';
import { updateKubeadmConfig } from './update-kubeadm-config.ts';
import { upgradeAddons } from './upgrade-addons.ts';
import { verifyCluster } from './verify-cluster.ts';

/** Milliseconds until every node must be Ready: images may still be pulled where there is no bundle. */
const VERIFY_LIMIT_MS = 600_000;
/** Where nothing was changed, nothing is about to become well. */
const VERIFY_ALONE_LIMIT_MS = 60_000;

/** Operations with which a machine begins to be missing. */
const LETS_BE_MISSING = new Set<string>(['drain-node', 'upgrade-node']);

/** The plan's operations with their bodies, as the engine runs them. */
export function buildOperations(input: BuildInput): OperationNode[] {
  const context = buildContext(input);
  return input.plan.operations.map((planned) => {
    const node = build(planned, context);
    const places = LETS_BE_MISSING.has(planned.action) ? placesOf(planned, context) : undefined;
    return places ? afterPlaces(node, places) : node;
  });
}

function placesOf(planned: PlannedOperation, context: BuildContext) {
  const existing = context.existing.find(({ name }) => name === planned.machine);
  return existing && placesTaken(planned, existing, context);
}

function build(planned: PlannedOperation, context: BuildContext): OperationNode {
  const { desired, observed, plan, manifests, controlPlanes, view, revisionOf } = context;
  switch (planned.action) {
    case 'apply-manifests':
      return operationNode(planned, applyManifests(manifests, controlPlanes, view));
    case 'record-machines': {
      const wanted = wantedRecords(desired, observed, plan.operations, revisionOf);
      const setsFor = (cluster: ClusterView) => machineSetChanges(desired, cluster);
      return operationNode(planned, recordMachines(wanted, setsFor, controlPlanes, view));
    }
    case 'verify-cluster':
      return operationNode(planned, verification(planned, context));
    case 'update-kubeadm-config':
      return operationNode(planned, updateKubeadmConfig({ desired, controlPlanes }));
    case 'upgrade-addons':
      return operationNode(planned, upgradeAddons({ desired, controlPlanes }));
    case 'drain-node':
    case 'remove-etcd-member':
    case 'clean-host':
    case 'delete-node':
      return buildForLeaving(planned, context);
    default:
      return buildForMachine(planned, machineOf(planned, context), context);
  }
}

/** Of a control plane that nothing was done to, and that was not visited, only its Node counts: it is not visited for this. */
function verification({ needs }: PlannedOperation, context: BuildContext) {
  const { desired, facts, controlPlanes, view } = context;
  const unwell = leftUnwell(context);
  const names = controlPlaneMachines(desired).flatMap(({ name }) => (facts[name] && !unwell.has(name) ? [name] : []));
  return verifyCluster({
    nodes: machinesOf(desired).flatMap(({ name }) => (unwell.has(name) ? [] : [name])),
    controlPlanes: names,
    members: controlPlanes.filter(({ host }) => names.includes(host.name)),
    endpoint: desired.cluster.endpoint,
    externalEtcd: etcdIsExternal(desired),
    limitMs: needs.length > 0 ? VERIFY_LIMIT_MS : VERIFY_ALONE_LIMIT_MS,
    view,
  });
}

/** While unhealthy machines are replaced, those that are left for another time were not made well by it. */
function leftUnwell({ observed, existing, desired, leaving, plan }: BuildContext): Set<string> {
  if (!observed.healing) return new Set();
  const busy = new Set([...leaving, ...plan.operations.map(({ machine }) => machine)]);
  const there = new Map(existing.map((machine) => [machine.name, machine]));
  const left = machinesOf(desired).filter(({ name }) => !busy.has(name) && there.get(name)?.healthy !== true);
  return new Set(left.map(({ name }) => name));
}

function machineOf({ id, action, machine: name }: PlannedOperation, { desired, existing }: BuildContext): Machine {
  const machine = machinesOf(desired).find((candidate) => candidate.name === name);
  if (machine) return machine;
  // One that leaves later on needs images until then.
  const leaving = action === 'send-images' && existing.find((candidate) => candidate.name === name);
  if (leaving) return { ...asMachine(leaving, desired), version: desired.controlPlane.version };
  throw new InstallerError('unexpected', `${id} was planned for a machine that the inventory does not name`);
}
