import { fieldsOf, stringsOf, textOf } from '../kubeadm/conversion.ts';
import { type UpgradeCommand, upgradeCommand } from '../kubeadm/upgrade-command.ts';
import { upgradeScript } from '../kubeadm/upgrade-script.ts';
import type { Host } from '../model/host-handle.ts';
import type { Machine } from '../model/machine.ts';
import type { ClusterView, NodeView } from '../model/observed.ts';
import { runBootstrap } from './bootstrap-host.ts';
import { apiServerVersion, clusterConfiguredVersion } from './cluster-versions.ts';
import { type ControlPlaneHost, readyControlPlane } from './control-plane-access.ts';
import { verbosityOf } from './init-control-plane.ts';
import type { ApplyContext } from './operation.ts';

export interface KubeadmUpgrade {
  machine: Machine;
  host: Host;
  /** Those that may be asked, the machine's own last. */
  controlPlanes: ControlPlaneHost[];
  /** Where the new kubeadm lies. */
  kubeadmPath: string | undefined;
  /** Address or name of the cluster's endpoint: where kube-vip holds it on this host, another one takes it meanwhile. */
  endpoint: string;
  seen: Pick<ClusterView, 'nodes'>;
}

const READY_MS = 120_000;

/**
 * Runs the new version's `kubeadm upgrade` on a machine's host: `apply` where no other control plane is of the version
 * yet, else `node`.
 * @throws InstallerError `operation-failed` with kubeadm's own reason
 */
export async function runKubeadmUpgrade(upgrade: KubeadmUpgrade, context: ApplyContext): Promise<void> {
  const { machine, host, kubeadmPath, seen, endpoint, controlPlanes } = upgrade;
  const others = controlPlanes.filter((controlPlane) => controlPlane.host.name !== machine.name);
  const command = await chosenCommand(upgrade, context);
  const alone = command === 'apply' && !seen.nodes.some((node) => takesPods(node, machine.name));
  const { initConfiguration, joinConfiguration } = machine.kubeadmConfigSpec;
  const registrations = [joinConfiguration, initConfiguration].map((given) => fieldsOf(given));
  const script = upgradeScript({
    version: machine.version,
    command,
    kubeadmPath,
    // kubeadm tries whether a Job runs; where this node is the only one, it is closed and none does.
    ignorePreflightErrors: [...registrations.flatMap(ignored), ...(alone ? ['CreateJob'] : [])],
    patches: registrations.map(({ patches }) => textOf(fieldsOf(patches).directory)).find(Boolean),
    ...(machine.role === 'control-plane' && others.length > 0 && { vip: endpoint }),
    verbosity: verbosityOf(machine),
  });
  context.progress(`kubeadm upgrade ${command} to ${machine.version}`);
  await runBootstrap(host, `kubeadm upgrade ${command}`, script, context);
}

async function chosenCommand(
  { machine: { role, version, name }, controlPlanes }: KubeadmUpgrade,
  { signal, progress }: ApplyContext,
): Promise<UpgradeCommand> {
  if (role === 'worker') return 'node';
  const onWaiting = (missing: string) => progress(`waiting for an API server: ${missing}`);
  const asked = await readyControlPlane(controlPlanes, { limitMs: READY_MS, signal, onWaiting });
  const [configured, ...others] = await Promise.all([
    clusterConfiguredVersion(asked),
    ...controlPlanes.filter(({ host }) => host.name !== name).map(apiServerVersion),
  ]);
  return upgradeCommand({ role, version, configured, others });
}

function ignored({ nodeRegistration }: Record<string, unknown>): string[] {
  return stringsOf(fieldsOf(nodeRegistration).ignorePreflightErrors);
}

/** kubeadm's Job tolerates the taints of control planes and no other. */
function takesPods({ name, ready, unschedulable, taints }: NodeView, closed: string): boolean {
  const role = /^node-role\.kubernetes\.io\/(?:master|control-plane)$/;
  const tainted = taints.some(({ key, effect }) => effect !== 'PreferNoSchedule' && !role.test(key));
  return name !== closed && ready && !unschedulable && !tainted;
}
