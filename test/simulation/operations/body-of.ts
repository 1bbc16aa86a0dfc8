import type { ExistingMachine } from '../../../src/model/existing-machine.ts';
import { controlPlaneMachines, machinesOf } from '../../../src/model/machine.ts';
import type { PlannedOperation } from '../../../src/model/plan.ts';
import { missingFor } from '../../../src/operations/verify-cluster.ts';
import { wantedMetadata } from '../../../src/plan/nodes.ts';
import { bootstrap } from './bootstrap.ts';
import { cleanHalfBootstrapped } from './clean-half-bootstrapped.ts';
import { cleanHost } from './clean-host.ts';
import { deleteNode } from './delete-node.ts';
import { drainNode } from './drain-node.ts';
import { prepareHost } from './prepare-host.ts';
import { recordMachines } from './record-machines.ts';
import { registerNode } from './register-node.ts';
import { removeEtcdMember } from './remove-etcd-member.ts';
import { type Apply, type Running, until, viewOf, wanted } from './running.ts';
import { sendImages, updateConfig, upgradeAddons, upgradeNode } from './upgrade.ts';

const CONTROL_PLANE_LABEL = 'node-role.kubernetes.io/control-plane';

/** What a planned operation does. */
export function bodyOf(apply: Apply, { id, action, machine: name = '' }: PlannedOperation): Running {
  const existing = () => there(apply, name, id);
  switch (action) {
    case 'prepare-host':
      return prepareHost(apply, wanted(apply, name));
    case 'clean-half-bootstrapped':
      return cleanHalfBootstrapped(apply, wanted(apply, name));
    case 'init-control-plane':
      return bootstrap(apply, wanted(apply, name), 'init', []);
    case 'join-control-plane':
    case 'join-worker':
      return bootstrap(apply, wanted(apply, name), action, apply.membersAt(id));
    case 'drain-node':
      return drainNode(apply, existing(), apply.membersAt(id));
    case 'remove-etcd-member':
      return removeEtcdMember(apply, existing(), apply.membersAt(id));
    case 'clean-host':
      return cleanHost(apply, existing());
    case 'delete-node':
      return deleteNode(apply, existing());
    case 'register-node':
      return registerNode(apply, wanted(apply, name));
    case 'upgrade-node':
      return upgradeNode(apply, wanted(apply, name), apply.membersAt(id));
    case 'send-images':
      return sendImages(apply, name);
    case 'update-kubeadm-config':
      return updateConfig(apply);
    case 'upgrade-addons':
      return upgradeAddons(apply);
    case 'label-node':
      return labelNode(apply, name);
    case 'apply-manifests':
      return applyManifests(apply);
    case 'record-machines':
      return recordMachines(apply);
    case 'verify-cluster':
      return verifyCluster(apply);
    default:
      throw new Error(`the simulation does not know ${action}`);
  }
}

function there({ existing }: Apply, name: string, id: string): ExistingMachine {
  const machine = existing.find((candidate) => candidate.name === name);
  if (!machine) throw new Error(`${id} was planned for a machine that does not exist`);
  return machine;
}

function* labelNode(apply: Apply, name: string): Running {
  if (!(yield* until(() => viewOf(apply) !== undefined))) return false;
  const node = apply.world.nodes.get(name);
  const seen = viewOf(apply)?.nodes.find((candidate) => candidate.name === name);
  if (!node || !seen) return false;
  const { labels, taints } = wantedMetadata(apply.desired, wanted(apply, name), seen, false);
  node.labels = { ...node.labels, ...labels };
  node.controlPlane ||= CONTROL_PLANE_LABEL in labels;
  node.taints = taints.map((taint) => ({ ...taint }));
  return true;
}

function* applyManifests(apply: Apply): Running {
  if (!(yield* until(() => viewOf(apply) !== undefined))) return false;
  for (const { name, sha256 } of apply.manifests) apply.world.appliedManifests[name] = sha256;
  return true;
}

function* verifyCluster(apply: Apply): Running {
  const nodes = machinesOf(apply.desired).map(({ name }) => name);
  const controlPlanes = controlPlaneMachines(apply.desired).map(({ name }) => name);
  const { endpoint } = apply.desired.cluster;
  return yield* until(
    () => missingFor(viewOf(apply) ?? { unavailable: 'no answer' }, { nodes, controlPlanes, endpoint }) === undefined,
  );
}
