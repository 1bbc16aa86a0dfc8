import type { PlannedOperation } from '../../model/plan.ts';
import type { ControlPlaneChange } from '../control-plane-state.ts';
import { operation } from '../draft.ts';
import type { Situation } from '../situation.ts';
import { controlPlaneRolls } from './control-plane-rolls.ts';

/** What a rollout of the control plane does to the whole cluster, around the changes of its machines. */
export interface ClusterWide {
  /** Images for every machine, and what the cluster keeps for kubeadm: before the first machine. */
  before: PlannedOperation[];
  /** Ids of what has to end before a machine is upgraded where it is. */
  beforeUpgrades: string[];
  /** Ids of what has to end before a control plane joins. */
  beforeJoins: string[];
  addons: boolean;
}

/**
 * Before a control plane joins that differs from the others, the cluster keeps for kubeadm what is wanted now (Cluster API,
 * KCP update.go); and where `kubeadm upgrade` is to apply more than a version, too. Before kube-proxy changes, which it
 * does on all nodes at once, all of them have its image.
 */
export function clusterWide(situation: Situation, changes: readonly ControlPlaneChange[]): ClusterWide {
  const rolls = controlPlaneRolls(situation);
  const images = rolls.version ? sendImages(situation) : [];
  const joins = changes.some(({ kind }) => kind === 'join');
  const config = rolls.any && (joins || rolls.specification) ? [updateConfig(situation)] : [];
  const configIds = config.map(({ id }) => id);
  return {
    before: [...images, ...config],
    beforeUpgrades: [...images.map(({ id }) => id), ...configIds],
    beforeJoins: configIds,
    addons: rolls.version,
  };
}

/** kube-proxy and CoreDNS follow when all of the control plane has its version: they are never newer than an API server. */
export function upgradeAddons({ desired }: Situation, needs: string[]): PlannedOperation {
  const { version } = desired.controlPlane;
  return operation({
    action: 'upgrade-addons',
    title: `Bring kube-proxy and CoreDNS to ${version}`,
    reason: `they follow the control plane, which is of ${version} then`,
    needs,
  });
}

/** Of the machines that are there until kube-proxy changes. Without a bundle nodes fetch it themselves. */
function sendImages({ desired, existing, removals, cluster }: Situation): PlannedOperation[] {
  if (desired.bundle === undefined || !cluster) return [];
  const leaving = new Map(removals.map((removal) => [removal.machine, removal]));
  const staying = existing.filter((machine) => {
    const removal = leaving.get(machine);
    return removal === undefined || (removal.rollout && machine.role === 'worker');
  });
  return staying
    .filter(({ state, reachable, node }) => state === 'bootstrapped' && reachable === true && node !== undefined)
    .map(({ name }) =>
      operation({
        action: 'send-images',
        host: name,
        machine: name,
        title: `Send the images of ${desired.controlPlane.version} to ${name}`,
        reason: 'kube-proxy changes on all nodes at once',
        needs: [],
      }),
    );
}

function updateConfig({ desired }: Situation): PlannedOperation {
  return operation({
    action: 'update-kubeadm-config',
    title: 'Write what the cluster keeps for kubeadm anew',
    reason: `machines that join or are upgraded read it: it is to be that of ${desired.controlPlane.version} and of its kubeadmConfigSpec`,
    needs: [],
  });
}
