import type { HostFacts } from '../model/facts.ts';
import type { ObservedFacts } from './observe.ts';

/** One row of `installer facts`: what a person wants to see of a host at a glance. */
export interface FactsRow {
  host: string;
  os: string;
  kernel: string;
  arch: string;
  cpus: string;
  memory: string;
  /** Free on the file system that holds /var/lib. */
  disk: string;
  clock: string;
  runtime: string;
  kubernetes: string;
  /** The machine it serves, or what stands in the way. */
  serves: string;
}

/** Rows in the order of the hosts given; an unreachable host's row says why. */
export function factsToTable(observed: Record<string, ObservedFacts>): FactsRow[] {
  return Object.entries(observed).map(([host, answer]) =>
    answer.reachable ? row(host, answer.facts) : { ...EMPTY, host, serves: `unreachable: ${answer.error.message}` },
  );
}

const EMPTY: FactsRow = {
  host: '',
  os: '',
  kernel: '',
  arch: '',
  cpus: '',
  memory: '',
  disk: '',
  clock: '',
  runtime: '',
  kubernetes: '',
  serves: '',
};

function row(host: string, facts: HostFacts): FactsRow {
  const { os, kernel, arch, cpus, containerd, binaries } = facts;
  return {
    host,
    os: `${os.id} ${os.versionId}`.trim(),
    kernel,
    arch,
    cpus: String(cpus),
    memory: gibibytes(facts.memoryBytes),
    disk: disk(facts),
    clock: offset(facts.clockOffsetMs),
    runtime: containerd === undefined ? '' : `containerd ${containerd.version}${containerd.active ? '' : ' (stopped)'}`,
    kubernetes: binaries.kubelet ?? '',
    serves: serves(facts),
  };
}

function disk(facts: HostFacts): string {
  const holds = facts.disks
    .filter(({ mount }) => mount === '/' || '/var/lib'.startsWith(mount))
    .sort((a, b) => b.mount.length - a.mount.length)[0];
  return holds === undefined ? '' : `${gibibytes(holds.freeBytes)} of ${gibibytes(holds.totalBytes)}`;
}

function serves(facts: HostFacts): string {
  const { machine, machineUnreadable, kubeadm } = facts;
  if (machine !== undefined) return `${machine.cluster}/${machine.machine} (${machine.role}, ${machine.phase})`;
  if (machineUnreadable !== undefined) return `unreadable machine mark: ${machineUnreadable}`;
  return kubeadm.kubeletConf || kubeadm.etcdData ? 'an unknown cluster' : '';
}

function gibibytes(bytes: number): string {
  return `${(bytes / 2 ** 30).toFixed(1)} GiB`;
}

function offset(ms: number): string {
  const seconds = ms / 1000;
  return `${seconds < 0 ? '' : '+'}${seconds.toFixed(1)} s`;
}
