import type { Finding } from '../../model/plan.ts';
import { atLeast, tryParseVersion } from '../../model/version.ts';
import { kubeadmDeployProblem, kubeletSkewProblem } from '../../model/version-skew.ts';
import { listed } from './amount.ts';
import type { Candidate, Ground } from './ground.ts';
import { asGraveAsKubeadm } from './ignored.ts';
import { usesOtherRuntime } from './kubeadm-settings.ts';

export interface WantedProgram {
  name: string;
  absent: boolean;
}

/** Programs that a machine of this role and version cannot be without, and whether its host has them already. */
export function wantedPrograms({ machine, facts }: Candidate): WantedProgram[] {
  const { kubeadm, kubelet, kubectl, crictl } = facts.binaries;
  const fits = (version: string | undefined): boolean => version === machine.version;
  return [
    { name: 'kubeadm', absent: !fits(kubeadm) },
    { name: 'kubelet', absent: !fits(kubelet) },
    // Manifests and the cluster's view go through it.
    ...(machine.role === 'control-plane' ? [{ name: 'kubectl', absent: kubectl === undefined }] : []),
    // From 1.31 on kubeadm speaks to the runtime itself.
    ...(atLeast(machine.version, '1.31') ? [] : [{ name: 'crictl', absent: crictl === undefined }]),
    ...(usesOtherRuntime(machine.kubeadmConfigSpec)
      ? []
      : [{ name: 'containerd', absent: facts.containerd === undefined }]),
  ];
}

/** Without a bundle, what is installed is used: what is missing, and how to get it. */
export function checkInstalled({ bundle, newcomers, desired }: Ground): Finding[] {
  if (bundle !== undefined) return [];
  // A playbook of the site's own may well install what is missing now.
  const severity = desired.playbooks.length > 0 ? 'warn' : 'refuse';
  return newcomers.flatMap((candidate) => {
    const missing = wantedPrograms(candidate).filter(
      ({ name, absent }) => absent && told(candidate, name) === undefined,
    );
    return [
      ...(missing.length > 0
        ? [
            notInstalled(
              candidate,
              missing.map(({ name }) => name),
              severity,
            ),
          ]
        : []),
      ...wrongVersions(candidate).map((finding): Finding => ({ ...finding, severity })),
    ];
  });
}

/** kubeadm of the new version does an upgrade: without a bundle it has to be there. */
export function checkUpgrader({ bundle, upgrading }: Ground): Finding[] {
  if (bundle !== undefined) return [];
  return upgrading
    .filter(({ machine, facts }) => facts.binaries.kubeadm !== machine.version)
    .map(({ machine: { name, version }, facts }) => ({
      host: name,
      check: 'not-installed',
      severity: 'refuse',
      message: `is to become ${version}, and no bundle is given to install kubeadm ${version} from (it has ${facts.binaries.kubeadm ?? 'none'})`,
      cure: `Set spec.bundle to a bundle of ${version}, or install kubeadm, kubelet and kubectl of ${version} on the host.`,
    }));
}

/** Commands that kubeadm calls. With a bundle they come from its packages. */
export function checkTools({ bundle, newcomers }: Ground): Finding[] {
  return newcomers.flatMap(({ machine, facts }) => {
    if (facts.tools === undefined || facts.tools.length === 0) return [];
    return requiredTools(machine.version)
      .filter((name) => !facts.tools?.includes(name))
      .filter((name) => !bundle?.items.some((item) => item.kind === 'package' && packagesOf(name).includes(item.name)))
      .map((name) => ({
        host: machine.name,
        check: 'missing-tool',
        severity: asGraveAsKubeadm(machine.kubeadmConfigSpec, `FileExisting-${name}`),
        message: `${name} is missing, and kubeadm ${machine.version} insists on it`,
        cure: `${bundle ? `Put the package ${packagesOf(name)[0]} into the bundle, or install it` : `Install the package ${packagesOf(name)[0]}`} on the host.`,
      }));
  });
}

/** kubeadm's mandatory InPathChecks: conntrack was among them until 1.35. */
function requiredTools(version: string): string[] {
  const always = ['ip', 'iptables', 'mount', 'nsenter'];
  return atLeast(version, '1.36') ? [...always, 'losetup'] : [...always, 'conntrack'];
}

function packagesOf(tool: string): string[] {
  switch (tool) {
    case 'ip':
      return ['iproute2', 'iproute'];
    case 'conntrack':
      return ['conntrack', 'conntrack-tools'];
    case 'mount':
    case 'nsenter':
    case 'losetup':
      return ['util-linux', 'mount'];
    default:
      return [tool, `${tool}-nft`];
  }
}

function told({ facts }: Candidate, name: string): string | undefined {
  return { ...facts.binaries, containerd: facts.containerd?.version }[name];
}

function notInstalled({ machine }: Candidate, names: string[], severity: Finding['severity']): Finding {
  const [are, them] = names.length > 1 ? ['are', 'them'] : ['is', 'it'];
  return {
    host: machine.name,
    check: 'not-installed',
    severity,
    message: `${listed(names)} ${are} not installed, and no bundle is given to install ${them} from`,
    cure: `Set spec.bundle to a bundle of ${machine.version}, or install ${them} on the host.`,
  };
}

function wrongVersions({ machine, facts: { binaries } }: Candidate): Omit<Finding, 'severity'>[] {
  const problems = [
    parsable(binaries.kubeadm) && kubeadmDeployProblem(binaries.kubeadm, machine.version),
    parsable(binaries.kubelet) && kubeletSkewProblem(binaries.kubelet, machine.version),
  ].filter((problem) => typeof problem === 'string');
  return problems.map((message) => ({
    host: machine.name,
    check: 'wrong-version',
    message,
    cure: `Set spec.bundle to a bundle of ${machine.version}, or install that version on the host.`,
  }));
}

function parsable(version: string | undefined): version is string {
  return version !== undefined && tryParseVersion(version) !== undefined;
}
