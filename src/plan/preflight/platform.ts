import type { HostFacts } from '../../model/facts.ts';
import type { Finding } from '../../model/plan.ts';
import { atLeast } from '../../model/version.ts';
import type { Candidate, Ground } from './ground.ts';
import { asGraveAsKubeadm } from './ignored.ts';

/** Major versions, first and last, that the playbooks are written for. */
const KNOWN_SYSTEMS: Readonly<Record<string, { first: number; last: number }>> = {
  debian: { first: 11, last: 13 },
  ubuntu: { first: 20.04, last: 24.04 },
  rhel: { first: 8, last: 9 },
  rocky: { first: 8, last: 9 },
  almalinux: { first: 8, last: 9 },
  centos: { first: 8, last: 9 },
  ol: { first: 8, last: 9 },
};
const MAJOR_MINOR_SYSTEMS: readonly string[] = ['ubuntu'];

/** Kubernetes publishes node binaries for these. */
const ARCHITECTURES: readonly string[] = ['amd64', 'arm64', 'ppc64le', 's390x'];

/** Operating system, architecture, systemd, cgroups and kernel modules of hosts that are to be created. */
export function checkPlatform({ newcomers, desired }: Ground): Finding[] {
  return newcomers.flatMap((candidate) =>
    [
      system(candidate),
      architecture(candidate),
      systemd(candidate),
      cgroup(candidate, desired.kubeletConfiguration),
      ...modules(candidate),
    ].flatMap((finding) => (finding === undefined ? [] : [{ host: candidate.machine.name, ...finding }])),
  );
}

type Unplaced = Omit<Finding, 'host'>;

function system({ facts: { os } }: Candidate): Unplaced | undefined {
  if (os.id === '' || isKnown(os)) return undefined;
  return {
    check: 'os',
    severity: 'warn',
    message: `${os.prettyName || `${os.id} ${os.versionId}`} is not among the systems that the playbooks are written for`,
    cure: 'Those are Debian 11–13, Ubuntu 20.04–24.04, RHEL, Rocky, AlmaLinux and CentOS Stream 8–9. Expect to adapt playbooks.',
  };
}

function isKnown({ id, versionId }: HostFacts['os']): boolean {
  const known = KNOWN_SYSTEMS[id];
  if (known === undefined) return false;
  const version = MAJOR_MINOR_SYSTEMS.includes(id) ? Number(versionId) : Math.floor(Number(versionId));
  return version >= known.first && version <= known.last;
}

function architecture({ facts: { arch } }: Candidate): Unplaced | undefined {
  if (arch === '' || ARCHITECTURES.includes(arch)) return undefined;
  return {
    check: 'arch',
    severity: 'refuse',
    message: `there is no Kubernetes for ${arch} hosts`,
    cure: `Use a host of ${ARCHITECTURES.join(', ')}.`,
  };
}

function systemd({ facts }: Candidate): Unplaced | undefined {
  if (facts.systemd) return undefined;
  return {
    check: 'systemd',
    severity: 'refuse',
    message: 'systemd does not run this host',
    cure: 'Use a host that is started by systemd: the kubelet and containerd are its services.',
  };
}

/** kubelet ≥ 1.35 refuses cgroup v1, and what kubeadm then says is misleading: so it is said here. */
function cgroup({ machine, facts }: Candidate, kubelet: Record<string, unknown> = {}): Unplaced | undefined {
  if (facts.cgroup !== 'v1' || !atLeast(machine.version, '1.35')) return undefined;
  const told = kubelet.failCgroupV1 === false;
  if (told && asGraveAsKubeadm(machine.kubeadmConfigSpec, 'SystemVerification') === 'warn') return undefined;
  return {
    check: 'cgroup-v1',
    severity: 'refuse',
    message: `the kubelet of ${machine.version} does not start on cgroup v1, which this host uses`,
    cure: told
      ? 'kubeadm objects too: add SystemVerification to nodeRegistration.ignorePreflightErrors, or boot with systemd.unified_cgroup_hierarchy=1.'
      : 'Boot with systemd.unified_cgroup_hierarchy=1, or set kubeletConfiguration.failCgroupV1: false and ignore SystemVerification.',
  };
}

function modules({ facts }: Candidate): Unplaced[] {
  // Without any loadable module the kernel has them built in or is a container's: what is missing cannot be told.
  if (facts.loadableModules === undefined || facts.loadableModules.length === 0) return [];
  return ['overlay', 'br_netfilter']
    .filter((name) => !facts.modules.includes(name) && !facts.loadableModules?.includes(name))
    .map((name) => ({
      check: 'kernel-module',
      severity: 'warn',
      message: `kernel ${facts.kernel} has no module ${name}`,
      cure: 'Install the modules that belong to the running kernel (linux-modules-extra, kernel-modules), or reboot into the installed kernel.',
    }));
}
