import type { HostFacts } from '../../model/facts.ts';
import type { FactSection } from '../section.ts';
import type { Seen } from '../seen.ts';

type Resources = Pick<HostFacts, 'cpus' | 'memoryBytes' | 'disks' | 'swap' | 'cgroup'>;

const DISK_PATHS = [
  '/',
  '/var',
  '/var/lib',
  '/var/lib/containerd',
  '/var/lib/kubelet',
  '/var/lib/etcd',
  '/var/lib/installer',
  '/usr/local/bin',
  '/tmp',
];

/** What the host has to give. */
export const resources: FactSection<Resources> = {
  files: ['/proc/swaps', '/sys/devices/system/cpu/online'],
  grep: { pattern: '^MemTotal:.*', files: ['/proc/meminfo'] },
  exists: ['/sys/fs/cgroup/cgroup.controllers', '/sys/fs/cgroup/memory', '/sys/fs/cgroup/unified'],
  scripts: {
    disks: [
      'set --',
      `for p in ${DISK_PATHS.join(' ')}; do [ -d "$p" ] && set -- "$@" "$p"; done`,
      // A df without -B is busybox's smallest; its header says that the unit is another one.
      'df -PB1 "$@" || df -Pk "$@"',
    ].join('\n'),
  },
  parse(seen) {
    const cgroup = cgroupVersion(seen);
    return {
      cpus: cpus(seen),
      memoryBytes: memory(seen),
      disks: disks(seen.lines('disks')),
      swap: swap(seen.file('/proc/swaps')),
      ...(cgroup !== undefined && { cgroup }),
    };
  },
};

/** CPUs that this process may use, as Go's runtime.NumCPU (and so kubeadm) counts them. */
function cpus(seen: Seen): number {
  const status = seen.found('/proc/self/status').find((line) => line.startsWith('Cpus_allowed_list:'));
  const list = status?.slice('Cpus_allowed_list:'.length) ?? seen.value('/sys/devices/system/cpu/online') ?? '';
  let count = 0;
  for (const range of list.split(',')) {
    const [, first, last] = /^\s*(\d+)(?:-(\d+))?\s*$/.exec(range) ?? [];
    if (first !== undefined) count += Number(last ?? first) - Number(first) + 1;
  }
  return count;
}

function memory(seen: Seen): number {
  const total = seen.found('/proc/meminfo')[0];
  return Number(/(\d+)/.exec(total ?? '')?.[1] ?? 0) * 1024;
}

function disks(lines: readonly string[]): HostFacts['disks'] {
  const mounts = new Map<string, HostFacts['disks'][number]>();
  let unit = 1;
  for (const line of lines) {
    if (line.startsWith('Filesystem')) {
      unit = /\b1024-blocks|\b1K-blocks/.test(line) ? 1024 : 1;
      continue;
    }
    const [, total, free, mount] = /\s(\d+)\s+\d+\s+(\d+)\s+\S+%\s+(\/.*)$/.exec(line) ?? [];
    if (mount === undefined) continue;
    mounts.set(mount, { mount, totalBytes: Number(total) * unit, freeBytes: Number(free) * unit });
  }
  return [...mounts.values()];
}

function swap(lines: readonly string[]): HostFacts['swap'] {
  return lines.flatMap((line) => {
    const [device, , size] = line.trim().split(/\s+/);
    return device === undefined || !/^\d+$/.test(size ?? '') ? [] : [{ device, sizeBytes: Number(size) * 1024 }];
  });
}

function cgroupVersion(seen: Seen): 'v1' | 'v2' | undefined {
  if (seen.exists('/sys/fs/cgroup/cgroup.controllers')) return 'v2';
  return seen.exists('/sys/fs/cgroup/memory') || seen.exists('/sys/fs/cgroup/unified') ? 'v1' : undefined;
}
