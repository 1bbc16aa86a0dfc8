import { type Check, complainInto } from './check.ts';
import { checkBroughtKubeVip } from './check-brought-kube-vip.ts';
import { checkControlPlaneCount, checkEndpoint, checkKubeVip, checkSaidTwice } from './check-control-plane.ts';
import { checkHealthChecks } from './check-health-checks.ts';
import { checkHostAddresses, checkHostNames, checkSameMachine } from './check-hosts.ts';
import { checkKubeadmArguments } from './check-kubeadm-arguments.ts';
import { checkKubeadmCommands } from './check-kubeadm-commands.ts';
import { checkKubeadmDisks } from './check-kubeadm-disks.ts';
import { checkKubeadmFields } from './check-kubeadm-fields.ts';
import { checkKubeadmFiles } from './check-kubeadm-files.ts';
import { checkKubeadmNodes } from './check-kubeadm-nodes.ts';
import { checkKubeadmUsers } from './check-kubeadm-users.ts';
import { checkLabelsAndTaints } from './check-labels.ts';
import { checkCidrSyntax, checkNetworksApart, checkPodRoom } from './check-networks.ts';
import { checkGroupNames, checkOwners, checkPoolReplicas } from './check-owners.ts';
import { checkRollout } from './check-rollout.ts';
import { checkServices } from './check-services.ts';
import { checkBastionOfHost, checkHostKeys, checkSsh } from './check-ssh.ts';
import { checkUnused } from './check-unused.ts';
import { checkSkew, checkVersions } from './check-versions.ts';
import type { DraftInventory } from './draft.ts';
import type { Complaint } from './problem.ts';

/** Every rule that the schema cannot express. */
const CHECKS: readonly Check[] = [
  checkHostNames,
  checkHostAddresses,
  checkSameMachine,
  checkHostKeys,
  checkSsh,
  checkBastionOfHost,
  checkLabelsAndTaints,
  checkControlPlaneCount,
  checkOwners,
  checkPoolReplicas,
  checkGroupNames,
  checkEndpoint,
  checkKubeVip,
  checkCidrSyntax,
  checkNetworksApart,
  checkPodRoom,
  checkVersions,
  checkSkew,
  checkSaidTwice,
  checkBroughtKubeVip,
  checkKubeadmFields,
  checkKubeadmArguments,
  checkKubeadmNodes,
  checkKubeadmFiles,
  checkKubeadmUsers,
  checkKubeadmCommands,
  checkKubeadmDisks,
  checkServices,
  checkRollout,
  checkHealthChecks,
  checkUnused,
];

/** Everything that is wrong with the meaning of an inventory whose form may be wrong too. */
export function checkInventory(inventory: DraftInventory): Complaint[] {
  const complaints: Complaint[] = [];
  for (const check of CHECKS) check(inventory, complainInto(complaints));
  return complaints;
}
