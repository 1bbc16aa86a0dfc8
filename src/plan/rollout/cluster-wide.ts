import type { PlannedOperation } from '../../model/plan.ts';
import type { ControlPlaneChange } from '../control-plane-state.ts';
import { operation } from '../draft.ts';
import type { Situation } from '../situation.ts';
import { type ControlPlaneRolls, controlPlaneRolls } from './control-plane-rolls.ts';
import { type KeptForKubeadm, keptForKubeadm } from './kept-for-kubeadm.ts';

/** What changes of machines do to the whole cluster, a rollout of the control plane above all. */
export interface ClusterWide {
  /** Images for every machine, and what the cluster keeps for kubeadm: before the first machine. */
  before: PlannedOperation[];
  /** Ids of what has to end before a machine is upgraded where it is. */
  beforeUpgrades: string[];
  /** Ids of what has to end before a control plane joins. */
  beforeJoins: string[];
  /** Ids of what has to end before a worker joins, or is upgraded where it is. */
  beforeWorkers: string[];
  addons: boolean;
}

/**
 * Before a control plane joins that differs from the others, the cluster keeps for kubeadm what is wanted now (Cluster API,
 * KCP update.go); and where `kubeadm upgrade` is to apply more than a version, too. A change that was given up may have left
 * there what nobody wants any more: that goes before any control plane joins, and where it is of a later version before
 * kubeadm of the wanted one is run anywhere. Before kube-proxy changes, which it does on all nodes at once, all of them have
 * its image.
 */
export function clusterWide(situation: Situation, changes: readonly ControlPlaneChange[]): ClusterWide {
  const rolls = controlPlaneRolls(situation);
  const images = rolls.version ? sendImages(situation) : [];
  const kept = keptForKubeadm(situation.desired, situation.cluster);
  const reason = whyWritten(situation, changes, rolls, kept);
  const config = reason === undefined ? [] : [updateConfig(reason)];
  const configIds = config.map(({ id }) => id);
  return {
    before: [...images, ...config],
    beforeUpgrades: [...images.map(({ id }) => id), ...configIds],
    beforeJoins: configIds,
    beforeWorkers: kept?.is === 'newer' ? configIds : [],
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

function whyWritten(
  { desired, machines, states, upgrades, vacating }: Situation,
  changes: readonly ControlPlaneChange[],
  rolls: ControlPlaneRolls,
  kept: KeptForKubeadm | undefined,
): string | undefined {
  const { version } = desired.controlPlane;
  const joins = changes.some(({ kind }) => kind === 'join');
  const made = machines.some(({ name }) => states[name] !== 'bootstrapped' || vacating.has(name));
  const runsKubeadm = made || upgrades.length > 0;
  if (kept?.is === 'newer' && runsKubeadm) {
    return `machines that join or are upgraded read it: it is still of ${kept.version}, and ${version} is wanted`;
  }
  if (joins && kept?.is === 'different' && !rolls.any) {
    return 'control planes that join read it: it is not what the inventory wants';
  }
  if (!rolls.any || !(joins || rolls.specification)) return undefined;
  return `machines that join or are upgraded read it: it is to be that of ${version} and of its kubeadmConfigSpec`;
}

function updateConfig(reason: string): PlannedOperation {
  return operation({
    action: 'update-kubeadm-config',
    title: 'Write what the cluster keeps for kubeadm anew',
    reason,
    needs: [],
  });
}
