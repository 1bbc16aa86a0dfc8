import type { ExistingMachine } from '../../model/existing-machine.ts';
import type { Finding } from '../../model/plan.ts';
import { compareVersions, minorsAhead, minorVersion, tryParseVersion } from '../../model/version.ts';
import { kubeletSkewProblem } from '../../model/version-skew.ts';
import { lostItsNode } from '../lost-its-node.ts';
import type { Situation } from '../situation.ts';

/** What of a rollout the version skew policy forbids, and what of it has to wait. Pure. */
export function rolloutFindings(situation: Situation): Finding[] {
  if (!situation.cluster) return [];
  return [
    ...controlPlaneVersions(situation),
    ...downgradesInPlace(situation),
    ...kubeletsLeftBehind(situation),
    ...waiting(situation),
    ...waitingForNodes(situation),
  ];
}

/** A control plane goes up one minor at a time and never down. */
function controlPlaneVersions(situation: Situation): Finding[] {
  const { existing } = situation;
  const controlPlanes = existing.filter(({ role, state }) => role === 'control-plane' && state === 'bootstrapped');
  const none = controlPlanes.every(({ outdated }) => outdated !== undefined);
  const staying = stayingOutdated(situation, 'control-plane');
  return (none ? controlPlanes : staying).flatMap(({ name, outdated }): Finding[] => {
    const change = parsable(outdated?.version);
    if (!change) return [];
    const { is, wanted } = change;
    const runs = `runs ${is}, the inventory wants ${wanted}`;
    if (compareVersions(wanted, is) < 0) {
      return [refusal(name, `${runs}: a control plane cannot go back`, `Set controlPlane.version back to ${is}.`)];
    }
    if (minorsAhead(wanted, is) <= 1) return [];
    const path = minorsBetween(is, wanted);
    return [
      refusal(
        name,
        `${runs}: no minor version can be skipped`,
        `Go ${path.join(' → ')}: set the version to the last patch of ${path[1]} first, with its bundle, and apply; then on.`,
      ),
    ];
  });
}

/** kubeadm upgrade does not go back. */
function downgradesInPlace({ upgrades }: Situation): Finding[] {
  return upgrades.flatMap(({ machine: { name, role, outdated } }): Finding[] => {
    const change = parsable(outdated?.version);
    if (role === 'control-plane' || !change || compareVersions(change.wanted, change.is) > 0) return [];
    return [
      refusal(
        name,
        `runs ${change.is}, the inventory wants ${change.wanted}: a machine cannot go back where it is`,
        `Set the version to ${change.is} or a later one; or give its machine deployment strategy type RollingUpdate, so that it is made anew.`,
      ),
    ];
  });
}

/** Between the control plane's turn and theirs, workers are still what they are. */
function kubeletsLeftBehind(situation: Situation): Finding[] {
  const { desired, existing, removals } = situation;
  const { version } = desired.controlPlane;
  if (!stayingOutdated(situation, 'control-plane').some(({ outdated }) => outdated?.version)) return [];
  const going = new Set(removals.filter(({ rollout }) => !rollout).map(({ machine }) => machine));
  return existing.flatMap((machine): Finding[] => {
    const kubelet = machine.node?.kubeletVersion;
    if (machine.role === 'control-plane' || kubelet === undefined || going.has(machine)) return [];
    if (!tryParseVersion(kubelet) || !tryParseVersion(version)) return [];
    const problem = kubeletSkewProblem(kubelet, version);
    if (problem === undefined) return [];
    return [
      refusal(
        machine.name,
        problem,
        `First bring the workers of ${machine.owner} to what the control plane is now, and apply; then upgrade the control plane.`,
      ),
    ];
  });
}

/** Outdated machines that nothing is done about. With OnDelete that is what was asked for. */
function waiting({ desired, existing, removals, upgrades, machines }: Situation): Finding[] {
  const busy = new Set([...removals, ...upgrades].map(({ machine }) => machine));
  return desired.machineDeployments.flatMap(({ name: owner, rollout, hosts }): Finding[] => {
    const own = new Set(hosts);
    const left = existing.filter((machine) => own.has(machine.name) && machine.outdated && !busy.has(machine));
    if (left.length === 0 || rollout.strategy === 'OnDelete') return [];
    const serving = new Set(machines.filter((machine) => machine.owner === owner).map(({ name }) => name));
    const ill = existing.filter(({ name, healthy, outdated }) => serving.has(name) && !healthy && !outdated);
    const [first] = ill;
    if (!first) return [];
    const names = ill.map(({ name }) => name).join(', ');
    return [
      {
        host: first.name,
        check: 'rollout-waits',
        severity: 'warn',
        message: `${names} of ${owner} ${ill.length > 1 ? 'are' : 'is'} not Ready, so that no other may be missing: ${left.length} outdated machine${left.length > 1 ? 's wait' : ' waits'}`,
        cure: `Look at ${first.name} (on it: journalctl -u kubelet -n 50), or take its line out; or raise maxUnavailable of ${owner}.`,
      },
    ];
  });
}

/** What has no Node is not rolled: it could not be drained. */
function waitingForNodes(situation: Situation): Finding[] {
  const leaving = new Set(situation.removals.map(({ machine }) => machine));
  const waits = situation.existing.filter(
    (machine) => machine.outdated !== undefined && lostItsNode(machine) && !leaving.has(machine),
  );
  return waits.map(({ name, role }) => ({
    host: name,
    check: 'rollout-waits',
    severity: 'warn',
    message: `it is outdated, and somebody deleted its Node: this apply registers it again${role === 'control-plane' ? ' and does nothing else' : ''}`,
    cure: 'Apply once more.',
  }));
}

function stayingOutdated({ existing, removals }: Situation, role: ExistingMachine['role']): ExistingMachine[] {
  const going = new Set(removals.filter(({ rollout }) => !rollout).map(({ machine }) => machine));
  return existing.filter((machine) => machine.role === role && machine.outdated !== undefined && !going.has(machine));
}

function parsable(change: { is: string; wanted: string } | undefined): { is: string; wanted: string } | undefined {
  return change && tryParseVersion(change.is) && tryParseVersion(change.wanted) ? change : undefined;
}

/** `v1.18`, `v1.19`, `v1.20` */
function minorsBetween(is: string, wanted: string): string[] {
  const [major = '1', minor = '0'] = minorVersion(is).split('.');
  return Array.from({ length: minorsAhead(wanted, is) + 1 }, (_, i) => `v${major}.${Number(minor) + i}`);
}

function refusal(host: string, message: string, cure: string): Finding {
  return { host, check: 'version-skew', severity: 'refuse', message, cure };
}
